/// What a document may ask of us. The defaults are the profile's (rivta profile, HTTP, "default limits").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How deep elements may nest, the root counted; default 100: no contract comes near, and every level costs memory.
    pub depth: usize,
    /// How many attributes an element may have, namespace declarations counted; default 100: they are compared pairwise.
    pub attributes: usize,
    /// How many namespace declarations may be in scope at one place; default 128: every prefix is looked up among them, and
    /// toolkits that declare all their namespaces on the envelope declare some thirty.
    pub namespaces: usize,
    /// How many octets of unknown elements are kept, with the declarations that each needs to stand alone; default 8 MiB:
    /// twice the largest message of the default limits, and no small message can fill the memory.
    pub unknown_octets: usize,
    /// How many octets the keys of identity constraints may take at one time, with 64 more for each field and each
    /// constraint that is active; default 64 MiB: a message of 4 MiB that is nothing but keys of one constraint takes half of
    /// it, whereas each of a hundred elements around a key may keep it once more for itself.
    pub key_octets: usize,
    /// How many errors are collected before reading stops; default 100: nobody reads more, and each costs memory.
    pub errors: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 100,
            attributes: 100,
            namespaces: 128,
            unknown_octets: 8 << 20,
            key_octets: 64 << 20,
            errors: 100,
        }
    }
}
