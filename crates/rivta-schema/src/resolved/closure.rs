use super::{Content, ElementId, Model, Particle, Term, TypeId, Variety};

/// The types that elements reach: those of the elements themselves, then what those hold, depth first; with the types
/// that each is derived from and that are derived from it, because `xsi:type` can bring them in.
pub fn closure(model: &Model, roots: impl IntoIterator<Item = ElementId>) -> Vec<TypeId> {
    closure_of_types(model, roots.into_iter().map(|element| model.element(element).r#type))
}

/// The types that types reach, as [`closure`] has them, themselves included.
pub fn closure_of_types(model: &Model, roots: impl IntoIterator<Item = TypeId>) -> Vec<TypeId> {
    let mut reached = Vec::new();
    let mut waiting: Vec<TypeId> = roots.into_iter().collect();
    waiting.reverse();
    while let Some(id) = waiting.pop() {
        if matches!(id, TypeId::Builtin(_)) || reached.contains(&id) {
            continue;
        }
        reached.push(id);
        let mut next = Vec::new();
        match id {
            TypeId::Builtin(_) => {}
            TypeId::Simple(id) => {
                let simple = model.simple_type(id);
                match &simple.variety {
                    Variety::Atomic(_) => {}
                    Variety::List(item) => next.push(*item),
                    Variety::Union(members) => next.extend(members),
                }
            }
            TypeId::Complex(complex) => {
                let complex = model.complex_type(complex);
                next.extend(complex.base.map(|(_, base)| base));
                match &complex.content {
                    Content::Empty => {}
                    Content::Simple(text) => next.push(*text),
                    Content::Elements(particle) => elements(model, particle, &mut next),
                }
                next.extend(complex.attributes.iter().map(|attribute| attribute.r#type));
                next.extend(derived(model, id));
            }
        }
        waiting.extend(next.into_iter().rev());
    }
    reached
}

fn elements(model: &Model, particle: &Particle, types: &mut Vec<TypeId>) {
    match &particle.term {
        Term::Element(element) => {
            let element = model.element(*element);
            types.push(element.r#type);
            types.extend(element.substitutes.iter().map(|member| model.element(*member).r#type));
        }
        Term::Any(_) => {}
        Term::Group(_, parts) => parts.iter().for_each(|part| elements(model, part, types)),
    }
}

/// The complex types that are derived from `id` directly.
fn derived(model: &Model, id: TypeId) -> impl Iterator<Item = TypeId> {
    let derives = move |complex: &super::ComplexType| complex.base.is_some_and(|(_, base)| base == id);
    model
        .complex_types
        .iter()
        .enumerate()
        .filter(move |(_, complex)| derives(complex))
        .map(|(index, _)| TypeId::Complex(super::ComplexTypeId(index)))
}
