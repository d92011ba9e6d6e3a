//! How fast messages are read and written, as ratios to what quick-xml needs to pass over the same octets with namespaces
//! resolved and nothing checked.
//!
//!     cargo bench -p rivta-persons
//!
//! Each figure is the median of interleaved rounds, so that a machine that slows down slows everything.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a measurement that panics says where")]

use std::hint::black_box;
use std::time::Instant;

use quick_xml::events::Event;
use quick_xml::reader::NsReader;
use rivta_persons::get_persons_for_profile::{CONTRACT, GetPersonsForProfileResponseType};
use rivta_xml::{Limits, read_document, write_document};

const RECORDS: usize = 500;
const ROUNDS: usize = 31;

fn main() {
    let xml = document();
    let value = typed(&xml);
    let mut seconds: [Vec<f64>; 3] = Default::default();
    for _ in 0..ROUNDS {
        seconds[0].push(timed(|| untyped(&xml)));
        seconds[1].push(timed(|| typed(&xml)));
        seconds[2].push(timed(|| {
            write_document(&value, &CONTRACT.response, CONTRACT.namespaces).expect("a valid value")
        }));
    }
    let [untyped, read, write] = seconds.map(|mut rounds| {
        rounds.sort_by(f64::total_cmp);
        rounds[ROUNDS / 2]
    });
    let megabytes = xml.len() as f64 / 1e6;
    println!("GetPersonsForProfileResponse, {RECORDS} records, {megabytes:.2} MB, median of {ROUNDS} rounds");
    for (what, seconds) in
        [("NsReader, nothing checked", untyped), ("typed, validating read", read), ("write", write)]
    {
        println!(
            "{what:<28} {:>7.0} MB/s   {:>5.2} times NsReader's time",
            megabytes / seconds,
            seconds / untyped
        );
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let result = black_box(work());
    let seconds = start.elapsed().as_secs_f64();
    drop(result);
    seconds
}

fn untyped(xml: &str) -> usize {
    let mut reader = NsReader::from_str(xml);
    let mut events = 0;
    loop {
        match reader.read_resolved_event().expect("well-formed XML") {
            (_, Event::Eof) => return events,
            event => {
                black_box(event);
                events += 1;
            }
        }
    }
}

fn typed(xml: &str) -> GetPersonsForProfileResponseType {
    read_document(xml.as_bytes(), &CONTRACT.response, Limits::default()).expect("a valid message")
}

/// An answer as the service platform brings it: indented, with the prefixes of a common toolkit.
fn document() -> String {
    let mut xml = String::from(concat!(
        "<ns2:GetPersonsForProfileResponse ",
        "xmlns=\"urn:riv:strategicresourcemanagement:persons:person:5\" ",
        "xmlns:ns2=\"urn:riv:strategicresourcemanagement:persons:person:GetPersonsForProfileResponder:5\">\n"
    ));
    for number in 0..RECORDS {
        let extension = format!("19121212{number:04}");
        xml.push_str(&format!(
            "  <ns2:requestedPersonRecord>
    <requestedPersonalIdentity>
      <root>1.2.752.129.2.1.3.1</root>
      <extension>{extension}</extension>
    </requestedPersonalIdentity>
    <personRecord>
      <personalIdentity>
        <root>1.2.752.129.2.1.3.1</root>
        <extension>{extension}</extension>
      </personalIdentity>
      <gender>2</gender>
      <protectedPersonIndicator>false</protectedPersonIndicator>
      <testIndicator>true</testIndicator>
      <primaryIdentity>true</primaryIdentity>
      <version>20260301123000</version>
      <name>
        <givenNameIndicator>10</givenNameIndicator>
        <givenName>Testperson</givenName>
        <surname>Påhittad &amp; Söner</surname>
      </name>
      <birth>
        <dateOfBirth>
          <format>YYYY-MM-DD</format>
          <value>1912-12-12</value>
        </dateOfBirth>
      </birth>
      <populationRegistrationLocality>
        <countyCode>05</countyCode>
        <municipalityCode>80</municipalityCode>
        <localRegistrationTime>2025-12-24T15:00:00+01:00</localRegistrationTime>
      </populationRegistrationLocality>
      <addressInformation>
        <residentialAddress>
          <postalAddress1>Provgatan 7</postalAddress1>
          <postalCode>58000</postalCode>
          <city>Linköping</city>
        </residentialAddress>
      </addressInformation>
      <maritalStatus>
        <maritalStatusCode>OG</maritalStatusCode>
      </maritalStatus>
      <optoutPaperNotification>false</optoutPaperNotification>
      <protectedPopulationRecord>false</protectedPopulationRecord>
    </personRecord>
  </ns2:requestedPersonRecord>
"
        ));
    }
    xml.push_str("</ns2:GetPersonsForProfileResponse>\n");
    xml
}
