//! yaserde for extension points, behind the feature of that name: a field `#[yaserde(flatten)]` takes the elements that no
//! other field does.

use std::io::{Read, Write};

use ::yaserde::__xml::attribute::OwnedAttribute;
use ::yaserde::__xml::namespace::Namespace;
use ::yaserde::__xml::reader::{EventReader, XmlEvent};
use ::yaserde::__xml::writer::EmitterConfig;
use ::yaserde::de::Deserializer;
use ::yaserde::ser::Serializer;
use ::yaserde::{Error, YaDeserialize, YaSerialize};

use super::{AnyElement, AnyElements};

impl YaSerialize for AnyElements {
    fn serialize<W: Write>(&self, writer: &mut Serializer<W>) -> Result<(), Error> {
        for element in self {
            for event in EventReader::from_str(element.as_xml()) {
                let event = event.map_err(Error::custom)?;
                if let (false, Some(event)) =
                    (matches!(event, XmlEvent::StartDocument { .. }), event.as_writer_event())
                {
                    writer.write(event).map_err(Error::custom)?;
                }
            }
        }
        Ok(())
    }

    fn serialize_attributes(
        &self,
        attributes: Vec<OwnedAttribute>,
        namespace: Namespace,
    ) -> Result<(Vec<OwnedAttribute>, Namespace), Error> {
        Ok((attributes, namespace))
    }
}

impl YaDeserialize for AnyElements {
    /// Reads the elements within the one that comes next, which yaserde puts around them.
    fn deserialize<R: Read>(reader: &mut Deserializer<R>) -> Result<Self, Error> {
        let mut elements = Self::new();
        reader.next_event()?;
        loop {
            let event = reader.next_event()?;
            match &event {
                XmlEvent::StartElement { .. } => elements.push(element(reader, &event)?),
                XmlEvent::EndElement { .. } | XmlEvent::EndDocument => return Ok(elements),
                _ => {}
            }
        }
    }
}

/// The element whose start was read.
fn element<R: Read>(reader: &mut Deserializer<R>, start: &XmlEvent) -> Result<AnyElement, Error> {
    let config = EmitterConfig::new().write_document_declaration(false);
    let mut writer = config.create_writer(Vec::new());
    let mut write = |event: &XmlEvent| match event.as_writer_event() {
        Some(event) => writer.write(event).map_err(Error::custom),
        None => Ok(()),
    };
    write(start)?;
    let mut written = Ok(());
    reader.skip_element(|event| {
        if written.is_ok() {
            written = write(event);
        }
    })?;
    written?;
    let xml = String::from_utf8(writer.into_inner()).map_err(Error::custom)?;
    AnyElement::parse(&xml).map_err(|_| Error::custom("an element at an extension point is not well-formed"))
}
