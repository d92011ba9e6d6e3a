//! An answer as XML events with resolved names, so that prefixes and layout make no difference. Reads with a library and
//! not with the product's own reader.

use quick_xml::events::{BytesRef, Event};
use quick_xml::name::{QName, ResolveResult};
use quick_xml::{NsReader, Reader, Writer};

use crate::index::STAND_IN;

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// What the server's clock decides.
const TIMES: [&str; 2] = ["version", "updateTime"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// Namespace and local name, and attributes other than namespace declarations.
    Start(String, String, Vec<String>),
    Text(String),
    End,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer(Vec<Node>);

impl Answer {
    /// Reads a document. White space between elements is left out.
    pub(crate) fn parse(document: &str) -> Result<Self, String> {
        let mut reader = NsReader::from_str(document);
        reader.config_mut().expand_empty_elements = true;
        let mut nodes = Vec::new();
        let mut text = String::new();
        loop {
            let (namespace, event) = reader.read_resolved_event().map_err(|error| error.to_string())?;
            let namespace = match namespace {
                ResolveResult::Bound(namespace) => namespace.into_inner().to_owned(),
                _ => String::new(),
            };
            match event {
                Event::Start(element) => {
                    end_text(&mut nodes, &mut text);
                    let attributes = element.attributes().map(|attribute| attribute.unwrap());
                    let attributes = attributes.filter(|a| a.key.as_namespace_binding().is_none());
                    let attributes = attributes.map(|a| format!("{a:?}")).collect();
                    nodes.push(Node::Start(namespace, element.local_name().as_ref().to_owned(), attributes));
                }
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => text.push(character(&reference)?),
                Event::End(element) => {
                    if element.local_name().as_ref() == "faultcode" {
                        let (code, local) = reader.resolver().resolve_element(QName(text.trim()));
                        let is_soap = matches!(code, ResolveResult::Bound(ns) if ns.into_inner() == SOAP);
                        let namespace = if is_soap { SOAP } else { "?" };
                        text = format!("{{{namespace}}}{}", local.as_ref());
                    }
                    end_text(&mut nodes, &mut text);
                    nodes.push(Node::End);
                }
                Event::Eof => return Ok(Self(nodes)),
                Event::Decl(_) => {}
                other => return Err(format!("unexpected {other:?}")),
            }
        }
    }

    /// The text of the first element with this local name.
    pub(crate) fn text(&self, local: &str) -> Option<&str> {
        let mut nodes = self.0.iter();
        nodes.find(|node| matches!(node, Node::Start(_, name, _) if name == local))?;
        match nodes.next() {
            Some(Node::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A fault's code, an update's resultCode, or `record` or `empty` for a read.
    pub(crate) fn kind(&self) -> &str {
        let fault = self.text("faultcode").map(|code| code.rsplit('}').next().unwrap());
        let record =
            self.0.iter().any(|n| matches!(n, Node::Start(_, name, _) if name == "contactInformationRecord"));
        fault.or(self.text("resultCode")).unwrap_or(if record { "record" } else { "empty" })
    }

    /// The rules that the text for the user names, in its order.
    pub(crate) fn rules(&self) -> Vec<&str> {
        let text = self.text("faultstring").or(self.text("resultText")).unwrap_or_default();
        text.split('(')
            .filter_map(|part| part.split_once(')'))
            .map(|(word, _)| word)
            .filter(|word| word.strip_prefix(['C', 'F']).is_some_and(|number| number.parse::<u8>().is_ok()))
            .collect()
    }

    /// The times that the server's clock gave: those after [`STAND_IN`].
    fn times(&self) -> impl Iterator<Item = &String> {
        self.0.windows(2).filter_map(|pair| match pair {
            [Node::Start(_, name, _), Node::Text(time)]
                if TIMES.contains(&name.as_str())
                    && time.len() == STAND_IN.len()
                    && time.bytes().all(|b| b.is_ascii_digit())
                    && time.as_str() > STAND_IN =>
            {
                Some(time)
            }
            _ => None,
        })
    }

    /// The same with [`STAND_IN`] in the place of every later time.
    pub(crate) fn without_times(mut self) -> Self {
        let times: Vec<String> = self.times().cloned().collect();
        for node in &mut self.0 {
            if let Node::Text(text) = node
                && times.contains(text)
            {
                *text = STAND_IN.to_owned();
            }
        }
        self
    }

    /// The document, which this was parsed from, laid out for people and with [`STAND_IN`] in the place of every later time.
    pub(crate) fn layout(&self, document: &str) -> String {
        let mut reader = Reader::from_str(document);
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                event => writer.write_event(event).unwrap(),
            }
        }
        let mut text = String::from_utf8(writer.into_inner()).unwrap();
        for time in self.times() {
            text = text.replace(&format!(">{time}<"), &format!(">{STAND_IN}<"));
        }
        text + "\n"
    }

    /// The first place at which two answers differ, with what stands before it.
    pub(crate) fn difference(&self, other: &Self) -> Option<String> {
        let at =
            (0..self.0.len().max(other.0.len())).find(|&index| self.0.get(index) != other.0.get(index))?;
        let before = &self.0[at.saturating_sub(2)..at];
        Some(format!("after {before:?}: {:?} instead of {:?}", self.0.get(at), other.0.get(at)))
    }
}

/// Text stands in an element without children, white space too.
fn end_text(nodes: &mut Vec<Node>, text: &mut String) {
    let text = std::mem::take(text);
    if !text.trim().is_empty() {
        nodes.push(Node::Text(text));
    }
}

fn character(reference: &BytesRef<'_>) -> Result<char, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(character);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(format!("unknown entity {other}")),
    }
}
