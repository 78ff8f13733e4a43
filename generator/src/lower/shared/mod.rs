//! Finds what several APIs of a package have in common: parts that they reach in the same
//! file at the same place, and that were lowered to the same.
//!
//! Must not know: documents. The IR says where each part is and everything that is
//! emitted for it, so parts with the same IR are one part. In it, types and enums of errors
//! are numbered within their API; here their names stand for them.

mod owners;
mod paths;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write as _};

use foldhash::HashMap;

use crate::ir::{
    Api, ErrorEnum, Operation, OperationId, Package, Resource, SEPARATOR, Server, Shared,
};
use crate::names::RustIdent;
use owners::Owned;

/// Fills in what each API shares, and which one the shared parts are emitted from.
pub fn share(package: &mut Package) {
    if package.apis.len() < 2 {
        return;
    }
    server_paths(package);
    let mut classes = Classes::default();
    let of_apis: Vec<Parts<'_>> = package
        .apis
        .iter()
        .map(|api| Parts::of(api, &mut classes))
        .collect();
    let of_apis = classes.refined(of_apis);
    let shared = Owned::of(&package.apis, closed(&of_apis, groups(&of_apis)));
    let all = 0..package.apis.len();
    let of_all: Vec<Shared> = all.clone().map(|api| shared.of_api(api)).collect();
    let owners: Vec<Shared> = all.map(|api| shared.emitted_from(api)).collect();
    let documents = package.apis.iter().map(|api| api.document.as_str());
    let documents = documents.collect::<Vec<_>>().join(&SEPARATOR.to_string());
    let owners = package.apis.iter().zip(owners);
    package.shared = owners
        .filter(|(_, parts)| !parts.is_empty())
        .map(|(api, shared)| Api {
            document: documents.clone(),
            shared,
            is_shared: true,
            ..api.clone()
        })
        .collect();
    for (api, shared) in package.apis.iter_mut().zip(of_all) {
        api.shared = shared;
    }
    paths::fill(package);
    error_users(package);
    for api in package.apis.iter_mut().chain(&mut package.shared) {
        api.own = own(api);
    }
}

/// Fills in the operations of all APIs that have a shared enum of errors.
fn error_users(package: &mut Package) {
    let mut users: BTreeMap<&str, Vec<&OperationId>> = BTreeMap::new();
    for api in &package.apis {
        let shared = |error: &&ErrorEnum| api.shared.errors.contains(error.name.as_str());
        for error in api.errors.iter().filter(shared) {
            let known = users.entry(error.name.as_str()).or_default();
            known.extend(&error.operations);
        }
    }
    for api in &mut package.shared {
        let shared = &api.shared.errors;
        let errors = api.errors.iter_mut();
        for error in errors.filter(|error| shared.contains(error.name.as_str())) {
            let mut known: BTreeSet<OperationId> = error.operations.iter().cloned().collect();
            let all = users.get(error.name.as_str()).into_iter().flatten();
            let others = all.filter(|name| known.insert((**name).clone()));
            let others: Vec<_> = others.map(|name| (*name).clone()).collect();
            error.operations.extend(others);
        }
    }
}

/// Fills in the paths at which the other APIs are served, but for those that an API has too.
fn server_paths(package: &mut Package) {
    let paths = package.apis.iter().map(|api| {
        let operations = api.operation_servers.iter().flatten();
        let servers = api.servers.iter().chain(operations);
        servers.map(Server::path).collect()
    });
    let paths: Vec<BTreeSet<String>> = paths.collect();
    let all: BTreeSet<&String> = paths.iter().flatten().collect();
    for (api, own) in package.apis.iter_mut().zip(&paths) {
        let others = all.iter().copied();
        let others = others.filter(|path| !path.is_empty() && !own.contains(*path));
        api.other_server_paths = others.cloned().collect();
    }
}

/// The operations that are in the module of an API, or in the shared one.
fn own(api: &Api) -> Option<Vec<Resource>> {
    let is_whole = !api.is_shared && api.shared.operations.is_empty();
    let resources = api.resources.iter().map(|resource| {
        let operations = resource.operations.iter();
        let own = operations.filter(|found| api.has_operation(resource, found));
        Resource {
            operations: own.cloned().collect(),
            ..resource.clone()
        }
    });
    let own = resources.filter(|resource| !resource.operations.is_empty());
    (!is_whole).then(|| own.collect())
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Models,
    Errors,
    Operation,
    Schemas,
}

/// A part of an API: a file of models, an enum of errors, an operation.
type Part<'a> = (Kind, &'a str);

/// The parts of one API, each with its class and those that it names.
struct Parts<'a>(BTreeMap<Part<'a>, (usize, BTreeSet<Part<'a>>)>);

/// Numbers for what is the same.
#[derive(Default)]
struct Classes(HashMap<String, usize>);

impl Classes {
    fn of(&mut self, text: String) -> usize {
        let next = self.0.len();
        *self.0.entry(text).or_insert(next)
    }

    /// Parts are the same only where all that they name is the same, and so on.
    fn refined<'a>(&mut self, mut apis: Vec<Parts<'a>>) -> Vec<Parts<'a>> {
        loop {
            let before = distinct(&apis);
            apis = apis.iter().map(|parts| self.step(parts)).collect();
            if distinct(&apis) == before {
                return apis;
            }
        }
    }

    fn step<'a>(&mut self, parts: &Parts<'a>) -> Parts<'a> {
        let refined = parts.0.iter().map(|(part, (class, named))| {
            let mut text = format!("{class}");
            for other in named {
                let class = parts.0.get(other).map(|(class, _)| class);
                let _ = write!(text, " {class:?}");
            }
            (*part, (self.of(text), named.clone()))
        });
        Parts(refined.collect())
    }
}

fn distinct(apis: &[Parts<'_>]) -> usize {
    let classes = apis.iter().flat_map(|parts| parts.0.values());
    classes
        .map(|(class, _)| class)
        .collect::<BTreeSet<_>>()
        .len()
}

impl<'a> Parts<'a> {
    fn of(api: &'a Api, classes: &mut Classes) -> Self {
        let mut parts = Self(BTreeMap::new());
        let mut files: BTreeMap<&RustIdent, String> = BTreeMap::new();
        for (id, def) in api.types.iter() {
            let text = files.entry(&def.file).or_default();
            let conversions = api.conversions.iter();
            let conversions: Vec<_> = conversions.filter(|found| found.to == id).collect();
            let features = api.model_features.get(&def.file);
            let _ = write!(text, "{def:?} {conversions:?} {features:?};");
        }
        for (file, mut text) in files {
            // What is not shown of values with any properties.
            let _ = write!(text, "{:?}", api.sensitive);
            parts.add(api, classes, (Kind::Models, file.as_str()), &text);
        }
        // Where each resource is a feature, their parts differ in what turns them on.
        if api.resources.iter().all(|found| found.feature.is_none()) {
            for error in &api.errors {
                let part = (Kind::Errors, error.name.as_str());
                parts.add(api, classes, part, &of_error(error));
            }
            for resource in &api.resources {
                parts.add_operations(api, classes, resource);
            }
        }
        let schemas = format!("{:?}", api.schemas);
        parts.add(api, classes, (Kind::Schemas, ""), &schemas);
        parts
    }

    fn add_operations(&mut self, api: &'a Api, classes: &mut Classes, resource: &'a Resource) {
        // What is said of the tag itself is in each API's own module.
        let around = format!("{} {:?} {:?}", resource.module, resource.tag, api.auth);
        let around = classes.of(around);
        for operation in &resource.operations {
            let text = format!("{around} {}", of_operation(api, operation));
            let part = (Kind::Operation, operation.ident.as_str());
            self.add(api, classes, part, &text);
        }
    }

    fn add(&mut self, api: &'a Api, classes: &mut Classes, part: Part<'a>, text: &str) {
        let (text, mut named) = by_names(api, text);
        named.remove(&part);
        self.0.insert(part, (classes.of(text), named));
    }
}

/// A version with an operation more has no other errors for that.
fn of_error(error: &ErrorEnum) -> String {
    let error = ErrorEnum {
        operations: Vec::new(),
        ..error.clone()
    };
    format!("{error:?}")
}

/// An operation, and what else of the API is said in its documentation.
fn of_operation(api: &Api, operation: &Operation) -> String {
    let servers = operation.servers.map(|_| api.servers_of(operation));
    // A path item that two documents refer to may be at another path in each.
    let operation = Operation {
        path: String::new(),
        ..operation.clone()
    };
    format!("{operation:?} {servers:?}")
}

/// The text of a part of the IR with names in place of numbers, and what it names.
fn by_names<'a>(api: &'a Api, text: &str) -> (String, BTreeSet<Part<'a>>) {
    let mut named = BTreeSet::new();
    let text = replaced(text, "TypeId(", |number| {
        let def = api.types.at(number)?;
        named.insert((Kind::Models, def.file.as_str()));
        Some(format!("{}::{}", def.file, def.name))
    });
    let text = replaced(&text, "ErrorEnumId(", |number| {
        let error = api.errors.get(number)?;
        named.insert((Kind::Errors, error.name.as_str()));
        Some(error.name.to_string())
    });
    (text, named)
}

/// The text with something else for each number between these words and `)`.
fn replaced(text: &str, before: &str, mut name: impl FnMut(usize) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once(before) {
        out.push_str(head);
        out.push_str(before);
        let number = tail
            .split_once(')')
            .and_then(|(number, _)| number.parse().ok());
        rest = tail;
        if let Some(name) = number.and_then(&mut name) {
            out.push_str(&name);
            rest = &tail[tail.find(')').unwrap_or(0)..];
        }
    }
    out + rest
}

/// The APIs that share a part, in the order of the package.
type Groups<'a> = BTreeMap<Part<'a>, Vec<usize>>;

/// Who shares each part. Of several groups with a part of the same name, the first has
/// it: it has one place in the module.
fn groups<'a>(apis: &[Parts<'a>]) -> Groups<'a> {
    let mut by_class: BTreeMap<(Part<'a>, usize), Vec<usize>> = BTreeMap::new();
    for (index, parts) in apis.iter().enumerate() {
        for (part, (class, _)) in &parts.0 {
            by_class.entry((*part, *class)).or_default().push(index);
        }
    }
    let mut groups = Groups::new();
    for ((part, _), group) in by_class {
        if group.len() > 1 {
            let known = groups.entry(part).or_insert_with(|| group.clone());
            if group < *known {
                *known = group;
            }
        }
    }
    groups
}

/// Without the parts that name one which has no place in the module.
fn closed<'a>(apis: &[Parts<'a>], mut groups: Groups<'a>) -> Groups<'a> {
    loop {
        let is_whole = |part: &Part<'a>, group: &Vec<usize>| {
            let named = apis[group[0]].0.get(part).map(|(_, named)| named);
            named.into_iter().flatten().all(|other| {
                let known = groups.get(other);
                known.is_some_and(|known| group.iter().all(|api| known.contains(api)))
            })
        };
        let whole = groups.iter().filter(|(part, group)| is_whole(part, group));
        let whole: Groups<'a> = whole.map(|(part, group)| (*part, group.clone())).collect();
        if whole.len() == groups.len() {
            return whole;
        }
        groups = whole;
    }
}
