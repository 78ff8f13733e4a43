//! Turns items that are under several paths into what that means for a comparison: each
//! path is compared as if it had an item of its own, and a change of its own says where
//! modules begin or cease to have an item in common.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Class, RustChange, Scope, Subject};
use crate::public_api::{Item, PublicApi};

/// How many items a change names; all are in its Rust lines.
const NAMED: usize = 3;

/// The items of a public API. A path that exports an item has what that item has, if the
/// other public API knows the path too; otherwise one line says that it came or went.
pub(super) fn flat(own: &PublicApi, other: &PublicApi) -> BTreeMap<String, Item> {
    let items = own.items();
    let mut flat = items.clone();
    for (path, target) in exports(own) {
        if !items.contains_key(target) || !other.items().contains_key(path) {
            continue;
        }
        let below = format!("{target}::");
        let beginning = items.range(below.clone()..);
        let parts = beginning.take_while(|(part, _)| part.starts_with(&below));
        for (part, item) in items.get_key_value(target).into_iter().chain(parts) {
            let copy = Item {
                signature: item.signature.replacen(target, path, 1),
                ..item.clone()
            };
            flat.insert(part.replacen(target, path, 1), copy);
        }
    }
    flat
}

/// Where modules that are on both sides begin or cease to have items in common: one change
/// for each two of them.
pub(super) fn compare(old: &PublicApi, new: &PublicApi) -> Vec<Change> {
    let parted = apart(old, new).into_iter().map(|pair| no_longer(&pair));
    let joined = apart(new, old).into_iter().map(|pair| now(&pair));
    parted.chain(joined).collect()
}

/// What two modules have in common on one side alone.
struct Pair<'s> {
    modules: (&'s str, &'s str),
    /// The paths of each item in the two modules.
    items: Vec<(&'s str, &'s str)>,
}

/// Paths of one item on this side that are paths of several items on the other one.
fn apart<'s>(here: &'s PublicApi, there: &PublicApi) -> Vec<Pair<'s>> {
    let targets: BTreeMap<&str, &str> = exports(there).collect();
    let item = |path: &'s str| targets.get(path).copied().unwrap_or(path);
    let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, target) in exports(here) {
        groups.entry(target).or_default().extend([path, target]);
    }
    let mut pairs: BTreeMap<(&str, &str), Vec<(&str, &str)>> = BTreeMap::new();
    for group in groups.values() {
        let known = group.iter().copied();
        let mut known = known.filter(|path| there.items().contains_key(*path));
        let Some(first) = known.next() else {
            continue;
        };
        for path in known.filter(|path| item(path) != item(first)) {
            let items = pairs.entry((module(first), module(path))).or_default();
            items.push((first, path));
        }
    }
    let pairs = pairs.into_iter();
    pairs
        .map(|(modules, items)| Pair { modules, items })
        .collect()
}

/// `pub use v1::models::Pet as v2::models::Pet`: the further path and the item's own.
fn exports(public_api: &PublicApi) -> impl Iterator<Item = (&str, &str)> {
    public_api.items().iter().filter_map(|(path, item)| {
        let (target, _) = item
            .signature
            .strip_prefix("pub use ")?
            .split_once(" as ")?;
        Some((path.as_str(), target))
    })
}

fn module(path: &str) -> &str {
    path.split_once("::").map_or("", |(module, _)| module)
}

fn no_longer(pair: &Pair<'_>) -> Change {
    let (one, other) = pair.modules;
    let what = format!(
        "`{other}` no longer has {} in common with `{one}`",
        names(pair)
    );
    let why = "each module has a type of its own, so code that passes a value of one to the other \
               does not compile";
    let lines = pair.items.iter().map(|(first, path)| RustChange {
        before: Some(format!("pub use {first} as {path}")),
        after: None,
    });
    change(pair, "no-longer-shared", what, why, lines.collect())
}

/// Major: no trait can be implemented for one type twice, and no program can prepare for it.
fn now(pair: &Pair<'_>) -> Change {
    let (one, other) = pair.modules;
    let what = format!("`{other}` has {} in common with `{one}`", names(pair));
    let why = "both paths name one type, so code that implements a trait for each, or `From` each, \
               does not compile (E0119)";
    let lines = pair.items.iter().map(|(first, path)| RustChange {
        before: None,
        after: Some(format!("pub use {first} as {path}")),
    });
    change(pair, "shared", what, why, lines.collect())
}

fn change(
    pair: &Pair<'_>,
    kind: &'static str,
    what: String,
    why: &str,
    rust: Vec<RustChange>,
) -> Change {
    Change {
        class: Class::Major,
        scope: Scope {
            module: pair.modules.1.to_owned(),
            subject: Subject::Api,
            name: String::new(),
        },
        kind,
        what,
        why: why.to_owned(),
        rust,
        place: None,
    }
}

/// `models::Pet`, `models::Toy` and 2 more
fn names(pair: &Pair<'_>) -> String {
    let names = pair.items.iter().map(|(_, path)| {
        let name = path.split_once("::").map_or(*path, |(_, name)| name);
        format!("`{name}`")
    });
    let named: Vec<String> = names.clone().take(NAMED).collect();
    match names.count().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::lines;
    use crate::public_api::Outlines;

    /// What these modules make public.
    fn public_api(modules: &[(&str, &str)]) -> PublicApi {
        let mut outlines = Outlines::default();
        let mut add = |path: &str, text: &str| {
            let syntax = syn::parse_file(text).expect("it is Rust");
            outlines.add(path, syntax.items);
        };
        let root = modules.iter().map(|(name, _)| match *name {
            "shared" => "mod shared;".to_owned(),
            name => format!("pub mod {name};"),
        });
        add("src/lib.rs", &root.collect::<String>());
        for (name, text) in modules {
            add(&format!("src/{name}.rs"), text);
        }
        outlines.public_api()
    }

    const PET: &str = "pub struct Pet { pub name: String }";
    const TOY: &str = "pub struct Pet { pub name: String, pub toy: String }";
    const USE: &str = "pub use crate::shared::Pet;";

    fn kinds(old: &PublicApi, new: &PublicApi) -> Vec<(&'static str, String)> {
        let changes = compare(old, new).into_iter();
        let changes = changes.map(|change| (change.kind, change.scope.module));
        changes.collect()
    }

    fn lines_of(old: &PublicApi, new: &PublicApi) -> Vec<String> {
        let lines = lines::compare(old, new).into_iter();
        lines.map(|line| line.path).collect()
    }

    #[test]
    fn modules_that_part_or_join_are_a_change_and_no_line_besides() {
        let shared = public_api(&[("shared", PET), ("v1", USE), ("v2", USE)]);
        let own = public_api(&[("v1", PET), ("v2", PET)]);
        let cases = [
            (&shared, &own, vec![("no-longer-shared", "v2".to_owned())]),
            (&own, &shared, vec![("shared", "v2".to_owned())]),
            (&shared, &shared, Vec::new()),
        ];
        for (old, new, expected) in cases {
            assert_eq!(kinds(old, new), expected);
            assert_eq!(lines_of(old, new), [""; 0]);
        }
        let [change] = compare(&shared, &own).try_into().expect("one change");
        assert_eq!(change.class, Class::Major);
        let line = "pub use v1::Pet as v2::Pet".to_owned();
        assert_eq!(change.rust[0].before, Some(line));
        assert!(change.what.contains("`v1`"), "{}", change.what);
    }

    #[test]
    fn a_module_that_parts_leaves_what_the_others_have() {
        let all = public_api(&[("shared", PET), ("v1", USE), ("v2", USE), ("v3", USE)]);
        let two = public_api(&[("shared", PET), ("v1", USE), ("v2", TOY), ("v3", USE)]);
        assert_eq!(kinds(&all, &two), [("no-longer-shared", "v2".to_owned())]);
        assert_eq!(lines_of(&all, &two), ["v2::Pet::toy"]);
    }

    /// Which module the item is listed under is no matter of those that use another one.
    #[test]
    fn modules_that_come_and_go_part_nothing() {
        let two = public_api(&[("shared", PET), ("v1", USE), ("v2", USE)]);
        let more = public_api(&[("shared", PET), ("a", USE), ("v1", USE), ("v2", USE)]);
        let alone = public_api(&[("v2", PET)]);
        for (old, new, expected) in [
            (&two, &more, vec!["a", "a::Pet", "a::Pet::name"]),
            (&more, &two, vec!["a", "a::Pet", "a::Pet::name"]),
            (&two, &alone, vec!["v1", "v1::Pet", "v1::Pet::name"]),
        ] {
            assert_eq!(kinds(old, new), []);
            assert_eq!(lines_of(old, new), expected);
        }
    }

    #[test]
    fn what_changes_in_common_changes_under_each_path() {
        let old = public_api(&[("shared", PET), ("v1", USE), ("v2", USE)]);
        let new = public_api(&[("shared", TOY), ("v1", USE), ("v2", USE)]);
        assert_eq!(kinds(&old, &new), []);
        assert_eq!(lines_of(&old, &new), ["v1::Pet::toy", "v2::Pet::toy"]);
    }

    #[test]
    fn many_names_are_counted() {
        let item = |number: usize| format!("pub struct P{number};");
        let shared: String = (0..5).map(item).collect();
        let old = public_api(&[
            ("shared", &shared),
            ("v1", "pub use crate::shared::{P0, P1, P2, P3, P4};"),
            ("v2", "pub use crate::shared::{P0, P1, P2, P3, P4};"),
        ]);
        let new = public_api(&[("v1", &shared), ("v2", &shared)]);
        let [change] = compare(&old, &new).try_into().expect("one change");
        let names = "`v2` no longer has `P0`, `P1`, `P2` and 2 more in common with `v1`";
        assert_eq!(change.what, names);
        assert_eq!(change.rust.len(), 5);
    }
}
