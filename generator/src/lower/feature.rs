//! Gives every tag of a large API a Cargo feature of its own, so that who calls
//! seven operations out of hundreds compiles seven.
//!
//! A file of models is compiled where one of the features that need it is on; what most of them
//! need is always there.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, ErrorEnum, Feature, Payload, Resource, Shape, TypeId, TypeRef, Types};
use crate::names::{CRATE_FEATURES, Namespace, RustIdent, value_name};

/// An API with fewer operations compiles in a few seconds as a whole.
const FEWEST_OPERATIONS: usize = 100;

/// A file that more features need is always compiled: a longer list of them
/// would be read by nobody, and save little.
const MOST_FEATURES: usize = 8;

/// Names the features, and finds what each file of models is needed for.
pub(super) fn assign(api: &mut Api) {
    let operations = api.resources.iter().map(|found| found.operations.len());
    if operations.sum::<usize>() < FEWEST_OPERATIONS || api.resources.len() < 2 {
        return;
    }
    let mut names = Namespace::reserving(CRATE_FEATURES);
    for resource in &mut api.resources {
        let ident = names.claim(resource.module.clone());
        let name = ident.as_str().trim_end_matches('_').replace('_', "-");
        resource.feature = Some(Feature::Tag(name));
    }
    if let Some(webhooks) = &mut api.webhooks {
        let ident = names.claim(value_name("webhook events"));
        webhooks.feature = Some(Feature::Tag(ident.as_str().replace('_', "-")));
    }
    api.model_features = model_features(api);
}

/// The features of each file of models that is not always there. A file needs
/// at least the features of those that name its types, so every name is there
/// whatever is on.
fn model_features(api: &Api) -> BTreeMap<RustIdent, BTreeSet<Feature>> {
    let files = Files::of(&api.types);
    let mut needed: BTreeMap<&RustIdent, BTreeSet<Feature>> = BTreeMap::new();
    for resource in &api.resources {
        for file in files.reached(of_resource(api, resource)) {
            let features = needed.entry(file).or_default();
            features.extend(resource.feature.clone());
        }
    }
    let webhooks = api.webhooks.iter();
    for (webhooks, feature) in webhooks.filter_map(|found| Some((found, found.feature.clone()?))) {
        let payloads = webhooks.payloads().flat_map(TypeRef::named_types);
        for file in files.reached(payloads) {
            needed.entry(file).or_default().insert(feature.clone());
        }
    }
    let shared = needed
        .iter()
        .filter(|(_, features)| features.len() > MOST_FEATURES)
        .flat_map(|(file, _)| &files.types[*file]);
    let always = files.reached(shared.copied());
    let rest = files.types.keys().filter(|file| !always.contains(*file));
    rest.map(|file| {
        // Where no operation leads, only the name in the document asks for it.
        let features = needed.remove(file);
        let features = features.unwrap_or_else(|| BTreeSet::from([Feature::Full]));
        ((*file).clone(), features)
    })
    .collect()
}

/// The files of models.
struct Files<'t> {
    all: &'t Types,
    /// What each defines.
    types: BTreeMap<&'t RustIdent, Vec<TypeId>>,
}

impl<'t> Files<'t> {
    fn of(all: &'t Types) -> Self {
        let mut types: BTreeMap<&RustIdent, Vec<TypeId>> = BTreeMap::new();
        for (id, def) in all.iter() {
            types.entry(&def.file).or_default().push(id);
        }
        Self { all, types }
    }

    /// The files that are compiled where these types are: a file as a whole.
    fn reached(&self, roots: impl Iterator<Item = TypeId>) -> BTreeSet<&'t RustIdent> {
        let mut found = BTreeSet::new();
        let mut next: Vec<TypeId> = roots.collect();
        while let Some(id) = next.pop() {
            let file = &self.all.get(id).file;
            if found.insert(file) {
                let shapes = self.types[file].iter().map(|id| &self.all.get(*id).shape);
                next.extend(shapes.flat_map(Shape::parts).flat_map(TypeRef::named_types));
            }
        }
        found
    }
}

/// The types that the operations of a resource name.
fn of_resource(api: &Api, resource: &Resource) -> impl Iterator<Item = TypeId> {
    resource.operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let body = operation.body.iter().flat_map(|body| body.types());
        let error = operation.errors.map(|id| &api.errors[id.0]);
        let error_headers = error.and_then(|error| error.headers.as_ref());
        let headers = operation.headers.iter().chain(error_headers);
        let headers = headers.flat_map(|headers| &headers.headers);
        let errors = error.into_iter().flat_map(ErrorEnum::payloads);
        let responses = operation.payloads().chain(errors);
        let found: Vec<TypeId> = parameters
            .chain(body)
            .chain(headers.map(|header| &header.ty))
            .flat_map(TypeRef::named_types)
            .chain(responses.flat_map(of_payload))
            .collect();
        found
    })
}

fn of_payload(payload: &Payload) -> Vec<TypeId> {
    payload.ty().map(TypeRef::named_types).unwrap_or_default()
}
