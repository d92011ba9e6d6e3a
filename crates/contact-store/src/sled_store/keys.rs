//! Keys of the trees: ordered as they are walked, and no key is the beginning of another.

use contact_rules::{IdentityKind, PersonIdentity};
use jiff::Timestamp;

use crate::AuditPosition;

const SIGN: u64 = 1 << 63;
const POSITION: usize = 16;

/// The key of an identity: kind, for local reserve identities the root, and the extension, each text ended by a zero byte.
pub(super) fn person(identity: &PersonIdentity) -> Vec<u8> {
    let mut key = Vec::with_capacity(identity.extension().len() + 2);
    match identity.kind() {
        IdentityKind::Pnr => key.push(b'P'),
        IdentityKind::Snr => key.push(b'S'),
        IdentityKind::Nrid => key.push(b'N'),
        IdentityKind::Lrid => {
            key.push(b'L');
            key.extend_from_slice(identity.root().as_bytes());
            key.push(0);
        }
    }
    key.extend_from_slice(identity.extension().as_bytes());
    key.push(0);
    key
}

/// The identity of a key, for findings: nothing of a local reserve identity, the first eight characters of others.
pub(super) fn masked_person(key: &[u8]) -> String {
    let shown = match key.split_first() {
        Some((b'P' | b'S' | b'N', extension)) => {
            extension.iter().take(8).filter(|b| b.is_ascii_alphanumeric()).map(|b| char::from(*b)).collect()
        }
        _ => String::new(),
    };
    shown + "-****"
}

/// The key of an audit entry: microseconds since 1970, then the sequence, so that entries lie in order of time.
pub(super) fn audit(position: AuditPosition) -> [u8; POSITION] {
    let micros = position.at.as_microsecond().cast_unsigned() ^ SIGN;
    let key = (u128::from(micros) << 64) | u128::from(position.sequence);
    key.to_be_bytes()
}

/// The position that a key of an audit entry tells.
pub(super) fn position(key: &[u8]) -> Option<AuditPosition> {
    let (micros, sequence) = key.split_first_chunk::<8>()?;
    let micros = (u64::from_be_bytes(*micros) ^ SIGN).cast_signed();
    let at = Timestamp::from_microsecond(micros).ok()?;
    Some(AuditPosition { at, sequence: u64::from_be_bytes(sequence.try_into().ok()?) })
}

/// The key that finds an audit entry by person.
pub(super) fn audit_by_person(person: &[u8], position: AuditPosition) -> Vec<u8> {
    [person, &audit(position)].concat()
}

/// Splits a key of [`audit_by_person`].
pub(super) fn split_audit_by_person(key: &[u8]) -> Option<(&[u8], AuditPosition)> {
    let (person, at) = key.split_at_checked(key.len().checked_sub(POSITION)?)?;
    Some((person, position(at)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audit_keys_are_ordered_by_time_then_sequence() {
        let at =
            |micros, sequence| AuditPosition { at: Timestamp::from_microsecond(micros).unwrap(), sequence };
        let positions = [at(-5, 9), at(-1, 1), at(0, 7), at(3, 1), at(3, 2), at(1_700_000_000_000_000, 0)];
        let keys = positions.map(audit);
        assert!(keys.is_sorted());
        assert_eq!(keys.map(|key| position(&key)), positions.map(Some));
    }
}
