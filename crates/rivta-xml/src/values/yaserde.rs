//! yaserde for simple types, behind the feature of that name.

/// yaserde's traits for a simple type: nothing without the feature `yaserde`.
#[cfg(not(feature = "yaserde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! yaserde_simple {
    ($type:ident) => {};
}

/// yaserde's traits for a simple type, by way of its text.
#[cfg(feature = "yaserde")]
#[doc(hidden)]
#[macro_export]
macro_rules! yaserde_simple {
    ($type:ident) => {
        impl $crate::macro_support::YaSerialize for $type {
            fn serialize<W: std::io::Write>(
                &self,
                writer: &mut $crate::macro_support::yaserde::ser::Serializer<W>,
            ) -> Result<(), $crate::macro_support::yaserde::Error> {
                $crate::macro_support::write_yaserde(self, stringify!($type), writer)
            }

            fn serialize_attributes(
                &self,
                attributes: Vec<$crate::macro_support::yaserde::__xml::attribute::OwnedAttribute>,
                namespace: $crate::macro_support::yaserde::__xml::namespace::Namespace,
            ) -> Result<
                (
                    Vec<$crate::macro_support::yaserde::__xml::attribute::OwnedAttribute>,
                    $crate::macro_support::yaserde::__xml::namespace::Namespace,
                ),
                $crate::macro_support::yaserde::Error,
            > {
                Ok((attributes, namespace))
            }
        }

        impl $crate::macro_support::YaDeserialize for $type {
            fn deserialize<R: std::io::Read>(
                reader: &mut $crate::macro_support::yaserde::de::Deserializer<R>,
            ) -> Result<Self, $crate::macro_support::yaserde::Error> {
                $crate::macro_support::read_yaserde(reader)
            }
        }
    };
}

/// Writes an element of the field's name, or of the type's at the root.
#[cfg(feature = "yaserde")]
pub fn write_yaserde<T: super::XmlSimple, W: std::io::Write>(
    value: &T,
    type_name: &str,
    writer: &mut ::yaserde::ser::Serializer<W>,
) -> Result<(), ::yaserde::Error> {
    ::yaserde::primitives::serialize_primitives(value, type_name, writer, |value| {
        let mut text = String::new();
        value.write_text(&mut text);
        text
    })
}

/// Reads the element that begins next up to its end tag, which the caller reads.
#[cfg(feature = "yaserde")]
pub fn read_yaserde<T: super::XmlSimple, R: std::io::Read>(
    reader: &mut ::yaserde::de::Deserializer<R>,
) -> Result<T, ::yaserde::Error> {
    use ::yaserde::__xml::reader::XmlEvent;

    let parse = |text: &str| T::parse(&T::WHITE_SPACE.process(text)).map_err(::yaserde::Error::custom);
    let XmlEvent::StartElement { .. } = reader.next_event()? else {
        return Err(::yaserde::Error::custom("expected a start tag"));
    };
    // yaserde's own function leaves the text to the caller, who then takes it for the end tag; a derived struct that
    // collects what its fields don't read would see an end tag too many.
    if !matches!(reader.peek()?, XmlEvent::Characters(_)) {
        return parse("");
    }
    match reader.next_event()? {
        XmlEvent::Characters(text) => parse(&text),
        _ => parse(""),
    }
}
