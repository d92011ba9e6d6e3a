//! The name that somebody may have meant.

/// The one of `names` that is written nearest to `wanted`; `None`: none is so near that it may have been meant.
pub fn nearest<'n>(wanted: &str, names: &[&'n str]) -> Option<&'n str> {
    let wanted: Vec<char> = folded(wanted);
    let allowed = (wanted.len() / 3).clamp(1, 6);
    let measured = names.iter().filter_map(|name| {
        let name_folded = folded(name);
        let is_part = wanted.len() >= 3 && contains(&name_folded, &wanted);
        match distance(&wanted, &name_folded, allowed) {
            Some(edits) => Some((edits, *name)),
            // A name of which only a part was given.
            None => is_part.then_some((allowed + 1, *name)),
        }
    });
    measured.min_by_key(|(edits, _)| *edits).map(|(_, name)| name)
}

/// Longer names are not compared: nobody types them.
const LONGEST: usize = 200;

fn folded(name: &str) -> Vec<char> {
    name.chars().take(LONGEST).flat_map(char::to_lowercase).collect()
}

fn contains(name: &[char], part: &[char]) -> bool {
    name.windows(part.len()).any(|window| window == part)
}

/// How many characters must be put in, left out or changed (Levenshtein); `None`: more than `most`.
fn distance(from: &[char], to: &[char], most: usize) -> Option<usize> {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (number, character) in from.iter().enumerate() {
        let mut next = vec![number + 1];
        let mut left = number + 1;
        for (other, (above_left, above)) in to.iter().zip(row.iter().zip(row.iter().skip(1))) {
            left = (above_left + usize::from(character != other)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_another_case_and_a_part_lead_to_the_name() {
        let names = ["GetTree", "GetTrees", "RegisterCertificate", "SetCertificateStatus"];
        assert_eq!(nearest("gettree", &names), Some("GetTree"));
        assert_eq!(nearest("GetTreess", &names), Some("GetTrees"));
        assert_eq!(nearest("RegisterCertficate", &names), Some("RegisterCertificate"));
        assert_eq!(nearest("Status", &names), Some("SetCertificateStatus"));
        assert_eq!(nearest("Vaccination", &names), None);
        assert_eq!(nearest("", &names), None);
        assert_eq!(nearest("x", &[]), None);
    }
}
