//! Where a `schemaLocation` or `location` leads.

use std::path::{Component, Path, PathBuf};

/// The file that a location in the document `from` names; `None`: it is on the network, where nothing is fetched from.
pub(super) fn target(from: &Path, location: &str) -> Option<PathBuf> {
    let location = location.trim();
    let path = match location.split_once("://") {
        Some(("file", path)) => path,
        Some(_) => return None,
        None => location,
    };
    // A fragment says which part of the file; a schema document is one part.
    let path = path.split('#').next().unwrap_or(path);
    Some(normalize(&from.parent().unwrap_or(Path::new("")).join(unescape(path))))
}

/// The file that a path means where case is not told apart and backslashes lead into folders, as on Windows, if there is exactly
/// one.
pub(super) fn similar(path: &Path) -> Option<PathBuf> {
    let slashed = path.to_str()?.replace('\\', "/");
    let mut found = PathBuf::new();
    for component in normalize(Path::new(&slashed)).components() {
        let exact = found.join(component);
        if exact.exists() {
            found = exact;
            continue;
        }
        let wanted = component.as_os_str().to_str()?.to_lowercase();
        let folder = if found.as_os_str().is_empty() { Path::new(".") } else { &found };
        let mut alike = std::fs::read_dir(folder).ok()?.filter_map(|entry| {
            let name = entry.ok()?.file_name();
            (name.to_str()?.to_lowercase() == wanted).then_some(name)
        });
        let name = alike.next()?;
        if alike.next().is_some() {
            return None;
        }
        found.push(name);
    }
    found.is_file().then_some(found)
}

/// Resolves `%20` and its like.
fn unescape(path: &str) -> String {
    let mut octets = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, more @ ..] = rest {
        let digit = |octet: u8| char::from(octet).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let escaped = match more {
            [high, low, after @ ..] if *first == b'%' => {
                digit(*high).zip(digit(*low)).map(|(high, low)| (high << 4 | low, after))
            }
            _ => None,
        };
        let (octet, after) = escaped.unwrap_or((*first, more));
        octets.push(octet);
        rest = after;
    }
    String::from_utf8(octets).unwrap_or_else(|_| path.to_owned())
}

/// Resolves `.` and `..` by name, so that one file has one path.
pub fn normalize(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}
