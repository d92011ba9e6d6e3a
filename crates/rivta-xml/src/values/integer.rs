//! The whole numbers of 8 to 64 bits: xs:byte to xs:long, xs:unsignedByte to xs:unsignedLong.

use super::{ValueError, WhiteSpace, XmlSimple};

macro_rules! integer {
    ($rust:ty) => {
        impl XmlSimple for $rust {
            const WHITE_SPACE: WhiteSpace = WhiteSpace::Collapse;

            // Rust's own grammar is XML Schema's: an optional sign, then digits, with any number of leading zeros.
            fn parse(text: &str) -> Result<Self, ValueError> {
                text.parse().map_err(|_| {
                    crate::values::facets::whole_number(Some(Self::MIN.into()), Some(Self::MAX.into()))
                })
            }

            fn write_text(&self, out: &mut String) {
                use std::fmt::Write as _;
                // Writing to a string does not fail.
                let _ = write!(out, "{self}");
            }
        }
    };
}

integer!(i8);
integer!(i16);
integer!(i32);
integer!(i64);
integer!(u8);
integer!(u16);
integer!(u32);
integer!(u64);

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(value: &impl XmlSimple) -> String {
        let mut out = String::new();
        value.write_text(&mut out);
        out
    }

    #[test]
    fn int_takes_signs_and_leading_zeros() {
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("+7", 7),
            ("007", 7),
            ("-00000000000000000000000000012", -12),
            ("2147483647", i32::MAX),
            ("-2147483648", i32::MIN),
        ] {
            assert_eq!(i32::parse(text), Ok(value), "{text}");
            assert_eq!(canonical(&value), value.to_string());
        }
    }

    #[test]
    fn int_refuses_what_is_out_of_range_or_no_number() {
        for text in [
            "",
            "+",
            "-",
            "--1",
            "+-1",
            "1.0",
            "1e3",
            "1 0",
            " 1",
            "0x1",
            "\u{664}",
            "2147483648",
            "-2147483649",
        ] {
            let error = i32::parse(text).expect_err(text);
            assert_eq!(error.to_string(), "expected a whole number from -2147483648 to 2147483647");
        }
    }

    #[test]
    fn long_has_64_bits() {
        assert_eq!(i64::parse("9223372036854775807"), Ok(i64::MAX));
        assert_eq!(i64::parse("-9223372036854775808"), Ok(i64::MIN));
        assert!(i64::parse("9223372036854775808").is_err());
        assert!(i64::parse("-9223372036854775809").is_err());
        assert_eq!(canonical(&i64::MIN), "-9223372036854775808");
    }
}
