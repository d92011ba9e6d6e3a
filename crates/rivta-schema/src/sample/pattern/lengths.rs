use crate::sample::random::Random;

const WORDS: usize = 5;

/// A set of lengths in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sample) struct Lengths([u64; WORDS]);

impl Lengths {
    /// The longest match that is made: longer ones tell a reader of a sample nothing, and the work grows with the square.
    pub(in crate::sample) const MAX: usize = WORDS * 64 - 1;

    pub(super) fn none() -> Self {
        Self([0; WORDS])
    }

    pub(super) fn of(length: usize) -> Self {
        let mut lengths = Self::none();
        if let Some(word) = lengths.0.get_mut(length / 64) {
            *word |= 1 << (length % 64);
        }
        lengths
    }

    pub(super) fn is_none(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(in crate::sample) fn contains(&self, length: usize) -> bool {
        self.0.get(length / 64).is_some_and(|word| word & (1 << (length % 64)) != 0)
    }

    pub(in crate::sample) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..=Self::MAX).filter(|length| self.contains(*length))
    }

    pub(super) fn or(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
        self
    }

    /// The sums of a length of each.
    pub(super) fn followed_by(&self, other: &Self) -> Self {
        let mut sums = Self::none();
        for length in self.iter() {
            let (words, bits) = (length / 64, length % 64);
            let mut carried = 0;
            for (sum, word) in sums.0.iter_mut().skip(words).zip(&other.0) {
                *sum |= (word << bits) | carried;
                carried = if bits == 0 { 0 } else { word >> (64 - bits) };
            }
        }
        sums
    }

    /// One of these lengths that leaves one of `rest` of `length`.
    pub(super) fn before(&self, rest: &Self, length: usize, random: &mut Random) -> Option<usize> {
        let fitting: Vec<usize> =
            self.iter().take_while(|own| *own <= length).filter(|own| rest.contains(length - own)).collect();
        random.pick(&fitting).copied()
    }
}
