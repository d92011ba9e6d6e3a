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

#[cfg(test)]
mod tests {
    use rivta_persons::core::{CodedValue, ContactPersonType, Timestamp};

    use super::*;
    use crate::testing::{TOLVAN, detail, ii, professional_update};

    fn record(indicator: bool, population_record: Option<bool>) -> ContactInformationRecordType {
        let mut record = ContactInformationRecordType::new(
            Timestamp::new("20261122105959").unwrap(),
            ii("1.2.752.129.2.1.3.1", TOLVAN),
            indicator,
        );
        record.protected_population_record = population_record;
        record.contact_information = vec![detail("sms", "+46701740605")];
        record.contact_person = vec![ContactPersonType::new(CodedValue::new("M").unwrap())];
        record.optout_paper_notification = Some(true);
        record.update_person_contact_information_actor = Some(professional_update().actor);
        record
    }

    #[test]
    fn c2_a_protected_person_shows_identity_version_and_flags_only() {
        for (indicator, population_record) in
            [(true, None), (true, Some(false)), (true, Some(true)), (false, Some(true))]
        {
            let full = record(indicator, population_record);
            let mut expected =
                ContactInformationRecordType::new(full.version.clone(), full.person_id.clone(), indicator);
            expected.protected_population_record = population_record;
            assert_eq!(restricted_view(full), expected);
        }
    }

    #[test]
    fn c2_any_other_is_shown_in_full() {
        for population_record in [None, Some(false)] {
            let full = record(false, population_record);
            assert_eq!(restricted_view(full.clone()), full);
        }
    }
}
