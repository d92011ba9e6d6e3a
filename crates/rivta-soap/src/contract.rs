use rivta_xml::XmlType;
use rivta_xml::schema::{NamespaceId, Root};

/// One interaction of a RIV-TA service contract, as its WSDL and schemas describe it.
///
/// Generated; one constant per interaction.
#[derive(Debug)]
pub struct Contract {
    /// The interaction's name, e.g. `GetPersonContactInformation`.
    pub name: &'static str,
    /// Major version: part of the namespace and of the address.
    pub major: u32,
    /// Minor version: compatible with every other minor version of the same major.
    pub minor: u32,
    /// The responder's namespace, which the platform routes and authorises by.
    pub namespace: &'static str,
    /// The value of the HTTP header SOAPAction, without quotes.
    pub soap_action: &'static str,
    /// The root element of the request.
    pub request: Root<'static>,
    /// The root element of the response.
    pub response: Root<'static>,
    /// The namespaces of its schema that requests and responses use; our writer declares them on the root.
    pub namespaces: &'static [NamespaceId],
    /// The WSDL (first) and every schema that it reaches.
    pub documents: &'static [Document],
}

/// A WSDL or schema file of a contract's package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it lies in the package, with `/`, e.g. `core_components/itintegration_registry_1.0.xsd`.
    pub path: &'static str,
    /// Its text as published.
    pub text: &'static str,
}

impl Contract {
    /// The path that the contract is served at, e.g. `/GetPersonContactInformation/4/rivtabp21` (profile rule 19).
    pub fn path(&self) -> String {
        format!("/{}/{}/rivtabp21", self.name, self.major)
    }

    /// Whether the contract gives protected data in full and so needs a grant with a recorded reason (C11). The
    /// domain's naming rule says so: the name ends in `Unrestricted`.
    pub fn is_unrestricted(&self) -> bool {
        self.name.ends_with("Unrestricted")
    }
}

/// The types of one interaction; the generated marker type that names it implements this.
pub trait Interaction: Send + Sync + 'static {
    /// Names, namespaces and documents.
    const CONTRACT: &'static Contract;
    /// The type of the request's root element.
    type Request: XmlType + Send + 'static;
    /// The type of the response's root element.
    type Response: XmlType + Send + 'static;

    /// The resultText (empty if there is none) of a response whose ResultType says `ERROR`: the producer refused the call
    /// and changed nothing. `None`: it did what was asked, or the contract has no ResultType.
    fn refusal(_response: &Self::Response) -> Option<&str> {
        None
    }
}
