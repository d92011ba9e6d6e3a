//! Reads a pattern (XML Schema Part 2, appendix F).

use super::Part;
use super::class::{Class, Item};

/// How deep groups and subtractions may be nested: people don't write five.
const MAX_DEPTH: usize = 50;

/// Patterns that are longer than this are programs; none is sampled.
const MAX_CHARACTERS: usize = 4_000;

pub(super) fn parse(source: &str) -> Option<Part> {
    let characters: Vec<char> = source.chars().collect();
    if characters.len() > MAX_CHARACTERS {
        return None;
    }
    let mut parser = Parser { characters: &characters, next: 0, depth: 0 };
    let part = parser.choice()?;
    parser.peek().is_none().then_some(part)
}

struct Parser<'p> {
    characters: &'p [char],
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.next).copied()
    }

    fn take(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.next += 1;
        Some(character)
    }

    fn eat(&mut self, character: char) -> bool {
        let is_next = self.peek() == Some(character);
        self.next += usize::from(is_next);
        is_next
    }

    fn choice(&mut self) -> Option<Part> {
        let mut parts = vec![self.sequence()?];
        while self.eat('|') {
            parts.push(self.sequence()?);
        }
        Some(if parts.len() == 1 { parts.pop()? } else { Part::choice(parts) })
    }

    fn sequence(&mut self) -> Option<Part> {
        let mut parts = Vec::new();
        while self.peek().is_some_and(|next| next != '|' && next != ')') {
            let part = self.atom()?;
            parts.push(self.quantified(part)?);
        }
        Some(Part::sequence(parts))
    }

    fn atom(&mut self) -> Option<Part> {
        match self.take()? {
            '(' => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return None;
                }
                let part = self.choice()?;
                self.depth -= 1;
                self.eat(')').then_some(part)
            }
            '[' => Some(Part::characters(self.class()?.characters())),
            '.' => Some(Part::characters(Class::of(Item::Dot).characters())),
            '\\' => Some(Part::characters(Class::of(self.escape()?).characters())),
            '?' | '*' | '+' | '{' | '}' | ']' => None,
            other => Some(Part::characters(vec![other])),
        }
    }

    fn quantified(&mut self, part: Part) -> Option<Part> {
        let (min, max) = match self.peek() {
            Some('?') => (0, 1),
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('{') => {
                self.next += 1;
                let min = self.number()?;
                let max = match self.eat(',') {
                    false => min,
                    true if self.peek() == Some('}') => usize::MAX,
                    true => self.number()?,
                };
                if self.peek() != Some('}') {
                    return None;
                }
                (min, max)
            }
            _ => return Some(part),
        };
        // The quantifier's only or last character.
        self.next += 1;
        (min <= max).then(|| Part::repeat(part, min, max))
    }

    fn number(&mut self) -> Option<usize> {
        let mut digits = String::new();
        while let Some(digit) = self.peek().filter(char::is_ascii_digit) {
            digits.push(digit);
            self.next += 1;
        }
        digits.parse().ok()
    }

    /// After `[`, to its end.
    fn class(&mut self) -> Option<Class> {
        let mut class = Class { negated: self.eat('^'), items: Vec::new(), without: None };
        loop {
            match self.take()? {
                ']' => return Some(class),
                '-' if self.peek() == Some('[') => {
                    self.next += 1;
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return None;
                    }
                    class.without = Some(Box::new(self.class()?));
                    self.depth -= 1;
                    return self.eat(']').then_some(class);
                }
                first => {
                    let item = if first == '\\' { self.escape()? } else { Item::Range(first, first) };
                    class.items.push(self.range(item)?);
                }
            }
        }
    }

    /// `item`, or the range that it begins.
    fn range(&mut self, item: Item) -> Option<Item> {
        let Item::Range(first, _) = item else { return Some(item) };
        let after = self.characters.get(self.next + 1).copied();
        if self.peek() != Some('-') || matches!(after, None | Some(']' | '[')) {
            return Some(item);
        }
        self.next += 1;
        let last = match self.take()? {
            '\\' => match self.escape()? {
                Item::Range(last, _) => last,
                _ => return None,
            },
            last => last,
        };
        Some(Item::Range(first, last))
    }

    /// After `\`.
    fn escape(&mut self) -> Option<Item> {
        let single = |character| Some(Item::Range(character, character));
        match self.take()? {
            'n' => single('\n'),
            'r' => single('\r'),
            't' => single('\t'),
            kind @ ('s' | 'i' | 'c' | 'd' | 'w') => Some(Item::Multi(kind, false)),
            kind @ ('S' | 'I' | 'C' | 'D' | 'W') => Some(Item::Multi(kind.to_ascii_lowercase(), true)),
            kind @ ('p' | 'P') => {
                if !self.eat('{') {
                    return None;
                }
                let mut name = String::new();
                loop {
                    match self.take()? {
                        '}' => return Some(Item::Property(name, kind == 'P')),
                        character => name.push(character),
                    }
                }
            }
            other if !other.is_alphanumeric() => single(other),
            _ => None,
        }
    }
}
