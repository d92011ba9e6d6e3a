//! What each kind of field does at each step.

/// The steps: the value where none is given (`@absent`), before, at and after the children (`@before`, `@child`, `@after`), in
/// the finished value (`@finish`), in writing (`@write`, of `xs:all` `@write_attribute` and `@write_child`), and in `Debug`
/// (`@shown`).
#[doc(hidden)]
#[macro_export]
macro_rules! field {
    (@absent optional $field:ident) => { ::std::option::Option::None };
    (@absent optional_boxed $field:ident) => { ::std::option::Option::None };
    (@absent optional_group $field:ident) => { ::std::option::Option::None };
    (@absent optional_attribute $field:ident) => { ::std::option::Option::None };
    (@absent many $field:ident) => { ::std::vec::Vec::new() };
    (@absent groups $field:ident) => { ::std::vec::Vec::new() };
    (@absent any $field:ident) => { $crate::AnyElements::new() };
    (@absent attributes $field:ident) => { $crate::AnyAttributes::new() };
    (@absent order $field:ident) => { ::std::default::Default::default() };
    (@absent $kind:ident $field:ident) => { $field };

    (@before attribute $slot:tt $reader:ident) => { $reader.attribute($slot) };
    (@before optional_attribute $slot:tt $reader:ident) => { $reader.attribute($slot) };
    (@before attributes $slot:tt $reader:ident) => { $reader.other_attributes() };
    (@before value $slot:tt $reader:ident) => { $reader.simple() };
    (@before many $slot:tt $reader:ident) => { ::std::vec::Vec::new() };
    (@before some $slot:tt $reader:ident) => { ::std::vec::Vec::new() };
    (@before groups $slot:tt $reader:ident) => { ::std::vec::Vec::new() };
    (@before some_groups $slot:tt $reader:ident) => { ::std::vec::Vec::new() };
    (@before any $slot:tt $reader:ident) => { $crate::AnyElements::new() };
    (@before order $slot:tt $reader:ident) => { <$crate::Order as ::std::default::Default>::default() };
    (@before $kind:ident $slot:tt $reader:ident) => { ::std::option::Option::None };

    (@child attribute $($rest:tt)*) => {};
    (@child optional_attribute $($rest:tt)*) => {};
    (@child attributes $($rest:tt)*) => {};
    (@child order $($rest:tt)*) => {};
    (@child $kind:ident $slot:tt $found:ident $reader:ident $field:ident) => {
        if $found == $slot {
            $crate::field!(@take $kind $reader $field);
            continue;
        }
    };
    (@take one $reader:ident $field:ident) => { $field = $reader.value() };
    (@take optional $reader:ident $field:ident) => { $field = $reader.value() };
    (@take boxed $reader:ident $field:ident) => { $field = $reader.value().map(::std::boxed::Box::new) };
    (@take optional_boxed $reader:ident $field:ident) => { $crate::field!(@take boxed $reader $field) };
    (@take many $reader:ident $field:ident) => { $reader.append(&mut $field) };
    (@take some $reader:ident $field:ident) => { $reader.append(&mut $field) };
    (@take group $reader:ident $field:ident) => { $field = $reader.group() };
    (@take optional_group $reader:ident $field:ident) => { $field = $reader.group() };
    (@take groups $reader:ident $field:ident) => { $reader.append_group(&mut $field) };
    (@take some_groups $reader:ident $field:ident) => { $reader.append_group(&mut $field) };
    (@take any $reader:ident $field:ident) => { $reader.capture(&mut $field) };

    (@after order $field:ident $reader:ident) => { $field = $reader.order() };
    (@after $kind:ident $field:ident $reader:ident) => {};

    (@finish one $field:ident) => { $field? };
    (@finish boxed $field:ident) => { $field? };
    (@finish group $field:ident) => { $field? };
    (@finish attribute $field:ident) => { $field? };
    (@finish value $field:ident) => { $field? };
    (@finish $kind:ident $field:ident) => { $field };

    (@write attribute $slot:tt $writer:ident $place:tt) => {
        $writer.attribute($slot, ::std::option::Option::Some(&$place))
    };
    (@write optional_attribute $slot:tt $writer:ident $place:tt) => {
        $writer.attribute($slot, $place.as_ref())
    };
    (@write attributes $slot:tt $writer:ident $place:tt) => { $writer.other_attributes(&$place) };
    (@write value $slot:tt $writer:ident $place:tt) => { $writer.simple(&$place) };
    (@write order $slot:tt $writer:ident $place:tt) => {};
    (@write one $slot:tt $writer:ident $place:tt) => { $writer.one($slot, &$place) };
    (@write boxed $slot:tt $writer:ident $place:tt) => { $writer.one($slot, &*$place) };
    (@write optional $slot:tt $writer:ident $place:tt) => { $writer.optional($slot, $place.as_ref()) };
    (@write optional_boxed $slot:tt $writer:ident $place:tt) => { $writer.optional($slot, $place.as_deref()) };
    (@write many $slot:tt $writer:ident $place:tt) => { $writer.many($slot, &$place) };
    (@write some $slot:tt $writer:ident $place:tt) => { $writer.many($slot, &$place) };
    (@write group $slot:tt $writer:ident $place:tt) => { $writer.group($slot, &$place) };
    (@write optional_group $slot:tt $writer:ident $place:tt) => { $writer.optional_group($slot, $place.as_ref()) };
    (@write groups $slot:tt $writer:ident $place:tt) => { $writer.groups($slot, &$place) };
    (@write some_groups $slot:tt $writer:ident $place:tt) => { $writer.groups($slot, &$place) };
    (@write any $slot:tt $writer:ident $place:tt) => { $writer.any($slot, &$place) };

    (@write_attribute attribute $($rest:tt)*) => { $crate::field!(@write attribute $($rest)*) };
    (@write_attribute optional_attribute $($rest:tt)*) => { $crate::field!(@write optional_attribute $($rest)*) };
    (@write_attribute attributes $($rest:tt)*) => { $crate::field!(@write attributes $($rest)*) };
    (@write_attribute $($rest:tt)*) => {};

    (@order order $order:ident $place:tt) => { let $order = &$place; };
    (@order $kind:ident $order:ident $place:tt) => {};

    (@write_child attribute $($rest:tt)*) => {};
    (@write_child optional_attribute $($rest:tt)*) => {};
    (@write_child attributes $($rest:tt)*) => {};
    (@write_child order $($rest:tt)*) => {};
    (@write_child $kind:ident $slot:tt $wanted:ident $writer:ident $place:tt) => {
        if $wanted == $slot {
            return $crate::field!(@write $kind $slot $writer $place);
        }
    };

    (@shown $self:ident.$field:ident) => { &$self.$field };
    (@shown $self:ident.$field:ident, redacted) => { &::std::format_args!("..") };
}
