//! Samples are valid by the schema that they are made from.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that can't go on fails"
)]

use rivta_schema::documents::Documents;
use rivta_schema::resolved::{ElementId, Model, ScopeId, resolve};
use rivta_schema::sample::{Extent, Sample, SampleError, Sampler};
use rivta_schema::tables::compile;
use rivta_xml::{Limits, Schema, validate_document};

struct Loaded {
    model: Model,
    schema: Schema,
}

impl Loaded {
    fn new(components: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.xsd");
        let head = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:a\" xmlns=\"urn:a\" elementFormDefault=\"qualified\">";
        std::fs::write(&file, format!("{head}{components}</xs:schema>")).unwrap();
        let model = resolve(&Documents::load([file]).unwrap()).unwrap();
        let schema = compile(&model).unwrap();
        Self { model, schema }
    }

    fn root(&self) -> (ScopeId, ElementId) {
        let scope = self.model.scope_ids().next().unwrap();
        let root = |id: &&ElementId| &*self.model.element(**id).name.local == "root";
        (scope, *self.model.scope(scope).elements.iter().find(root).unwrap())
    }

    fn sample(&self, extent: Extent, seed: u64) -> Result<String, SampleError> {
        let (scope, root) = self.root();
        Sampler::new(&self.model, &self.schema).message(Sample { extent, seed }, scope, root)
    }

    /// The samples of all extents and several seeds, each found valid.
    fn valid_samples(&self) -> Vec<String> {
        let root = self.schema.root(rivta_xml::schema::ScopeId(0), "urn:a", "root").unwrap();
        let mut samples = Vec::new();
        for extent in [Extent::Minimal, Extent::Full, Extent::Varied] {
            for seed in 0..20 {
                let sample = self.sample(extent, seed).unwrap();
                let verdict = validate_document(sample.as_bytes(), &root, Limits::default());
                assert_eq!(verdict, Ok(()), "{sample}");
                samples.push(sample);
            }
        }
        samples
    }
}

fn valid_samples(components: &str) -> Vec<String> {
    Loaded::new(components).valid_samples()
}

fn of_simple_type(facets: &str) -> Vec<String> {
    valid_samples(&format!("<xs:element name=\"root\"><xs:simpleType>{facets}</xs:simpleType></xs:element>"))
}

#[test]
fn simple_types_of_every_kind_have_samples() {
    of_simple_type(
        "<xs:restriction base=\"xs:string\"><xs:pattern value=\"[A-Z]{2}\\d{8}-[\\w-[_]]+\"/><xs:maxLength value=\"20\"/></xs:restriction>",
    );
    of_simple_type(
        "<xs:restriction base=\"xs:dateTime\"><xs:pattern value=\".*Z\"/><xs:minInclusive value=\"2020-01-01T00:00:00Z\"/></xs:restriction>",
    );
    of_simple_type(
        "<xs:restriction base=\"xs:date\"><xs:minExclusive value=\"2049-12-31\"/></xs:restriction>",
    );
    of_simple_type(
        "<xs:restriction base=\"xs:decimal\"><xs:minExclusive value=\"0\"/><xs:maxExclusive value=\"0.01\"/><xs:fractionDigits value=\"4\"/></xs:restriction>",
    );
    of_simple_type("<xs:restriction base=\"xs:int\"><xs:pattern value=\"[1-9][0-9]{3}\"/></xs:restriction>");
    of_simple_type("<xs:list itemType=\"xs:int\"/>");
    of_simple_type(
        "<xs:restriction><xs:simpleType><xs:list itemType=\"xs:NCName\"/></xs:simpleType><xs:length value=\"4\"/></xs:restriction>",
    );
    of_simple_type("<xs:union memberTypes=\"xs:int xs:date xs:boolean\"/>");
    of_simple_type("<xs:restriction base=\"xs:hexBinary\"><xs:length value=\"7\"/></xs:restriction>");
    of_simple_type("<xs:restriction base=\"xs:base64Binary\"><xs:length value=\"8\"/></xs:restriction>");
    of_simple_type(
        "<xs:restriction base=\"xs:token\"><xs:enumeration value=\"a b\"/><xs:enumeration value=\"&lt;=\"/></xs:restriction>",
    );
}

#[test]
fn every_builtin_type_has_a_sample() {
    for name in "string normalizedString token language Name NCName NMTOKEN NMTOKENS ID boolean decimal integer \
                 nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt \
                 unsignedShort unsignedByte positiveInteger float double duration dateTime time date gYearMonth \
                 gYear gMonthDay gDay gMonth hexBinary base64Binary anyURI QName anySimpleType anyType"
        .split_whitespace()
    {
        valid_samples(&format!("<xs:element name=\"root\" type=\"xs:{name}\"/>"));
    }
}

#[test]
fn content_models_of_every_kind_have_samples() {
    let samples = valid_samples(
        "<xs:element name=\"root\"><xs:complexType mixed=\"true\"><xs:sequence>
           <xs:choice maxOccurs=\"unbounded\"><xs:element name=\"a\" type=\"xs:int\"/>
             <xs:sequence minOccurs=\"2\" maxOccurs=\"2\"><xs:element name=\"b\" type=\"xs:string\" fixed=\"B\"/>
               <xs:element name=\"c\" type=\"xs:date\" minOccurs=\"0\" nillable=\"true\"/></xs:sequence></xs:choice>
           <xs:element ref=\"all\" minOccurs=\"3\" maxOccurs=\"5\"/>
           <xs:any namespace=\"##other\" processContents=\"lax\" minOccurs=\"0\" maxOccurs=\"unbounded\"/></xs:sequence>
           <xs:attribute name=\"needed\" use=\"required\" type=\"xs:NMTOKEN\"/><xs:attribute name=\"other\" type=\"xs:gYear\"/>
           <xs:anyAttribute namespace=\"##other\" processContents=\"lax\"/></xs:complexType></xs:element>
         <xs:element name=\"all\"><xs:complexType><xs:all><xs:element name=\"x\" type=\"xs:int\"/>
           <xs:element name=\"y\" type=\"xs:int\" minOccurs=\"0\"/></xs:all></xs:complexType></xs:element>",
    );
    assert!(samples.iter().any(|sample| sample.contains("urn:example:extension")));
    assert!(samples.iter().any(|sample| sample.contains("xsi:nil=\"true\"")));
}

#[test]
fn abstract_types_and_elements_are_replaced_by_what_may_stand_for_them() {
    let samples = valid_samples(
        "<xs:element name=\"root\"><xs:complexType><xs:sequence><xs:element name=\"a\" type=\"Base\"/>
           <xs:element ref=\"head\" maxOccurs=\"2\"/></xs:sequence></xs:complexType></xs:element>
         <xs:complexType name=\"Base\" abstract=\"true\"><xs:sequence/></xs:complexType>
         <xs:complexType name=\"Derived\"><xs:complexContent><xs:extension base=\"Base\"><xs:sequence>
           <xs:element name=\"d\" type=\"xs:int\"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
         <xs:element name=\"head\" type=\"xs:string\" abstract=\"true\"/>
         <xs:element name=\"one\" type=\"xs:string\" substitutionGroup=\"head\"/>
         <xs:element name=\"two\" type=\"xs:token\" substitutionGroup=\"head\"/>",
    );
    assert!(samples.iter().all(|sample| sample.contains("xsi:type=") && sample.contains("Derived\"")));
    let both = |name: &str| samples.iter().any(|sample| sample.contains(name));
    assert!(both(":one>") && both(":two>"));
}

#[test]
fn recursion_comes_to_an_end_or_is_told() {
    let recursive = "<xs:element name=\"root\" type=\"Tree\"/><xs:complexType name=\"Tree\"><xs:choice>
        <xs:element name=\"tree\" type=\"Tree\" maxOccurs=\"unbounded\"/><xs:element name=\"leaf\" type=\"xs:int\"/>
        </xs:choice></xs:complexType>";
    assert!(valid_samples(recursive).iter().all(|sample| sample.len() < 10_000));
    let endless = "<xs:element name=\"root\" type=\"Tree\"/><xs:complexType name=\"Tree\"><xs:sequence>
        <xs:element name=\"tree\" type=\"Tree\"/></xs:sequence></xs:complexType>";
    let error = Loaded::new(endless).sample(Extent::Minimal, 0).unwrap_err();
    assert!(matches!(error, SampleError::Endless { .. }), "{error}");
}

#[test]
fn the_same_seed_makes_the_same_sample() {
    let schema = Loaded::new(
        "<xs:element name=\"root\"><xs:simpleType><xs:restriction base=\"xs:string\"><xs:pattern value=\"\\d{9}\"/></xs:restriction></xs:simpleType></xs:element>",
    );
    let sample = |seed| schema.sample(Extent::Full, seed).unwrap();
    assert_eq!(sample(5), sample(5));
    assert_ne!(sample(5), sample(6));
}

#[test]
fn facets_that_contradict_each_other_are_told_with_their_place() {
    let schema = Loaded::new(
        "<xs:element name=\"root\"><xs:simpleType><xs:restriction base=\"xs:string\"><xs:pattern value=\"(aa)+\"/><xs:length value=\"3\"/></xs:restriction></xs:simpleType></xs:element>",
    );
    let error = schema.sample(Extent::Full, 1).unwrap_err().to_string();
    assert!(error.contains("a.xsd:1:") && error.ends_with("no value was found for {urn:a}root"), "{error}");
}

#[test]
fn keys_are_unique_and_what_refers_names_what_is_there() {
    let samples = valid_samples(
        "<xs:element name=\"root\"><xs:complexType><xs:sequence>
           <xs:element name=\"tree\" minOccurs=\"3\" maxOccurs=\"3\"><xs:complexType><xs:sequence><xs:element name=\"n\" type=\"xs:int\"/>
             </xs:sequence><xs:attribute name=\"id\" type=\"xs:ID\" use=\"required\"/></xs:complexType></xs:element>
           <xs:element name=\"bird\" minOccurs=\"2\" maxOccurs=\"2\"><xs:complexType>
             <xs:attribute name=\"in\" type=\"xs:int\" use=\"required\"/><xs:attribute name=\"of\" type=\"xs:IDREF\"/></xs:complexType></xs:element>
         </xs:sequence></xs:complexType>
         <xs:key name=\"trees\" xmlns:a=\"urn:a\"><xs:selector xpath=\"a:tree\"/><xs:field xpath=\"a:n\"/></xs:key>
         <xs:keyref name=\"birds\" xmlns:a=\"urn:a\" refer=\"trees\"><xs:selector xpath=\".//a:bird\"/><xs:field xpath=\"@in\"/></xs:keyref>
         </xs:element>",
    );
    let numbers = |sample: &str| -> Vec<String> {
        sample.split("n>").skip(1).step_by(2).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    };
    for sample in samples {
        let numbers = numbers(&sample);
        assert!(numbers.len() == 3 && numbers[0] != numbers[1] && numbers[1] != numbers[2], "{sample}");
    }
}

#[test]
fn demands_without_measure_are_told_or_met_in_short_time() {
    let root = |content: &str| {
        let schema = format!(
            "<xs:element name=\"root\"><xs:complexType><xs:sequence>{content}</xs:sequence></xs:complexType></xs:element>"
        );
        [Extent::Minimal, Extent::Full, Extent::Varied].map(|extent| Loaded::new(&schema).sample(extent, 1))
    };
    let empty = "<xs:sequence minOccurs=\"4000000000\" maxOccurs=\"unbounded\"><xs:element name=\"a\" minOccurs=\"0\"/><xs:element name=\"b\" minOccurs=\"0\"/></xs:sequence>";
    assert!(root(empty).iter().all(Result::is_ok));
    let many = "<xs:element name=\"a\" minOccurs=\"4000000000\" maxOccurs=\"unbounded\"/>";
    assert!(root(many).iter().all(|made| matches!(made, Err(SampleError::Endless { .. }))));
    let any = "<xs:any processContents=\"lax\" minOccurs=\"4000000000\" maxOccurs=\"unbounded\"/>";
    assert!(root(any).iter().all(|made| matches!(made, Err(SampleError::Wildcard { .. }))));
    let list = "<xs:element name=\"a\"><xs:simpleType><xs:restriction><xs:simpleType><xs:list itemType=\"xs:int\"/></xs:simpleType><xs:length value=\"90000\"/></xs:restriction></xs:simpleType></xs:element>";
    assert!(root(list).iter().all(|made| matches!(made, Err(SampleError::Value { .. }))));
}
