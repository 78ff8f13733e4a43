//! Finds the operations that APIs share and have at different paths: the shared operation has the
//! path of the API that it is emitted from, and the other ones are said here.

use std::collections::BTreeMap;

use crate::ir::{Api, Operation, OtherPath, Package};
use crate::names::RustIdent;

/// Fills in where each API has the operations that it shares, and where else a shared
/// operation is.
pub(super) fn fill(package: &mut Package) {
    let paths: Vec<Paths> = package.apis.iter().map(paths).collect();
    for owner in &mut package.shared {
        for resource in &mut owner.resources {
            let names = owner.shared.operations.get(resource.module.as_str());
            let operations = resource.operations.iter_mut();
            let is_shared = |found: &&mut Operation| {
                names.is_some_and(|names| names.places.contains_key(found.ident.as_str()))
            };
            for operation in operations.filter(is_shared) {
                for (api, paths) in package.apis.iter_mut().zip(&paths) {
                    compare(operation, api, paths);
                }
            }
        }
    }
}

/// The paths of the operations that an API shares, by their methods.
type Paths = BTreeMap<RustIdent, String>;

fn paths(api: &Api) -> Paths {
    let resources = api.resources.iter().flat_map(|resource| {
        let operations = resource.operations.iter();
        operations.filter(|found| !api.has_operation(resource, found))
    });
    let paths = resources.map(|found| (found.ident.clone(), found.path.clone()));
    paths.collect()
}

/// One operation with that of an API, if the API shares it.
fn compare(shared: &mut Operation, api: &mut Api, paths: &Paths) {
    let own = paths.get(&shared.ident);
    if let Some(path) = own.filter(|path| **path != shared.path) {
        shared.other_paths.push(OtherPath {
            module: api.module.clone(),
            path: path.clone(),
        });
        api.own_paths.push((shared.id.clone(), path.clone()));
    }
}
