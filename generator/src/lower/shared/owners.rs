//! Decides which API each shared part is emitted from.
//!
//! The shared operations of a resource are one file, so they are emitted from one API: it has
//! all of them.

use std::collections::BTreeMap;

use super::{Groups, Kind, Part};
use crate::ir::{Api, Shared, SharedOperations};

/// The shared parts, each with the APIs that share it and the one that it is emitted from.
pub(super) struct Owned<'a> {
    groups: Groups<'a>,
    owners: BTreeMap<Part<'a>, usize>,
    /// The names of the operations in each resource of the shared module, in order.
    resources: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Owned<'a> {
    /// Chooses the owners. Operations that the owner of their resource does not have are
    /// no longer shared.
    pub(super) fn of(apis: &'a [Api], groups: Groups<'a>) -> Self {
        // The last is usually the newest version, which examples should show.
        let last = |group: &Vec<usize>| group.last().copied().unwrap_or_default();
        let owners = groups.iter().map(|(part, group)| (*part, last(group)));
        let mut owned = Self {
            owners: owners.collect(),
            groups,
            resources: BTreeMap::new(),
        };
        let places: Vec<_> = apis.iter().map(places).collect();
        let mut resources: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for ((kind, name), group) in &owned.groups {
            let place = places[group[0]].get(name);
            if let (Kind::Operation, Some((module, _))) = (kind, place) {
                resources.entry(module).or_default().push(name);
            }
        }
        for (module, names) in resources {
            owned.choose(&places, module, names);
        }
        owned
    }

    /// Chooses the API that has most of the operations of a resource.
    fn choose(&mut self, places: &[Places<'a>], module: &'a str, mut names: Vec<&'a str>) {
        let groups = &mut self.groups;
        let count = |api: &usize| {
            let has = |name: &&&str| groups[&(Kind::Operation, **name)].contains(api);
            names.iter().filter(has).count()
        };
        let owner = (0..places.len()).max_by_key(count).unwrap_or_default();
        names.retain(|name| {
            let part = (Kind::Operation, *name);
            let has = groups[&part].contains(&owner);
            if has {
                self.owners.insert(part, owner);
            } else {
                groups.remove(&part);
            }
            has
        });
        names.sort_by_key(|name| places[owner].get(name));
        self.resources.insert(module, names);
    }

    /// The parts that an API shares.
    pub(super) fn of_api(&self, api: usize) -> Shared {
        self.select(|part| self.groups[part].contains(&api))
    }

    /// The parts that are emitted from an API.
    pub(super) fn emitted_from(&self, api: usize) -> Shared {
        self.select(|part| self.owners[part] == api)
    }

    fn select(&self, is_wanted: impl Fn(&Part<'a>) -> bool) -> Shared {
        let mut selected = Shared::default();
        for part in self.groups.keys().filter(|part| is_wanted(part)) {
            let name = part.1.to_owned();
            match part.0 {
                Kind::Models => {
                    selected.models.insert(name);
                }
                Kind::Errors => {
                    selected.errors.insert(name);
                }
                Kind::Schemas => selected.schemas = true,
                Kind::Operation => {}
            }
        }
        for (module, names) in &self.resources {
            let all = names.iter().enumerate();
            let wanted = all.filter(|(_, name)| is_wanted(&(Kind::Operation, **name)));
            let places = wanted.map(|(place, name)| ((*name).to_owned(), place));
            let places: BTreeMap<_, _> = places.collect();
            if !places.is_empty() {
                let count = names.len();
                let shared = SharedOperations { places, count };
                selected.operations.insert((*module).to_owned(), shared);
            }
        }
        selected
    }
}

/// The resource of each operation, and its place in it.
type Places<'a> = BTreeMap<&'a str, (&'a str, usize)>;

fn places(api: &Api) -> Places<'_> {
    let resources = api.resources.iter().flat_map(|resource| {
        let operations = resource.operations.iter().enumerate();
        operations.map(|(place, found)| {
            let module = resource.module.as_str();
            (found.ident.as_str(), (module, place))
        })
    });
    resources.collect()
}
