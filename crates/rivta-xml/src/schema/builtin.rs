use crate::WhiteSpace;

/// The types that XML Schema brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of XML Schema")]
pub enum Builtin {
    AnyType,
    AnySimpleType,
    String,
    NormalizedString,
    Token,
    Language,
    Name,
    NcName,
    NmToken,
    NmTokens,
    Id,
    IdRef,
    IdRefs,
    Entity,
    Entities,
    Boolean,
    Decimal,
    Integer,
    NonPositiveInteger,
    NegativeInteger,
    Long,
    Int,
    Short,
    Byte,
    NonNegativeInteger,
    UnsignedLong,
    UnsignedInt,
    UnsignedShort,
    UnsignedByte,
    PositiveInteger,
    Float,
    Double,
    Duration,
    DateTime,
    Time,
    Date,
    GYearMonth,
    GYear,
    GMonthDay,
    GDay,
    GMonth,
    HexBinary,
    Base64Binary,
    AnyUri,
    QName,
    Notation,
}

impl Builtin {
    const NAMES: [(&'static str, Self); 46] = [
        ("anyType", Self::AnyType),
        ("anySimpleType", Self::AnySimpleType),
        ("string", Self::String),
        ("normalizedString", Self::NormalizedString),
        ("token", Self::Token),
        ("language", Self::Language),
        ("Name", Self::Name),
        ("NCName", Self::NcName),
        ("NMTOKEN", Self::NmToken),
        ("NMTOKENS", Self::NmTokens),
        ("ID", Self::Id),
        ("IDREF", Self::IdRef),
        ("IDREFS", Self::IdRefs),
        ("ENTITY", Self::Entity),
        ("ENTITIES", Self::Entities),
        ("boolean", Self::Boolean),
        ("decimal", Self::Decimal),
        ("integer", Self::Integer),
        ("nonPositiveInteger", Self::NonPositiveInteger),
        ("negativeInteger", Self::NegativeInteger),
        ("long", Self::Long),
        ("int", Self::Int),
        ("short", Self::Short),
        ("byte", Self::Byte),
        ("nonNegativeInteger", Self::NonNegativeInteger),
        ("unsignedLong", Self::UnsignedLong),
        ("unsignedInt", Self::UnsignedInt),
        ("unsignedShort", Self::UnsignedShort),
        ("unsignedByte", Self::UnsignedByte),
        ("positiveInteger", Self::PositiveInteger),
        ("float", Self::Float),
        ("double", Self::Double),
        ("duration", Self::Duration),
        ("dateTime", Self::DateTime),
        ("time", Self::Time),
        ("date", Self::Date),
        ("gYearMonth", Self::GYearMonth),
        ("gYear", Self::GYear),
        ("gMonthDay", Self::GMonthDay),
        ("gDay", Self::GDay),
        ("gMonth", Self::GMonth),
        ("hexBinary", Self::HexBinary),
        ("base64Binary", Self::Base64Binary),
        ("anyURI", Self::AnyUri),
        ("QName", Self::QName),
        ("NOTATION", Self::Notation),
    ];

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, builtin)| *builtin)
    }

    /// Its name in XML Schema, without a prefix.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, builtin)| *builtin == self).map_or("", |(name, _)| name)
    }

    /// How many there are.
    pub const COUNT: usize = Self::NAMES.len();

    /// The type that it is derived from; `anyType` from itself. Of lists, `anySimpleType`.
    pub fn base(self) -> Self {
        match self {
            Self::AnyType | Self::AnySimpleType => Self::AnyType,
            Self::NormalizedString => Self::String,
            Self::Token => Self::NormalizedString,
            Self::Language | Self::Name | Self::NmToken => Self::Token,
            Self::NcName => Self::Name,
            Self::Id | Self::IdRef | Self::Entity => Self::NcName,
            Self::Integer => Self::Decimal,
            Self::NonPositiveInteger | Self::Long | Self::NonNegativeInteger => Self::Integer,
            Self::NegativeInteger => Self::NonPositiveInteger,
            Self::Int => Self::Long,
            Self::Short => Self::Int,
            Self::Byte => Self::Short,
            Self::UnsignedLong | Self::PositiveInteger => Self::NonNegativeInteger,
            Self::UnsignedInt => Self::UnsignedLong,
            Self::UnsignedShort => Self::UnsignedInt,
            Self::UnsignedByte => Self::UnsignedShort,
            _ => Self::AnySimpleType,
        }
    }

    /// What is done to white space before all else (Part 2, section 4.3.6).
    pub fn white_space(self) -> WhiteSpace {
        match self {
            Self::AnyType | Self::AnySimpleType | Self::String => WhiteSpace::Preserve,
            Self::NormalizedString => WhiteSpace::Replace,
            _ => WhiteSpace::Collapse,
        }
    }
}
