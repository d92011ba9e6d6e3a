use rivta_persons::core::ContactInformationRecordType;

/// C2: what the restricted read contract shows of a record. Of a protected person's record, identity, version and the two
/// protection flags remain; any other is shown in full.
pub fn restricted_view(record: ContactInformationRecordType) -> ContactInformationRecordType {
    if !record.protected_person_indicator && record.protected_population_record != Some(true) {
        return record;
    }
    let mut view = ContactInformationRecordType::new(
        record.version,
        record.person_id,
        record.protected_person_indicator,
    );
    view.protected_population_record = record.protected_population_record;
    view
}
