//! xs:string.

use super::{ValueError, WhiteSpace, XmlSimple, builtin};
use crate::Name;

impl XmlSimple for String {
    const TYPE: Name = builtin("string");
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Preserve;

    fn parse(text: &str) -> Result<Self, ValueError> {
        Ok(text.to_owned())
    }

    fn write_text(&self, out: &mut String) {
        out.push_str(self);
    }
}
