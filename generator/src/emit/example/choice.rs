//! Turns a package into the operations that its examples show.

use super::site::Site;
use super::{patch::Patch, value};
use crate::ir::{Api, BodyKind, ErrorEnum, Method, Operation, Package, ParameterPlace, TypeRef};

/// What there is to show.
pub(super) struct Choice<'a> {
    pub(super) package: &'a Package,
    pub(super) api: &'a Api,
    pub(super) site: Site<'a>,
    /// Needs nothing but a client, and gives a list if any does.
    pub(super) list: Option<&'a Operation>,
    /// A POST with a JSON body.
    pub(super) create: Option<&'a Operation>,
    pub(super) patch: Option<(&'a Operation, Patch<'a>)>,
    /// Documents errors; asks for one thing by its id if any does.
    pub(super) failing: Option<(&'a Operation, &'a ErrorEnum)>,
}

impl<'a> Choice<'a> {
    /// Shows the last API that has an operation: the newest, where they are versions.
    pub(super) fn of(package: &'a Package) -> Option<Self> {
        let has_operations = |api: &&Api| {
            let mut resources = api.resources.iter();
            resources.any(|resource| !resource.operations.is_empty())
        };
        let api = package.apis.iter().rev().find(has_operations)?;
        let callable: Vec<&Operation> = api
            .operations()
            .filter(|operation| !operation.deprecated)
            .collect();
        let mut choice = Self {
            package,
            api,
            site: Site::of(api),
            list: None,
            create: None,
            patch: None,
            failing: None,
        };
        let callable: Vec<_> = callable
            .into_iter()
            .filter(|operation| value::arguments(&choice.site, operation).is_some())
            .collect();
        choice.list = list(&choice, &callable);
        choice.create = callable
            .iter()
            .copied()
            .find(|operation| operation.method == Method::Post && creates(&choice, operation));
        choice.patch = callable
            .iter()
            .find_map(|operation| Some((*operation, Patch::of(api, operation)?)));
        choice.failing = failing(&choice, &callable);
        Some(choice)
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_none()
            && self.create.is_none()
            && self.patch.is_none()
            && self.failing.is_none()
    }
}

fn list<'a>(choice: &Choice<'a>, callable: &[&'a Operation]) -> Option<&'a Operation> {
    let plain = || {
        callable.iter().copied().filter(|operation| {
            operation.method == Method::Get
                && operation.body.is_none()
                && !operation
                    .parameters
                    .iter()
                    .any(|parameter| parameter.is_argument())
        })
    };
    plain()
        .find(|operation| is_list(choice, operation))
        .or_else(|| plain().next())
}

/// Whether an operation's only success is a list.
pub(super) fn is_list(choice: &Choice<'_>, operation: &Operation) -> bool {
    let output = operation.output();
    let resolved = output.json().map(|ty| choice.api.types.resolve(ty));
    matches!(resolved, Some(TypeRef::List(_)))
}

fn creates(choice: &Choice<'_>, operation: &Operation) -> bool {
    let json = operation
        .body
        .as_ref()
        .is_some_and(|body| body.required && matches!(body.kind, BodyKind::Json(_)));
    json && value::body(&choice.site, operation).is_some()
}

fn failing<'a>(
    choice: &Choice<'a>,
    callable: &[&'a Operation],
) -> Option<(&'a Operation, &'a ErrorEnum)> {
    let with_errors = || {
        callable.iter().copied().filter_map(|operation| {
            let errors = &choice.api.errors[operation.errors?.0];
            (operation.body.is_none() && operation.method == Method::Get)
                .then_some((operation, errors))
        })
    };
    with_errors()
        .find(|(operation, _)| by_id(operation))
        .or_else(|| with_errors().next())
}

/// Whether its path names one thing.
pub(super) fn by_id(operation: &Operation) -> bool {
    let arguments = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument());
    let places: Vec<_> = arguments.map(|parameter| parameter.place).collect();
    places == [ParameterPlace::Path]
        && operation.parameters.iter().any(|parameter| {
            parameter.is_argument()
                && parameter.ty == TypeRef::Primitive(crate::ir::Primitive::String)
        })
}
