//! Text that matches a pattern (XML Schema Part 2, appendix F), with as many characters as are wanted.
//!
//! Every part of a pattern knows the lengths that its matches can have, so that a match of a given length is built
//! without trying, or known not to exist.

mod class;
mod lengths;
mod parse;

use self::lengths::Lengths;
use super::random::Random;

/// A pattern, read for making matches.
pub(super) struct Pattern(Part);

struct Part {
    lengths: Lengths,
    kind: Kind,
}

enum Kind {
    /// One of these characters.
    Characters(Vec<char>),
    Sequence(Vec<Part>),
    Choice(Vec<Part>),
    /// So many of a part.
    Repeat(Box<Part>, usize, usize),
}

impl Pattern {
    /// `None`: it is not a pattern, is too deep, or needs characters that are not made here.
    pub(super) fn new(source: &str) -> Option<Self> {
        parse::parse(source).map(Self)
    }

    /// The lengths of its matches in characters, up to [`Lengths::MAX`].
    pub(super) fn lengths(&self) -> &Lengths {
        &self.0.lengths
    }

    /// A match of that many characters.
    pub(super) fn text(&self, length: usize, random: &mut Random) -> Option<String> {
        let mut text = String::new();
        self.0.write(length, random, &mut text)?;
        Some(text)
    }
}

impl Part {
    fn characters(characters: Vec<char>) -> Self {
        let lengths = if characters.is_empty() { Lengths::none() } else { Lengths::of(1) };
        Self { lengths, kind: Kind::Characters(characters) }
    }

    fn sequence(parts: Vec<Self>) -> Self {
        let lengths = parts.iter().fold(Lengths::of(0), |sum, part| sum.followed_by(&part.lengths));
        Self { lengths, kind: Kind::Sequence(parts) }
    }

    fn choice(parts: Vec<Self>) -> Self {
        let lengths = parts.iter().fold(Lengths::none(), |sum, part| sum.or(&part.lengths));
        Self { lengths, kind: Kind::Choice(parts) }
    }

    fn repeat(part: Self, min: usize, max: usize) -> Self {
        // More repetitions than characters can only be empty ones.
        let (min, max) = if part.lengths.contains(0) {
            (min.min(Lengths::MAX), max.min(Lengths::MAX))
        } else {
            (min, max.min(Lengths::MAX))
        };
        let by_count = powers(&part.lengths, max);
        let lengths = by_count.iter().skip(min).fold(Lengths::none(), |sum, lengths| sum.or(lengths));
        Self { lengths, kind: Kind::Repeat(Box::new(part), min, max) }
    }

    fn write(&self, length: usize, random: &mut Random, text: &mut String) -> Option<()> {
        if !self.lengths.contains(length) {
            return None;
        }
        match &self.kind {
            Kind::Characters(characters) => text.push(*random.pick(characters)?),
            Kind::Choice(parts) => {
                let fitting: Vec<&Self> = parts.iter().filter(|part| part.lengths.contains(length)).collect();
                random.pick(&fitting)?.write(length, random, text)?;
            }
            Kind::Sequence(parts) => {
                // What the parts from each on can have together.
                let mut rests = vec![Lengths::of(0)];
                for part in parts.iter().rev() {
                    let rest = rests.last().map(|rest| part.lengths.followed_by(rest))?;
                    rests.push(rest);
                }
                let mut left = length;
                for (part, rest) in parts.iter().zip(rests.iter().rev().skip(1)) {
                    let own = part.lengths.before(rest, left, random)?;
                    part.write(own, random, text)?;
                    left = left.checked_sub(own)?;
                }
            }
            Kind::Repeat(part, min, max) => {
                let by_count = powers(&part.lengths, *max);
                let counts: Vec<usize> = by_count
                    .iter()
                    .enumerate()
                    .skip(*min)
                    .filter(|(_, lengths)| lengths.contains(length))
                    .map(|(count, _)| count)
                    .collect();
                let count = *random.pick(&counts)?;
                let mut left = length;
                for rest in by_count.get(..count)?.iter().rev() {
                    let own = part.lengths.before(rest, left, random)?;
                    part.write(own, random, text)?;
                    left = left.checked_sub(own)?;
                }
            }
        }
        Some(())
    }
}

/// The lengths of 0, 1, 2 ... repetitions.
fn powers(lengths: &Lengths, max: usize) -> Vec<Lengths> {
    let mut powers = vec![Lengths::of(0)];
    while powers.len() <= max {
        let Some(next) = powers.last().map(|last| last.followed_by(lengths)) else { break };
        if next.is_none() {
            break;
        }
        powers.push(next);
    }
    powers
}

#[cfg(test)]
mod tests;
