use std::fs;

/// The name of a user of this system for the audit log, with the number, which cannot be reassigned by renaming:
/// `anna (uid 1000)`; the number alone where the system's table does not hold the user.
pub(super) fn name(uid: u32) -> String {
    let table = fs::read_to_string("/etc/passwd").unwrap_or_default();
    match find(&table, uid) {
        Some(name) => format!("{name} (uid {uid})"),
        None => format!("uid {uid}"),
    }
}

/// passwd(5): `name:password:uid:...`.
fn find(table: &str, uid: u32) -> Option<&str> {
    table.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next().filter(|name| !name.is_empty())?;
        (fields.nth(1)?.parse() == Ok(uid)).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_user_is_found_by_number() {
        let table = "root:x:0:0:root:/root:/bin/sh\nanna:x:1000:1000::/home/anna:/bin/sh\n";
        assert_eq!(find(table, 0), Some("root"));
        assert_eq!(find(table, 1000), Some("anna"));
        assert_eq!(find(table, 100), None);
        assert_eq!(find("broken\n:x:0\n", 0), None);
    }
}
