use crate::reader::Token;
use crate::{Limits, Position, XmlReader};

/// Where the element at `path` starts, for findings about values that were read: `path` leads down from the first
/// element named `from`, e.g. `contactInformation[2]/value`; `[n]` counts siblings of that name from 1 and may be left
/// out for the first. If the path leads nowhere, the last element on it that exists is meant. `None`: there is no `from`.
pub fn locate(text: &str, from: &str, path: &str) -> Option<Position> {
    let steps: Vec<(&str, usize)> = path.split('/').filter(|step| !step.is_empty()).map(parse_step).collect();
    let mut reader = XmlReader::new(text, Limits::default());
    let mut walk = None;
    let mut depth = 0usize;
    loop {
        match reader.token() {
            Token::Start(element) => {
                depth += 1;
                match &mut walk {
                    None if element.local == from => {
                        walk = Some(Walk { depth, steps: &steps, seen: 0, found: element.start });
                    }
                    None => {}
                    Some(walk) => walk.enter(depth, element.local, element.start),
                }
                if walk.as_ref().is_some_and(|walk| walk.steps.is_empty()) {
                    break;
                }
            }
            Token::End => {
                reader.leave();
                // The end of the last element found on the path: what it lacks will not come elsewhere.
                if walk.as_ref().is_some_and(|walk| walk.depth == depth) {
                    break;
                }
                depth = depth.saturating_sub(1);
            }
            Token::Finished => break,
            Token::Text(_) | Token::CData(_) | Token::Reference(_) => {}
        }
    }
    walk.map(|walk| Position::of(text, walk.found))
}

/// How far down the path the search is.
struct Walk<'s> {
    /// The depth of the last element found on the path.
    depth: usize,
    /// The steps that remain below it.
    steps: &'s [(&'s str, usize)],
    /// How many of its children have the next step's name, so far.
    seen: usize,
    /// Where it starts.
    found: usize,
}

impl Walk<'_> {
    fn enter(&mut self, depth: usize, local: &str, start: usize) {
        let Some((&(name, ordinal), rest)) = self.steps.split_first() else { return };
        if depth == self.depth + 1 && local == name {
            self.seen += 1;
            if self.seen == ordinal {
                *self = Walk { depth, steps: rest, seen: 0, found: start };
            }
        }
    }
}

fn parse_step(step: &str) -> (&str, usize) {
    match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
        Some((name, ordinal)) => (name, ordinal.parse().unwrap_or(1)),
        None => (step, 1),
    }
}
