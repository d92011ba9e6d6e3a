//! From XML Schema's regular expressions to the library's: both grammars are parsed here and there, so every piece is written
//! in a form that the library can read in one way only.

use std::fmt::Write;
use std::iter::Peekable;
use std::str::CharIndices;

use super::PatternError;
use super::blocks;
use crate::simple::name;

/// How deep parentheses and subtractions may nest: each takes part of the stack.
const DEEPEST: usize = 100;

pub(super) fn translate(source: &str) -> Result<String, PatternError> {
    let mut translator =
        Translator { source, rest: source.char_indices().peekable(), out: String::new(), depth: 0 };
    translator.alternatives()?;
    match translator.rest.peek() {
        None => Ok(translator.out),
        Some(_) => Err(translator.wrong("`)` without `(`")),
    }
}

struct Translator<'s> {
    source: &'s str,
    rest: Peekable<CharIndices<'s>>,
    out: String,
    depth: usize,
}

impl Translator<'_> {
    fn wrong(&mut self, problem: &'static str) -> PatternError {
        let at = self.rest.peek().map_or(self.source.len(), |(at, _)| *at);
        let before = self.source.get(..at).unwrap_or(self.source);
        PatternError::Syntax { at: before.chars().count(), problem }
    }

    fn peek(&mut self) -> Option<char> {
        self.rest.peek().map(|(_, c)| *c)
    }

    fn take(&mut self) -> Option<char> {
        self.rest.next().map(|(_, c)| c)
    }

    fn take_if(&mut self, wanted: char) -> bool {
        self.rest.next_if(|(_, c)| *c == wanted).is_some()
    }

    fn deeper(&mut self) -> Result<(), PatternError> {
        self.depth += 1;
        if self.depth > DEEPEST { Err(self.wrong("nested too deep")) } else { Ok(()) }
    }

    /// `branch | branch`
    fn alternatives(&mut self) -> Result<(), PatternError> {
        self.deeper()?;
        loop {
            while let Some(c) = self.peek() {
                if matches!(c, '|' | ')') {
                    break;
                }
                self.piece()?;
            }
            if !self.take_if('|') {
                break;
            }
            self.out.push('|');
        }
        self.depth -= 1;
        Ok(())
    }

    /// An atom and how often it stands.
    fn piece(&mut self) -> Result<(), PatternError> {
        match self.take() {
            Some('(') => {
                self.out.push_str("(?:");
                self.alternatives()?;
                if !self.take_if(')') {
                    return Err(self.wrong("`(` without `)`"));
                }
                self.out.push(')');
            }
            Some('[') => {
                let class = self.class()?;
                self.out.push_str(&class);
            }
            Some('.') => self.out.push_str(r"[^\n\r]"),
            Some('\\') => {
                let class = self.escape()?;
                let _ = write!(self.out, "[{class}]");
            }
            Some('?' | '*' | '+') => return Err(self.wrong("a quantifier after nothing")),
            // Braces may stand for themselves (Part 2, production 10), though not where they would be a quantifier.
            Some(']') => return Err(self.wrong("a bracket that must be escaped")),
            Some(c) => {
                let _ = write!(self.out, r"\u{{{:X}}}", u32::from(c));
            }
            None => {}
        }
        self.quantifier()
    }

    fn quantifier(&mut self) -> Result<(), PatternError> {
        match self.peek() {
            Some(c @ ('?' | '*' | '+')) => {
                self.take();
                self.out.push(c);
            }
            Some('{') => {
                self.take();
                let least = self.number()?;
                let mut most = Some(least);
                if self.take_if(',') {
                    most = match self.peek() {
                        Some('}') => None,
                        _ => Some(self.number()?),
                    };
                }
                if !self.take_if('}') {
                    return Err(self.wrong("a quantifier without `}`"));
                }
                if most.is_some_and(|most| most < least) {
                    return Err(self.wrong("a quantifier whose most is less than its least"));
                }
                match most {
                    Some(most) => write!(self.out, "{{{least},{most}}}"),
                    None => write!(self.out, "{{{least},}}"),
                }
                .unwrap_or_default();
            }
            _ => return Ok(()),
        }
        // Two quantifiers in a row mean something else to the library.
        match self.peek() {
            Some('?' | '*' | '+' | '{') => Err(self.wrong("a quantifier after a quantifier")),
            _ => Ok(()),
        }
    }

    fn number(&mut self) -> Result<u32, PatternError> {
        let mut digits = String::new();
        while let Some((_, c)) = self.rest.next_if(|(_, c)| c.is_ascii_digit()) {
            digits.push(c);
        }
        match digits.as_str() {
            "" => Err(self.wrong("expected a number")),
            digits => digits.parse().map_err(|_| self.wrong("more repetitions than can be counted")),
        }
    }

    /// A class, after its `[`: as a class of the library, brackets and all.
    fn class(&mut self) -> Result<String, PatternError> {
        self.deeper()?;
        let negated = self.take_if('^');
        let mut members = String::new();
        let mut subtracted = None;
        let mut first = true;
        loop {
            match self.take() {
                None => return Err(self.wrong("`[` without `]`")),
                Some(']') if !first => break,
                Some(']') => return Err(self.wrong("a class with nothing in it")),
                Some('-') if !first && self.peek() == Some('[') => {
                    self.take();
                    subtracted = Some(self.class()?);
                    if !self.take_if(']') {
                        return Err(self.wrong("expected `]` after what is subtracted"));
                    }
                    break;
                }
                Some('[') => return Err(self.wrong("`[` in a class; write \\[")),
                Some('\\') => {
                    let (class, one) = self.class_escape()?;
                    match one {
                        Some(from) => self.range(from, &mut members)?,
                        None => members.push_str(&class),
                    }
                }
                Some(from) => self.range(from, &mut members)?,
            }
            first = false;
        }
        self.depth -= 1;
        let members = if negated { format!("[^{members}]") } else { format!("[{members}]") };
        Ok(match subtracted {
            Some(subtracted) => format!("[{members}--{subtracted}]"),
            None => members,
        })
    }

    /// A character of a class, or the range that it begins.
    fn range(&mut self, from: char, members: &mut String) -> Result<(), PatternError> {
        let mut ahead = self.rest.clone();
        let is_range = ahead.next().is_some_and(|(_, c)| c == '-')
            && ahead.next().is_some_and(|(_, c)| !matches!(c, ']' | '['));
        if !is_range {
            let _ = write!(members, r"\u{{{:X}}}", u32::from(from));
            return Ok(());
        }
        self.take();
        let to = match self.take() {
            Some('\\') => match self.class_escape()? {
                (_, Some(to)) => to,
                _ => return Err(self.wrong("a range that ends in a class")),
            },
            Some(to) => to,
            None => return Err(self.wrong("`[` without `]`")),
        };
        if to < from {
            return Err(self.wrong("a range whose end comes before its start"));
        }
        let _ = write!(members, r"\u{{{:X}}}-\u{{{:X}}}", u32::from(from), u32::from(to));
        Ok(())
    }

    fn escape(&mut self) -> Result<String, PatternError> {
        self.class_escape().map(|(class, _)| class)
    }

    /// What follows a `\`: members of a class, and the character if it is one.
    fn class_escape(&mut self) -> Result<(String, Option<char>), PatternError> {
        let Some(c) = self.take() else { return Err(self.wrong("`\\` at the end")) };
        let one = |c: char| (format!(r"\u{{{:X}}}", u32::from(c)), Some(c));
        Ok(match c {
            // Part 2, production 24, and then what schemas escape all the same and every processor takes as it stands.
            'n' => one('\n'),
            'r' => one('\r'),
            't' => one('\t'),
            '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^' => one(c),
            '!' | '"' | '#' | '$' | '%' | ',' | '/' | ':' | ';' | '=' | '>' | '@' | '`' | '~' => one(c),
            's' => (r"\u{20}\t\n\r".to_owned(), None),
            'S' => (r"[^\u{20}\t\n\r]".to_owned(), None),
            'd' => (r"\p{Nd}".to_owned(), None),
            'D' => (r"\P{Nd}".to_owned(), None),
            'w' => (r"[^\p{P}\p{Z}\p{C}]".to_owned(), None),
            'W' => (r"\p{P}\p{Z}\p{C}".to_owned(), None),
            'i' => (ranges(&NAME_START), None),
            'I' => (format!("[^{}]", ranges(&NAME_START)), None),
            'c' => (ranges(&NAME_CHARACTER), None),
            'C' => (format!("[^{}]", ranges(&NAME_CHARACTER)), None),
            'p' | 'P' => (self.property(c == 'P')?, None),
            _ => return Err(self.wrong("an escape that there isn't")),
        })
    }

    /// `{Lu}` or `{IsBasicLatin}`.
    fn property(&mut self, negated: bool) -> Result<String, PatternError> {
        if !self.take_if('{') {
            return Err(self.wrong("expected `{`"));
        }
        let mut name = String::new();
        loop {
            match self.take() {
                Some('}') => break,
                Some(c) => name.push(c),
                None => return Err(self.wrong("a property without `}`")),
            }
        }
        if let Some(block) = name.strip_prefix("Is") {
            let Some(blocks) = blocks::ranges(block) else {
                return Err(self.wrong("a block that there isn't"));
            };
            let class = match blocks {
                [] => NOTHING.to_owned(),
                blocks => ranges(&[blocks]),
            };
            return Ok(if negated { format!("[^{class}]") } else { class });
        }
        const CATEGORIES: [&str; 36] = [
            "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd",
            "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C", "Cc",
            "Cf", "Co", "Cn",
        ];
        if !CATEGORIES.contains(&name.as_str()) {
            return Err(self.wrong("a category that there isn't"));
        }
        Ok(format!("\\{}{{{name}}}", if negated { 'P' } else { 'p' }))
    }
}

/// `\i`: Letter, `_` and `:`.
const NAME_START: [&[(u32, u32)]; 2] = [name::START, &[(0x3A, 0x3A)]];

/// `\c`: NameChar.
const NAME_CHARACTER: [&[(u32, u32)]; 3] = [name::START, &[(0x3A, 0x3A)], name::MORE];

/// No character at all, as a member of a class.
const NOTHING: &str = "[a&&b]";

/// Ranges as members of a class.
fn ranges(tables: &[&[(u32, u32)]]) -> String {
    let mut members = String::new();
    for (from, to) in tables.iter().copied().flatten() {
        let _ = write!(members, r"\u{{{from:X}}}-\u{{{to:X}}}");
    }
    members
}
