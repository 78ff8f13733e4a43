//! Compares what two packages are called and consist of.
//!
//! May not know: what an API holds.

use super::draft::{Draft, scope};
use super::{Class, Scope, Subject, doc, operation, response, security, server, types};
use crate::ir::{Api, Package};

/// Everything that differs, as drafts.
pub(super) fn compare(old: &Package, new: &Package) -> Vec<Draft> {
    let mut drafts = names(old, new);
    for before in &old.apis {
        if !new.apis.iter().any(|api| api.module == before.module) {
            drafts.push(module_removed(before));
        }
    }
    for after in &new.apis {
        match old.apis.iter().find(|api| api.module == after.module) {
            Some(before) => drafts.extend(apis(before, after)),
            None => drafts.push(module_added(after)),
        }
    }
    drafts
}

fn of_package() -> Scope {
    Scope {
        module: String::new(),
        subject: Subject::Package,
        name: String::new(),
    }
}

fn names(old: &Package, new: &Package) -> Vec<Draft> {
    let scope = of_package();
    let mut drafts = Vec::new();
    if old.name != new.name {
        drafts.push(Draft::new(
            &scope,
            "package-renamed",
            Class::Major,
            format!("the package `{}` is called `{}`", old.name, new.name),
            "every `use` of the crate names it",
        ));
    }
    if old.credentials != new.credentials {
        drafts.push(
            Draft::new(
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
        drafts.push(Draft::new(
            &scope,
            "guide-changed",
            Class::Docs,
            "the guide changed",
            "only the documentation says something else",
        ));
    }
    if manifest(old) != manifest(new) {
        drafts.push(Draft::new(
            &scope,
            "package-words-changed",
            Class::Docs,
            "the description, license or other metadata changed",
            "only the manifest says something else",
        ));
    }
    drafts
}

fn module_removed(api: &Api) -> Draft {
    let what = format!("the module `{}` is gone", api.module);
    let scope = scope(api, Subject::Api, "");
    Draft::new(
        &scope,
        "module-removed",
        Class::Major,
        what,
        "whatever used it does not compile",
    )
    .root(api.module.as_str())
}

fn module_added(api: &Api) -> Draft {
    let what = format!("there is a module `{}`", api.module);
    let scope = scope(api, Subject::Api, "");
    Draft::new(
        &scope,
        "module-added",
        Class::Minor,
        what,
        "there is more to use",
    )
    .root(api.module.as_str())
}

fn apis(old: &Api, new: &Api) -> Vec<Draft> {
    let mut drafts = about(old, new);
    drafts.extend(server::compare(old, new));
    drafts.extend(security::compare(old, new));
    drafts.extend(operation::compare(old, new));
    drafts.extend(response::errors(old, new));
    drafts.extend(types::compare(old, new));
    drafts
}

fn about(old: &Api, new: &Api) -> Vec<Draft> {
    let scope = scope(new, Subject::Api, "");
    let mut drafts = Vec::new();
    if (&old.title, &old.version) != (&new.title, &new.version) {
        drafts.push(Draft::new(
            &scope,
            "title-changed",
            Class::Docs,
            "the API's title or version changed",
            "it stands in the documentation",
        ));
    } else {
        drafts.extend(doc::compare(&scope, "the API", &old.doc, &new.doc));
    }
    if old.error_summary != new.error_summary {
        drafts.push(Draft::new(
            &scope,
            "error-summary-changed",
            Class::Patch,
            "errors show other properties",
            "the text of an error differs",
        ));
    }
    drafts
}
