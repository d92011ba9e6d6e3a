//! Enums for enumerations.

use super::ValueError;

/// Error texts list no more values than a reader can take in.
const MAX_LISTED: usize = 20;

/// Defines the enum of a simple type that enumerates its values, which are text.
///
/// First stands what is done to white space, unless it is preserved, as in types over `xs:string`.
/// The enum stands with its derives, each variant with its value. It gets `ALL`,
/// `as_str`, `AsRef<str>`, `Display`, `FromStr`, [`XmlSimple`](crate::XmlSimple), and with its feature serde, as the
/// value's text.
///
/// ```
/// use rivta_xml::enumeration;
///
/// enumeration! {
///     /// How it went.
///     #[derive(Clone, Copy, Debug, PartialEq, Eq)]
///     pub enum ResultCodeType {
///         Ok = "OK",
///         Error = "ERROR",
///     }
/// }
///
/// assert_eq!("ERROR".parse(), Ok(ResultCodeType::Error));
/// assert_eq!("error".parse::<ResultCodeType>().unwrap_err().to_string(), "expected one of OK, ERROR");
/// ```
#[macro_export]
macro_rules! enumeration {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $type:ident { $($variants:tt)+ }
    ) => {
        $crate::enumeration! {
            $crate::WhiteSpace::Preserve;
            $(#[$attribute])*
            $visibility enum $type { $($variants)+ }
        }
    };
    (
        $white_space:expr;
        $(#[$attribute:meta])*
        $visibility:vis enum $type:ident {
            $($(#[$variant_attribute:meta])* $variant:ident = $text:literal),+ $(,)?
        }
    ) => {
        $(#[$attribute])*
        $visibility enum $type {
            $(
                $(#[$variant_attribute])*
                #[doc = concat!("`", $text, "`")]
                $variant,
            )+
        }

        impl $type {
            /// Every value, in the schema's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value as it stands in documents.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::XmlSimple for $type {
            const WHITE_SPACE: $crate::WhiteSpace = $white_space;

            fn parse(text: &str) -> Result<Self, $crate::ValueError> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::macro_support::not_enumerated(&[$($text),+])),
                }
            }

            fn write_text(&self, out: &mut String) {
                out.push_str(self.as_str());
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, $crate::ValueError> {
                <Self as $crate::XmlSimple>::parse(text)
            }
        }

        $crate::text_json!($type);
        $crate::yaserde_simple!($type);
    };
}

/// The error of a text that is none of `values`.
pub fn not_enumerated(values: &[&str]) -> ValueError {
    let mut listed = values.iter().take(MAX_LISTED).copied().collect::<Vec<_>>().join(", ");
    if values.len() > MAX_LISTED {
        listed.push_str(", ...");
    }
    ValueError::new(format!("one of {listed}"), format!("något av {listed}"))
}
