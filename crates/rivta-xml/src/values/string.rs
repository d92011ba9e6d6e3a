//! xs:string.

use super::{ValueError, WhiteSpace, XmlSimple};

impl XmlSimple for String {
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Preserve;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Ok(text.to_owned())
    }

    fn write_text(&self, out: &mut String) {
        out.push_str(self);
    }
}
