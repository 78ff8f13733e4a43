//! What SailPoint's pages tell of the seven operations, as facts, held against what the
//! generated documentation says: the pages of Markdown and the comments of the code.

mod table;
mod texts;

use regex::Regex;

use table::{FACTS, ON_PAGES, OPERATIONS, SERVERS, VERSIONS};
use texts::{Said, Texts};

/// Where a fact must be.
#[derive(Clone, Copy, Debug)]
enum Where {
    /// In each module's section of the index, and in the documentation of the module.
    Index,
    /// On the page and on the type of one operation.
    Of(&'static str),
    /// The same for each operation.
    EachOperation,
    /// The same for the operations of one integration.
    WithId,
    /// The same for those whose body is an integration.
    WithDetails,
    /// The same for those whose body is a JSON Patch.
    WithPatch,
    /// On the page and in the code of the errors.
    Errors,
    /// On the page and in the code of one schema.
    Model(&'static str),
}

impl Said {
    /// Which of the two texts does not say a fact.
    fn lacks(&self, fact: &str) -> impl Iterator<Item = &'static str> {
        let texts = [("page", &self.page), ("code", &self.code)];
        let fact = pattern(fact);
        let lacks = texts.map(|(name, text)| (!fact.is_match(text)).then_some(name));
        lacks.into_iter().flatten()
    }

    fn both(&self) -> [&str; 2] {
        [&self.page, &self.code]
    }
}

/// What is between two words of a fact may be on several lines.
fn pattern(fact: &str) -> Regex {
    let fact = fact.replace(".*", r"(?:.|\s){0,300}?").replace(' ', r"\s+");
    Regex::new(&fact.replace(r"\s+?", r"\s*")).expect(&fact)
}

fn says(text: &str, fact: &str) -> bool {
    pattern(fact).is_match(text)
}

#[test]
fn every_fact_of_the_vendors_pages_is_said() {
    let texts = Texts::read();
    let mut missing = Vec::new();
    for (place, fact) in FACTS {
        for said in texts.all(*place) {
            let lacks = said.lacks(fact);
            missing.extend(lacks.map(|name| format!("no {name} says ({place:?}): {fact}")));
        }
    }
    for (place, fact) in ON_PAGES {
        for said in texts.all(*place) {
            if !says(&said.page, fact) {
                missing.push(format!("no page says ({place:?}): {fact}"));
            }
        }
    }
    missing.dedup();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_module_says_its_base_urls() {
    let texts = Texts::read();
    for version in &VERSIONS {
        let said = texts.index(version.module, "client");
        for (server, variable) in SERVERS {
            let url = format!("`{server}{}`", version.base_path);
            for text in said.both() {
                assert!(text.contains(&url), "{}: {url}", version.module);
                assert!(text.contains(variable), "{}: {variable}", version.module);
            }
        }
    }
}

#[test]
fn every_operation_says_its_path_in_each_module() {
    let texts = Texts::read();
    for operation in &OPERATIONS {
        let said = texts.of(operation);
        let (method, below) = operation.call;
        for version in &VERSIONS {
            let call = format!("{method} {}{below}", version.collection);
            // The operations are emitted from the last document, `v1`.
            let fact = match version.module {
                "v1" => format!("`{}`, and", regex::escape(&call)),
                module => format!("`{}` in [^.]*`{module}`", regex::escape(&call)),
            };
            let lacks: Vec<_> = said.lacks(&fact).collect();
            assert!(
                lacks.is_empty(),
                "{lacks:?} of {}: {fact}",
                operation.method
            );
        }
    }
}

/// Links lead to the vendor's pages that are known, and no page is made up.
#[test]
fn every_operation_links_the_vendors_pages_of_each_module_that_has_them() {
    let texts = Texts::read();
    for operation in &OPERATIONS {
        for text in texts.of(operation).both() {
            for version in &VERSIONS {
                let pages = format!("developer.sailpoint.com/docs/api/{}/", version.module);
                let link = format!("{pages}{})", operation.page);
                match version.has_pages {
                    true => assert!(text.contains(&link), "{}: {link}", operation.method),
                    false => assert!(!text.contains(&pages), "{}: {pages}", operation.method),
                }
            }
        }
    }
    for version in VERSIONS.iter().filter(|version| version.has_pages) {
        let code = texts.index(version.module, "sim_integrations").code;
        let link = format!(
            "developer.sailpoint.com/docs/api/{}/sim-integrations",
            version.module
        );
        assert!(code.contains(&link), "{link}");
    }
}

/// What the vendor's pages have wrong, or nobody knows, is not said.
#[test]
fn what_the_pages_have_wrong_is_not_repeated() {
    let texts = Texts::read();
    for place in [
        Where::Of("get_sim_integrations"),
        Where::Of("create_sim_integration"),
    ] {
        for said in texts.all(place) {
            for text in said.both() {
                assert!(!says(text, "integration has this `id`"), "{place:?}");
            }
        }
    }
    for said in texts.all(Where::Of("patch_before_provisioning_rule")) {
        for text in said.both() {
            assert!(says(text, "does not say whether paths count"));
            assert!(!says(text, r#""/name"#));
        }
    }
    for said in texts.all(Where::Of("delete_sim_integration")) {
        for text in said.both() {
            assert!(says(text, "Removes the integration"));
        }
    }
}
