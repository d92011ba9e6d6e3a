//! The encodings that schemas in the field are written in.

/// The text of a file in UTF-8 or UTF-16, in US-ASCII, ISO-8859-1, ISO-8859-15 or windows-1252 if its declaration says so.
///
/// # Errors
/// What is wrong with it.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, String> {
    match bytes.as_slice() {
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0, b'<', ..] => return utf16(&bytes, u16::from_be_bytes),
        [b'<', 0, ..] => return utf16(&bytes, u16::from_le_bytes),
        _ => {}
    }
    let has_mark = bytes.starts_with(&[0xEF, 0xBB, 0xBF]);
    match declared(&bytes).as_deref() {
        Some("iso-8859-1" | "iso_8859-1" | "iso8859-1" | "latin1" | "latin-1" | "us-ascii" | "ascii")
            if !has_mark =>
        {
            Ok(bytes.into_iter().map(char::from).collect())
        }
        Some("iso-8859-15" | "iso_8859-15" | "iso8859-15" | "latin-9" | "latin9") if !has_mark => {
            Ok(bytes.into_iter().map(iso_8859_15).collect())
        }
        Some("windows-1252" | "cp1252") if !has_mark => Ok(bytes.into_iter().map(windows_1252).collect()),
        Some(other) if !has_mark && !matches!(other, "utf-8" | "utf8") => {
            Err(format!("encoding {other} is not supported"))
        }
        _ => {
            let text = String::from_utf8(bytes).map_err(|_| "not valid UTF-8".to_owned())?;
            Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Option<String> =
        char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().ok();
    text.filter(|_| rest.is_empty()).ok_or_else(|| "not valid UTF-16".to_owned())
}

/// The encoding that the XML declaration names, in lower case.
fn declared(bytes: &[u8]) -> Option<String> {
    /// An XML declaration with all that it may hold is no longer.
    const LONGEST: usize = 200;
    let head = String::from_utf8_lossy(bytes.get(..LONGEST).unwrap_or(bytes)).to_ascii_lowercase();
    let (declaration, _) = head.trim_start_matches('\u{FEFF}').strip_prefix("<?xml")?.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    value.strip_prefix(['"', '\''])?.split(['"', '\'']).next().map(str::to_owned)
}

/// ISO-8859-1, but for eight letters and signs.
fn iso_8859_15(byte: u8) -> char {
    match byte {
        0xA4 => '\u{20AC}',
        0xA6 => '\u{160}',
        0xA8 => '\u{161}',
        0xB4 => '\u{17D}',
        0xB8 => '\u{17E}',
        0xBC => '\u{152}',
        0xBD => '\u{153}',
        0xBE => '\u{178}',
        _ => char::from(byte),
    }
}

/// ISO-8859-1, but for the letters and signs that Windows has where that has control characters.
fn windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}',
        '\u{2C6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}', '\u{90}',
        '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2DC}',
        '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}', '\u{178}',
    ];
    let special = byte.checked_sub(0x80).and_then(|index| FROM_80.get(usize::from(index)));
    special.copied().unwrap_or(char::from(byte))
}
