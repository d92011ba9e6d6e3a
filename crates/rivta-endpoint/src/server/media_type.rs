//! The headers Content-Type, and multipart/related messages with an XOP root (XML-binary Optimized Packaging).

/// What a request's body is, by its Content-Type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `text/xml`.
    Xml,
    /// `application/soap+xml`: SOAP 1.2, whose senders are to get a fault that tells so.
    Soap12,
    /// `multipart/related`, whose root is XML.
    Multipart {
        boundary: String,
        /// The Content-ID of the root part; `None`: the first part is the root.
        start: Option<String>,
    },
}

impl MediaType {
    /// Reads a Content-Type; `None`: one that isn't taken.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let (essence, parameters) = split(value)?;
        let get =
            |name: &str| parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        match essence.as_str() {
            "text/xml" if accepts_charset(get("charset").as_deref()) => Some(Self::Xml),
            "application/soap+xml" => Some(Self::Soap12),
            "multipart/related"
                if get("type").is_none_or(|root| root.eq_ignore_ascii_case("application/xop+xml")) =>
            {
                let boundary =
                    get("boundary").filter(|boundary| !boundary.is_empty() && boundary.len() <= 70)?;
                Some(Self::Multipart { boundary, start: get("start") })
            }
            _ => None,
        }
    }
}

/// The XML part of a multipart/related body. `None`: the body isn't one, or its root part isn't XOP.
pub(super) fn root_part<'a>(body: &'a [u8], boundary: &str, start: Option<&str>) -> Option<&'a [u8]> {
    let delimiter = format!("--{boundary}");
    let mut rest = body;
    // What precedes the first delimiter is a preamble.
    let mut at = find_delimiter(rest, delimiter.as_bytes())?;
    loop {
        rest = rest.get(at.end..)?;
        if rest.starts_with(b"--") {
            return None;
        }
        let line_end = rest.iter().position(|&byte| byte == b'\n')?;
        rest = rest.get(line_end + 1..)?;
        at = find_delimiter(rest, delimiter.as_bytes())?;
        let (headers, content) = split_part(rest.get(..at.start)?)?;
        if start.is_none_or(|start| headers.get("content-id").is_some_and(|id| id == start)) {
            let media_type = headers.get("content-type").and_then(split);
            let is_xop = media_type.is_some_and(|(essence, parameters)| {
                let charset = parameters.iter().find(|(name, _)| name == "charset");
                essence == "application/xop+xml" && accepts_charset(charset.map(|(_, value)| value.as_str()))
            });
            let encoding = headers.get("content-transfer-encoding").unwrap_or("binary");
            let is_plain =
                ["binary", "8bit", "7bit"].iter().any(|plain| encoding.eq_ignore_ascii_case(plain));
            return (is_xop && is_plain).then_some(content);
        }
    }
}

struct Headers<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Headers<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// A delimiter stands at the start of a line; the line end before it belongs to it.
fn find_delimiter(body: &[u8], delimiter: &[u8]) -> Option<std::ops::Range<usize>> {
    let mut from = 0;
    loop {
        let tail = body.get(from..)?;
        let at = from + tail.windows(delimiter.len()).position(|window| window == delimiter)?;
        let before = body.get(..at)?;
        let end = at + delimiter.len();
        if before.ends_with(b"\r\n") {
            return Some(at - 2..end);
        }
        if before.is_empty() || before.ends_with(b"\n") {
            return Some(at.saturating_sub(1)..end);
        }
        from = end;
    }
}

fn split_part(part: &[u8]) -> Option<(Headers<'_>, &[u8])> {
    let mut headers = Vec::new();
    let mut rest = part;
    loop {
        let end = rest.iter().position(|&byte| byte == b'\n')?;
        let (line, after) = rest.split_at_checked(end + 1)?;
        rest = after;
        let line = std::str::from_utf8(line).ok()?.trim();
        if line.is_empty() {
            return Some((Headers(headers), rest));
        }
        let (name, value) = line.split_once(':')?;
        headers.push((name.trim(), value.trim()));
    }
}

/// The type in lower case, and its parameters, names in lower case.
fn split(value: &str) -> Option<(String, Vec<(String, String)>)> {
    let (essence, mut rest) = value.split_once(';').unwrap_or((value, ""));
    let mut parameters = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t', ';']);
        if rest.is_empty() {
            return Some((essence.trim().to_ascii_lowercase(), parameters));
        }
        let (name, after) = rest.split_once('=')?;
        let (value, after) = if let Some(quoted) = after.strip_prefix('"') {
            unquote(quoted)?
        } else {
            let (token, after) = after.split_once(';').unwrap_or((after, ""));
            (token.trim().to_owned(), after)
        };
        parameters.push((name.trim().to_ascii_lowercase(), value));
        rest = after;
    }
}

/// Reads a quoted string (RFC 9110, section 5.6.4) behind its first quote; gives what follows it, too.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next()? {
            '"' => return Some((value, characters.as_str())),
            '\\' => value.push(characters.next()?),
            character => value.push(character),
        }
    }
}

/// UTF-8 with its subset US-ASCII, and UTF-16; which of them it is, the document itself says.
fn accepts_charset(charset: Option<&str>) -> bool {
    let known = ["utf-8", "utf8", "us-ascii", "utf-16", "utf-16le", "utf-16be"];
    charset.is_none_or(|charset| known.iter().any(|name| name.eq_ignore_ascii_case(charset)))
}

#[cfg(test)]
mod tests;
