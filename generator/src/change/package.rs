//! Compares what two packages are called and consist of.

use super::matched::{Matched, matched};
use super::pending_change::{PendingChange, scope};
use super::{Class, Scope, Subject, doc, operation, response, security, server, types, webhook};
use crate::ir::{Api, Package};

/// Everything that differs, as pending_changes.
pub(super) fn compare(old: &Package, new: &Package) -> Vec<PendingChange> {
    let mut pending_changes = names(old, new);
    let is_same = |before: &Api, after: &Api| before.module == after.module;
    for api in matched(&old.apis, &new.apis, is_same) {
        match api {
            Matched::Removed(before) => pending_changes.push(module_removed(before)),
            Matched::Kept(before, after) => pending_changes.extend(apis(before, after)),
            Matched::Added(after) => pending_changes.push(module_added(after)),
        }
    }
    pending_changes
}

fn of_package() -> Scope {
    Scope {
        module: String::new(),
        subject: Subject::Package,
        name: String::new(),
    }
}

fn names(old: &Package, new: &Package) -> Vec<PendingChange> {
    let scope = of_package();
    let mut pending_changes = Vec::new();
    if old.name != new.name {
        pending_changes.push(PendingChange::new(
            &scope,
            "package-renamed",
            Class::Major,
            format!("the package `{}` is called `{}`", old.name, new.name),
            "every `use` of the crate names it",
        ));
    }
    if old.credentials != new.credentials {
        pending_changes.push(
            PendingChange::new(
                &scope,
                "credential-sources-changed",
                Class::Major,
                "the client looks elsewhere for its settings",
                "a program that compiles may find no credentials",
            )
            .root("Config"),
        );
    }
    let manifest = |package: &Package| {
        let mut metadata = package.metadata.clone();
        metadata.guide.clear();
        (package.description.clone(), metadata)
    };
    if old.metadata.guide != new.metadata.guide {
        pending_changes.push(PendingChange::new(
            &scope,
            "guide-changed",
            Class::Docs,
            "the guide changed",
            "only the documentation says something else",
        ));
    }
    if manifest(old) != manifest(new) {
        pending_changes.push(PendingChange::new(
            &scope,
            "package-words-changed",
            Class::Docs,
            "the description, license or other metadata changed",
            "only the manifest says something else",
        ));
    }
    pending_changes
}

fn module_removed(api: &Api) -> PendingChange {
    let what = format!("the module `{}` is gone", api.module);
    let scope = scope(api, Subject::Api, "");
    PendingChange::new(
        &scope,
        "module-removed",
        Class::Major,
        what,
        "whatever used it does not compile",
    )
    .root(api.module.as_str())
}

fn module_added(api: &Api) -> PendingChange {
    let what = format!("there is a module `{}`", api.module);
    let scope = scope(api, Subject::Api, "");
    PendingChange::new(
        &scope,
        "module-added",
        Class::Minor,
        what,
        "there is more to use",
    )
    .root(api.module.as_str())
}

fn apis(old: &Api, new: &Api) -> Vec<PendingChange> {
    let mut pending_changes = about(old, new);
    pending_changes.extend(server::compare(old, new));
    pending_changes.extend(security::compare(old, new));
    pending_changes.extend(operation::compare(old, new));
    pending_changes.extend(response::errors(old, new));
    pending_changes.extend(types::compare(old, new));
    pending_changes.extend(webhook::compare(old, new));
    pending_changes
}

fn about(old: &Api, new: &Api) -> Vec<PendingChange> {
    let scope = scope(new, Subject::Api, "");
    let mut pending_changes = Vec::new();
    if (&old.title, &old.version) != (&new.title, &new.version) {
        pending_changes.push(PendingChange::new(
            &scope,
            "title-changed",
            Class::Docs,
            "the API's title or version changed",
            "it is in the documentation",
        ));
    } else {
        pending_changes.extend(doc::compare(&scope, "the API", &old.doc, &new.doc));
    }
    if old.error_summary != new.error_summary {
        pending_changes.push(PendingChange::new(
            &scope,
            "error-summary-changed",
            Class::Patch,
            "errors show other properties",
            "the text of an error differs",
        ));
    }
    pending_changes
}
