/// A character class.
pub(super) struct Class {
    pub(super) negated: bool,
    pub(super) items: Vec<Item>,
    /// What is subtracted from it.
    pub(super) without: Option<Box<Class>>,
}

/// A part of a class.
pub(super) enum Item {
    Range(char, char),
    /// All but line ends.
    Dot,
    /// `\s`, `\i`, `\c`, `\d`, `\w`, or their complement.
    Multi(char, bool),
    /// `\p{name}`, or its complement.
    Property(String, bool),
}

/// What matches are made of, where a class leaves the choice: letters and digits before all else, then what else can be
/// typed, then one or a few of other kinds.
const LETTERS_AND_DIGITS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const OTHERS: &str = "åäöÅÄÖéüßøæÿ-_.,:;!?'\"#%&/()=+*<>|@$[]{}\\^~` \t\n\u{a0}§½«»±×÷€£¤łžΑβЖя٣一あ가अ①²Ⅷ–“”\u{301}\u{200d}\u{e000}ǅʰ";

/// The ranges of the blocks that patterns name in practice.
const BLOCKS: [(&str, char, char); 12] = [
    ("IsBasicLatin", '\0', '\u{7f}'),
    ("IsLatin-1Supplement", '\u{80}', '\u{ff}'),
    ("IsLatinExtended-A", '\u{100}', '\u{17f}'),
    ("IsLatinExtended-B", '\u{180}', '\u{24f}'),
    ("IsGreek", '\u{370}', '\u{3ff}'),
    ("IsCyrillic", '\u{400}', '\u{4ff}'),
    ("IsArabic", '\u{600}', '\u{6ff}'),
    ("IsDevanagari", '\u{900}', '\u{97f}'),
    ("IsGeneralPunctuation", '\u{2000}', '\u{206f}'),
    ("IsCurrencySymbols", '\u{20a0}', '\u{20cf}'),
    ("IsHiragana", '\u{3040}', '\u{309f}'),
    ("IsCJKUnifiedIdeographs", '\u{4e00}', '\u{9fff}'),
];

impl Class {
    pub(super) fn of(item: Item) -> Self {
        Self { negated: false, items: vec![item], without: None }
    }

    /// Characters of the class: letters and digits if it has any.
    pub(super) fn characters(&self) -> Vec<char> {
        let preferred: Vec<char> = LETTERS_AND_DIGITS.chars().filter(|c| self.contains(*c)).collect();
        if !preferred.is_empty() {
            return preferred;
        }
        let others: Vec<char> = OTHERS.chars().filter(|c| self.contains(*c)).collect();
        if !others.is_empty() {
            return others;
        }
        let named = self.items.iter().flat_map(|item| match item {
            Item::Range(first, last) => vec![*first, *last],
            _ => Vec::new(),
        });
        named.filter(|c| self.contains(*c)).collect()
    }

    fn contains(&self, character: char) -> bool {
        let listed = self.items.iter().any(|item| item.contains(character));
        listed != self.negated && !self.without.as_ref().is_some_and(|without| without.contains(character))
    }
}

impl Item {
    fn contains(&self, character: char) -> bool {
        match self {
            Self::Range(first, last) => (*first..=*last).contains(&character),
            Self::Dot => !matches!(character, '\n' | '\r'),
            Self::Multi(kind, negated) => multi(*kind, character) != *negated,
            Self::Property(name, negated) => property(name, character) != *negated,
        }
    }
}

fn multi(kind: char, character: char) -> bool {
    match kind {
        's' => matches!(character, ' ' | '\t' | '\n' | '\r'),
        'd' => property("Nd", character),
        'w' => !["P", "Z", "C"].iter().any(|category| property(category, character)),
        // The names of XML 1.0, of which only these characters are made here.
        'i' => character.is_ascii_alphabetic() || "_:åäöÅÄÖ".contains(character),
        _ => character.is_ascii_alphanumeric() || "_:-.åäöÅÄÖ".contains(character),
    }
}

/// Whether a character that is made here has a property. Of others nothing is known, so they have none.
fn property(name: &str, character: char) -> bool {
    if let Some((_, first, last)) = BLOCKS.iter().find(|(block, ..)| *block == name) {
        return (*first..=*last).contains(&character);
    }
    let category = category(character);
    !name.is_empty() && category.starts_with(name)
}

/// The general category of the characters that are made here.
fn category(character: char) -> &'static str {
    match character {
        '0'..='9' | '٣' => "Nd",
        'ǅ' => "Lt",
        'ʰ' => "Lm",
        '一' | 'あ' | '가' | 'अ' => "Lo",
        '①' | '²' | '½' => "No",
        'Ⅷ' => "Nl",
        '\u{301}' => "Mn",
        '\u{200d}' => "Cf",
        '\u{e000}' => "Co",
        '\t' | '\n' => "Cc",
        ' ' | '\u{a0}' => "Zs",
        '-' | '–' => "Pd",
        '_' => "Pc",
        '(' | '[' | '{' => "Ps",
        ')' | ']' | '}' => "Pe",
        '«' | '“' => "Pi",
        '»' | '”' => "Pf",
        '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '"' | '#' | '%' | '&' | '/' | '*' | '@' | '\\' => "Po",
        '+' | '=' | '<' | '>' | '|' | '~' | '±' | '×' | '÷' => "Sm",
        '$' | '€' | '£' | '¤' => "Sc",
        '^' | '`' => "Sk",
        '§' => "So",
        _ if character.is_lowercase() => "Ll",
        _ if character.is_uppercase() => "Lu",
        _ => "",
    }
}
