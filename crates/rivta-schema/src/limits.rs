//! What schemas may ask of us. Real packages come nowhere near; a hostile or broken one is refused instead of using up the
//! stack, the memory or the day.

/// How deep the elements of a schema document may nest: types in elements in groups make some twenty levels, and each costs
/// stack.
pub(crate) const MAX_DEPTH: usize = 128;

/// How many octets a schema document may have: the largest published ones (code lists as enumerations) have some 3 million.
pub(crate) const MAX_OCTETS: u64 = 32 << 20;

/// How many documents a package may lead to: the largest have some hundred.
pub(crate) const MAX_DOCUMENTS: usize = 1_000;

/// How many files of whatever kind the folders of a package may have: the largest have some thousand, and a whole disk that is
/// named by mistake has millions.
pub(crate) const MAX_FILES: usize = 100_000;

/// How many characters the entities of a document type declaration may add to a document: those of published schemas add a
/// few hundred.
pub(crate) const MAX_EXPANSION: usize = 1 << 20;

/// How deep types, groups and attribute groups may lead into each other while they are resolved: each level costs stack, and
/// derivations in the field have up to ten.
pub(crate) const MAX_NESTING: usize = 100;

/// How many imports, includes and redefinitions a schema may have: each reference is compared with them.
pub(crate) const MAX_DIRECTIVES: usize = 1_000;

/// How many attributes a type may have: they are compared with each other, and documents have at most a hundred.
pub(crate) const MAX_ATTRIBUTES: usize = 1_000;

/// How many members a union may have, with those of unions in it: each is tried, and unions that use unions twice each double
/// the number.
pub(crate) const MAX_MEMBERS: usize = 1_000;

/// How many rounds may tell apart components of the same name in different closures: as many as references lead one after
/// another to what differs. Beyond it nothing is taken to be the same.
pub(crate) const MAX_ROUNDS: usize = 100;

/// How many particles and attributes the types of one closure may have with all groups expanded and all that is inherited:
/// large contracts have some ten thousand, groups that use groups twice each double the number, and each of many types may
/// inherit a thousand attributes.
pub(crate) const MAX_PARTICLES: usize = 500_000;
