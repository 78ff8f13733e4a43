//! The pages of Markdown: every link leads somewhere, every section says
//! something, and nothing in them is HTML or a wreck of an encoding.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use simgen::GeneratedFile;

use crate::case::{self, Case};
use crate::spec;

/// What a page holds that matters here.
#[derive(Default)]
struct Page {
    /// What its headings are called in links.
    anchors: BTreeSet<String>,
    links: Vec<String>,
    /// Headings below which there is nothing.
    empty: Vec<String>,
    html: Vec<String>,
}

#[test]
fn every_link_of_a_page_leads_somewhere_and_every_section_says_something() {
    let fixtures = Case::all(".").into_iter().map(|case| {
        let (sources, root) = case.sources();
        let mut config = case::config("a-package", root);
        config.lists_api = true;
        (case.name, simgen::generate(&sources, &config).files)
    });
    let own = ("spec".to_owned(), spec::files());
    for (name, files) in fixtures.chain([own]) {
        let pages = pages(&files);
        assert!(pages.contains_key("docs/README.md"), "{name}");
        for (path, page) in &pages {
            assert_eq!(page.empty, Vec::<String>::new(), "{name}: {path}");
            assert_eq!(page.html, Vec::<String>::new(), "{name}: {path}");
            for link in page.links.iter().filter(|link| !link.contains("://")) {
                assert!(leads(&pages, path, link), "{name}: {path} links to {link}");
            }
        }
    }
}

#[test]
fn no_page_has_escapes_of_html_or_broken_letters() {
    for file in spec::files() {
        if file.path.starts_with("docs/") {
            for wreck in [
                "&amp;", "&lt;", "&gt;", "&quot;", "&#", "Ã", "â€", "\u{fffd}",
            ] {
                assert!(!file.text.contains(wreck), "{} has {wreck}", file.path);
            }
        }
    }
}

fn pages(files: &[GeneratedFile]) -> BTreeMap<&str, Page> {
    let pages = files.iter().filter(|file| file.path.starts_with("docs/"));
    pages
        .map(|file| (file.path.as_str(), page(&file.text)))
        .collect()
}

fn page(text: &str) -> Page {
    let mut page = Page::default();
    // Ours is the first comment, and the only one.
    let body = text.split_once("-->").map_or(text, |(_, body)| body);
    let mut heading: Option<(HeadingLevel, String)> = None;
    let mut open = false;
    for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                if let Some((above, name)) = heading.take()
                    && above >= level
                {
                    page.empty.push(name);
                }
                heading = Some((level, String::new()));
                open = true;
            }
            Event::End(TagEnd::Heading(_)) => {
                open = false;
                let name = heading.iter().map(|(_, name)| anchor(name));
                page.anchors.extend(name);
            }
            Event::Start(Tag::Link { dest_url, .. }) => page.links.push(dest_url.into_string()),
            Event::Html(html) | Event::InlineHtml(html) => page.html.push(html.into_string()),
            Event::Text(words) | Event::Code(words) => match &mut heading {
                Some((_, name)) if open => name.push_str(&words),
                _ => heading = None,
            },
            _ => {}
        }
    }
    page.empty.extend(heading.map(|(_, name)| name));
    page
}

/// As code hosts name headings.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    let is_kept = |found: &char| found.is_alphanumeric() || matches!(found, '-' | '_');
    kept.chars().filter(is_kept).collect()
}

fn leads(pages: &BTreeMap<&str, Page>, from: &str, link: &str) -> bool {
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    let path = match file {
        "" => from.to_owned(),
        file => {
            for part in file.split('/') {
                match part {
                    ".." => drop(folders.pop()),
                    part => folders.push(part),
                }
            }
            folders.join("/")
        }
    };
    let page = pages.get(path.as_str());
    page.is_some_and(|page| anchor.is_empty() || page.anchors.contains(anchor))
}
