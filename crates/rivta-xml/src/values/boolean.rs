//! xs:boolean.

use super::{ValueError, WhiteSpace, XmlSimple};

impl XmlSimple for bool {
    const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

    fn parse(text: &str) -> Result<Self, ValueError> {
        match text {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(ValueError::new("true, false, 1 or 0", "true, false, 1 eller 0")),
        }
    }

    fn write_text(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_spellings_are_read_and_two_written() {
        for (text, value, canonical) in
            [("true", true, "true"), ("1", true, "true"), ("false", false, "false"), ("0", false, "false")]
        {
            assert_eq!(bool::parse(text), Ok(value));
            let mut out = String::new();
            value.write_text(&mut out);
            assert_eq!(out, canonical);
        }
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in ["", "TRUE", "True", "yes", "2", "01", " true", "sant"] {
            let error = bool::parse(text).expect_err(text);
            assert_eq!(error.to_string(), "expected true, false, 1 or 0");
        }
    }
}
