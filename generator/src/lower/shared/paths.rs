//! Finds the operations that APIs share and have at different paths: the shared operation has the
//! path of the API that it is emitted from, and the other ones are said here.
//!
//! May not know: why operations are shared.

use crate::ir::{Api, OtherPath, Package, Resource};

/// Fills in where each API has the operations that it shares, and where else a shared
/// operation is.
pub(super) fn fill(package: &mut Package) {
    for owner in &mut package.shared {
        let modules = &owner.shared.resources;
        let resources = owner.resources.iter_mut();
        for resource in resources.filter(|found| modules.contains(found.module.as_str())) {
            for api in &mut package.apis {
                compare(resource, api);
            }
        }
    }
}

/// One resource with that of an API, if the API shares it.
fn compare(resource: &mut Resource, api: &mut Api) {
    if !api.shared.resources.contains(resource.module.as_str()) {
        return;
    }
    let mut all = api.resources.iter();
    let own = all.find(|found| found.module == resource.module);
    let own = own.into_iter().flat_map(|found| &found.operations);
    for (shared, own) in resource.operations.iter_mut().zip(own) {
        if shared.path != own.path {
            shared.other_paths.push(OtherPath {
                module: api.module.clone(),
                path: own.path.clone(),
            });
            api.own_paths.push((own.id.clone(), own.path.clone()));
        }
    }
}
