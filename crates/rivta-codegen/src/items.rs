//! Stage 4: what the generated crate consists of. Names are chosen and every construct has become a Rust item or an
//! error; how it is written down is left to the last stage.

mod build;
mod contract;
mod docs;
mod simple;
mod structure;

pub use build::build;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rivta_xml::{Schema, WhiteSpace};

/// What the items of a crate depend on beside the schemas.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The folder of the package: embedded documents are named by their path below it.
    pub package: PathBuf,
    /// The way from a generated file to `package`, for `include_str!`.
    pub package_from_output: String,
    /// Names of modules by namespace, where the default isn't wanted.
    pub modules: BTreeMap<String, String>,
    /// What `Debug` must not show: `Type.field`, or a simple type's name, both as in the schema.
    pub personal: BTreeSet<String>,
}

/// The generated part of a crate.
#[derive(Debug)]
pub struct Crate {
    /// Its modules, one per namespace.
    pub modules: Vec<Module>,
    /// The files that contracts embed.
    pub documents: Vec<Document>,
    /// The way from a generated file to the package's folder, with a slash at its end.
    pub package: String,
    /// The tables that messages are validated by.
    pub schema: Schema,
}

/// The module of a namespace.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: String,
    /// The namespace.
    pub uri: String,
    /// The prefix that written documents give it.
    pub prefix: String,
    /// The files that it comes from, below the package.
    pub sources: Vec<String>,
    /// What its schemas say about themselves.
    pub docs: Vec<String>,
    /// Its contracts.
    pub contracts: Vec<Contract>,
    /// Its types, in the order of the schemas.
    pub types: Vec<TypeItem>,
}

/// A file that contracts embed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The name of its constant.
    pub constant: String,
    /// Its path below the package.
    pub path: String,
}

/// A generated type.
#[derive(Clone, Debug)]
pub enum TypeItem {
    /// A complex type, or a sequence in one that repeats or may be left out.
    Struct(Struct),
    /// A choice in a complex type.
    Choice(Choice),
    /// The elements that may stand for one.
    Substitution(Substitution),
    /// The types that `xsi:type` may name where one is declared.
    Kinds(Kinds),
    /// A simple type.
    Newtype(Newtype),
    /// A simple type that enumerates its values.
    Enumeration(Enumeration),
    /// A simple type that is a list.
    List(List),
    /// A simple type that is a union.
    Union(Union),
}

/// How a type is named from within a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypePath {
    /// A type of Rust's prelude or a primitive one.
    Rust(&'static str),
    /// A value type of the runtime.
    Runtime(&'static str),
    /// A generated type: its module and its name.
    Generated(String, String),
}

/// The struct of a complex type, or of a group in one.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Whether it is a group: its fields are those of a part of a content model.
    pub is_group: bool,
    /// Whether yaserde can derive its traits: there is nothing but elements in a sequence.
    pub yaserde: bool,
    /// The root element of a message that has this type, for yaserde.
    pub root: Option<String>,
    /// Its documentation.
    pub docs: Vec<String>,
    /// Its fields: attributes, then the content in its order.
    pub fields: Vec<Field>,
}

/// The enum of a choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// Its alternatives: the variant's name, and what it holds.
    pub variants: Vec<(String, Field)>,
}

/// The enum of a substitution group.
#[derive(Clone, Debug)]
pub struct Substitution {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// The elements that may stand.
    pub members: Vec<Member>,
}

/// An element of a substitution group.
#[derive(Clone, Debug)]
pub struct Member {
    /// The variant's name.
    pub name: String,
    /// The element's number in the tables.
    pub element: usize,
    /// The type of its values.
    pub ty: TypePath,
    /// Whether the value is boxed.
    pub boxed: bool,
    /// Whether `xsi:nil` may be used.
    pub nillable: bool,
    /// Whether `Debug` must not show it.
    pub personal: bool,
    /// Its documentation.
    pub docs: Vec<String>,
}

/// The enum of a type and those that are derived from it.
#[derive(Clone, Debug)]
pub struct Kinds {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// The types: the variant's name, the type's number in the tables, and its own name; the declared type's own has no
    /// number, as it goes without saying.
    pub variants: Vec<(String, usize, TypePath)>,
    /// The number of the declared type.
    pub declared: usize,
}

/// A field of a struct, and the particle that it stands for.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its name in JSON: the element's, where that is the first of its name in the type.
    pub json_name: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// At least so many.
    pub min: u32,
    /// At most so many; `None`: unbounded.
    pub max: Option<u32>,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether `Debug` must not show it.
    pub personal: bool,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// The value of an attribute.
    Attribute {
        /// Its local name.
        local: String,
        /// Its place among the type's attributes.
        slot: usize,
        /// Its type.
        ty: TypePath,
    },
    /// Attributes that a wildcard lets through.
    OtherAttributes,
    /// The value of simple content.
    Value {
        /// Its type.
        ty: TypePath,
    },
    /// The order of the elements of `xs:all`.
    Order,
    /// A choice, or a sequence that repeats or may be left out.
    Group {
        /// Its place in the group around it.
        slot: usize,
        /// Its type.
        ty: TypePath,
    },
    /// Elements that a wildcard lets through.
    Any {
        /// Its place in the group around it.
        slot: usize,
    },
    /// An element's values.
    Element {
        /// Its place in the group around it.
        slot: usize,
        /// The element's local name.
        local: String,
        /// The prefix and the URI of its namespace.
        namespace: Option<(String, String)>,
        /// The type of its values.
        ty: TypePath,
        /// Whether the value is boxed, because its type holds this struct.
        boxed: bool,
        /// Whether `xsi:nil` may be used.
        nillable: bool,
    },
}

impl Field {
    /// Whether the field is a list.
    pub fn repeats(&self) -> bool {
        self.max != Some(1)
    }

    /// Whether a value must be given to make the struct: what is required, except what wildcards let through.
    pub fn required(&self) -> bool {
        self.min > 0 && !self.is_open()
    }

    /// Whether it is one value that must be there.
    pub fn is_single(&self) -> bool {
        self.required() && !self.repeats()
    }

    /// Whether it holds what there is no type for, or an order; there is always a value for it.
    pub fn is_open(&self) -> bool {
        matches!(self.kind, FieldKind::Any { .. } | FieldKind::OtherAttributes | FieldKind::Order)
    }
}

/// The newtype of a restricted simple type.
#[derive(Clone, Debug)]
pub struct Newtype {
    /// Its name.
    pub name: String,
    /// The type's number in the tables.
    pub id: usize,
    /// Its documentation.
    pub docs: Vec<String>,
    /// The type of the value.
    pub base: TypePath,
    /// Whether `Debug` must not show the value.
    pub personal: bool,
}

/// The enum of a simple type that enumerates its values.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Vec<String>,
    /// What is done to white space before a text is one of its values.
    pub white_space: WhiteSpace,
    /// Its variants.
    pub variants: Vec<Variant>,
}

/// The newtype of a list.
#[derive(Clone, Debug)]
pub struct List {
    /// Its name.
    pub name: String,
    /// The type's number in the tables.
    pub id: usize,
    /// Its documentation.
    pub docs: Vec<String>,
    /// The type of its items.
    pub item: TypePath,
    /// Whether `Debug` must not show the value.
    pub personal: bool,
}

/// The types of a union: its values with their texts, and the enum of what they may be.
#[derive(Clone, Debug)]
pub struct Union {
    /// Its name.
    pub name: String,
    /// The name of the enum.
    pub value_name: String,
    /// The type's number in the tables.
    pub id: usize,
    /// Its documentation.
    pub docs: Vec<String>,
    /// Its member types, each with the name of its variant.
    pub members: Vec<(String, TypePath)>,
    /// Whether `Debug` must not show the value.
    pub personal: bool,
}

/// A variant of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// The value as it stands in documents.
    pub value: String,
    /// Its documentation.
    pub docs: Vec<String>,
}

/// The description, producer trait and service of an interaction.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The name of its marker type.
    pub name: String,
    /// The name of its description.
    pub constant: String,
    /// The interaction's name.
    pub interaction: String,
    /// The name of the producer's method.
    pub method: String,
    /// Major version.
    pub major: u32,
    /// Minor version.
    pub minor: u32,
    /// The responder's namespace.
    pub namespace: String,
    /// The value of SOAPAction.
    pub soap_action: String,
    /// The number of its scope in the tables.
    pub scope: usize,
    /// The number of the request's root element in the tables.
    pub request_root: usize,
    /// The number of the response's root element.
    pub response_root: usize,
    /// The request's type.
    pub request: TypePath,
    /// The response's type.
    pub response: TypePath,
    /// The numbers of the namespaces that messages use, in the tables.
    pub namespaces: Vec<usize>,
    /// The constants of the documents, the WSDL first.
    pub documents: Vec<String>,
    /// Where the response says whether the call was refused.
    pub refusal: Option<Refusal>,
    /// What the interaction does.
    pub docs: Vec<String>,
}

/// Where a response holds a ResultType.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The fields that lead to it.
    pub path: Vec<String>,
    /// The field of the code.
    pub code: String,
    /// The enum of the code, and its variant for a refusal.
    pub error: (TypePath, String),
    /// The field of the text, which is optional.
    pub text: String,
}
