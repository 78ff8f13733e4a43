//! Turns a package into pages of Markdown below `docs/`, which say what
//! rustdoc says, for those who read on a code host.

mod guide;
mod models;
mod resource;

use super::doc::DocComment;
use super::markdown::{self, Headings};
use super::scope::MODELS_PAGE;
use super::{Job, client, header, server};
use crate::format::{Content, EmittedFile};
use crate::ir::{Api, Doc, Package, Resource, SHARED};
use crate::names::listed;

pub(super) use guide::links as guide_links;

/// The index, the guide, a page for each resource, and one for the types of each API.
pub(super) fn files(package: &Package) -> impl Iterator<Item = Job<'_>> {
    let first = [
        Job::one(move || index(package)),
        Job::some(move || guide::files(package)),
    ];
    let all = package.apis.iter().chain(&package.shared);
    let resources = all.flat_map(move |api| {
        let own = api.own_resources().iter();
        own.map(move |of| Job::one(move || resource::page(package, api, of)))
    });
    let apis = package.apis.iter();
    let models = apis.map(move |api| Job::some(move || models::page(package, &[api])));
    let shared = || models::page(package, &package.shared.iter().collect::<Vec<_>>());
    first
        .into_iter()
        .chain(resources)
        .chain(models)
        .chain([Job::some(shared)])
}

/// The way back, from a page in a folder of the index.
const TO_INDEX: &str = "[All pages](../README.md)";

/// The modules that something on a shared page holds for.
#[derive(PartialEq, Eq)]
struct Holders<'a>(Vec<&'a str>);

impl<'a> Holders<'a> {
    fn of(package: &'a Package, has: impl Fn(&Api) -> bool) -> Self {
        let apis = package.apis.iter().filter(|api| has(api));
        Self(apis.map(|api| api.module.as_str()).collect())
    }

    /// `` Holds for `v1` and `v2`. ``; nothing for no module.
    fn sentence(&self) -> Option<String> {
        let names = listed(self.0.iter().copied(), "and")?;
        Some(format!("Holds for {names}."))
    }

    /// The same where the page says something else.
    fn unless(&self, page: &Self) -> Option<String> {
        self.sentence().filter(|_| self != page)
    }
}

/// `docs/README.md`
fn index(package: &Package) -> EmittedFile {
    let description = package.description.as_deref().map(markdown::line);
    let comment = DocComment::default()
        .block([format!("# {}", markdown::line(&package.name))])
        .maybe(description.filter(|text| !text.is_empty()));
    let comment = guide::list(comment, package);
    let comment = package.apis.iter().fold(comment, of_api);
    page(package, "README", &comment)
}

/// An API's part of the index.
fn of_api(comment: DocComment, api: &Api) -> DocComment {
    let module = api.module.as_str();
    let pages = [
        (models::is_needed(api), module),
        (!api.shared.models.is_empty(), SHARED),
    ];
    let pages = pages.into_iter().filter(|(is_there, _)| *is_there);
    let links = pages.map(|(_, folder)| format!("[models]({folder}/{MODELS_PAGE}.md)"));
    let links: Vec<_> = links.collect();
    let models = (!links.is_empty()).then(|| {
        let links = links.join(" and ");
        format!("The types of bodies and responses: {links}.")
    });
    // The title is there with the version.
    let words = Doc {
        summary: None,
        ..api.doc.clone()
    };
    comment
        .block([format!("## `{module}`")])
        .block([format!("{}.", client::title(api))])
        .words(&words, Headings::Bold)
        .below(2)
        .section("Base URL", server::docs(&api.servers))
        .below(0)
        .table(
            ["Resource", "Operations"],
            api.resources.iter().map(|resource| {
                let pages = pages_of(api, resource).into_iter();
                let links = pages.map(|folder| {
                    let name = resource.module.as_str();
                    format!("[{}]({folder}/{name}.md)", title(resource))
                });
                let links: Vec<_> = links.collect();
                [links.join(" and "), calls(api, resource)]
            }),
        )
        .maybe(models)
}

/// The folders with a page for a resource.
fn pages_of<'a>(api: &'a Api, resource: &Resource) -> Vec<&'a str> {
    let own = api.own_resource(resource).map(|_| api.module.as_str());
    let shared = api.shared.operations.get(resource.module.as_str());
    own.into_iter().chain(shared.map(|_| SHARED)).collect()
}

/// Links to the operations of a resource; their number where there are many.
fn calls(api: &Api, resource: &Resource) -> String {
    const MANY: usize = 20;
    if resource.operations.len() > MANY {
        return resource.operations.len().to_string();
    }
    let page = resource.module.as_str();
    let links = resource.operations.iter().map(|operation| {
        let folder = match api.has_operation(resource, operation) {
            true => api.module.as_str(),
            false => SHARED,
        };
        let name = operation.ident.as_str();
        format!("[`{name}`]({folder}/{page}.md#{name})")
    });
    links.collect::<Vec<_>>().join(", ")
}

/// The tag, which may be empty.
fn title(resource: &Resource) -> String {
    match markdown::line(&resource.tag) {
        tag if tag.is_empty() => "Operations without a tag".to_owned(),
        tag => tag,
    }
}

/// `docs/<path>.md`
fn page(package: &Package, path: &str, comment: &DocComment) -> EmittedFile {
    EmittedFile {
        path: format!("docs/{path}.md"),
        header: header::in_markdown(package),
        content: Content::Text(format!("{}\n", comment.text())),
    }
}
