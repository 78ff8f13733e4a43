//! Turns what rustdoc wrote about a crate into lines, one for each public item.

use std::fs;
use std::path::{Path, PathBuf};

use super::html::{Element, elements, inside, text, text_of};
use super::lines::{Line, spelled};
use crate::project::files_below;

/// What rustdoc lists beside items.
const NO_ITEMS: &[&str] = &["all.html"];

/// Every public item of a crate whose documentation is in a folder.
pub(super) fn lines(folder: &Path) -> Vec<Line> {
    let files = files_below(folder).into_iter();
    let pages = files.filter(|path| path.extension().is_some_and(|kind| kind == "html"));
    let pages = pages.filter(|path| NO_ITEMS.iter().all(|name| !path.ends_with(name)));
    pages.flat_map(|path| page(folder, &path)).collect()
}

fn page(folder: &Path, path: &Path) -> Vec<Line> {
    let html = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let below: PathBuf = path.strip_prefix(folder).unwrap_or(path).to_owned();
    let mut way: Vec<String> = below
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let name = way.pop().unwrap_or_default();
    let name = name.trim_end_matches(".html");
    let Some((kind, name)) = name.split_once('.') else {
        return module(&way.join("::"), &html);
    };
    // The way through a private module leads on to the public one.
    if html.contains("http-equiv=\"refresh\"") {
        return Vec::new();
    }
    way.push(name.to_owned());
    let way = way.join("::");
    // What implements a trait is on the page of what implements it.
    let own = ["id=\"implementors\"", "id=\"foreign-impls\""]
        .iter()
        .filter_map(|end| html.find(end));
    let own = own.min().filter(|_| kind == "trait").unwrap_or(html.len());
    let html = &html[..own];
    let mut lines = vec![declaration(kind, &way, html)];
    let list = inside(html, "implementations-list").unwrap_or_default();
    lines.extend(inherent(&way, list));
    lines.extend(given(
        &way,
        inside(html, "trait-implementations-list").unwrap_or_default(),
    ));
    let end = html
        .find("id=\"implementations\"")
        .or_else(|| html.find("id=\"trait-implementations\""));
    lines.extend(members(kind, &way, &html[..end.unwrap_or(html.len())]));
    lines
}

fn module(way: &str, html: &str) -> Vec<Line> {
    let names = elements(html)
        .into_iter()
        .filter(|found| found.id.starts_with("reexport."));
    let again = names.map(|found| {
        let text = text(found.inner);
        let target = text
            .trim()
            .trim_start_matches("pub use ")
            .trim_end_matches(';');
        let target = target.trim_start_matches("crate::");
        let name = found.id.trim_start_matches("reexport.");
        let path = if way.is_empty() {
            name.to_owned()
        } else {
            format!("{way}::{name}")
        };
        Line::alias(&path, target)
    });
    let own = (!way.is_empty()).then(|| Line::new("mod", way, ""));
    own.into_iter().chain(again).collect()
}

/// `pub struct Client<M = Async> { … }`
fn declaration(kind: &str, way: &str, html: &str) -> Line {
    let code = text_of(html, "class=\"rust item-decl\"").unwrap_or_default();
    let is_open = code.contains("#[non_exhaustive]");
    let rest = match kind {
        "type" => code
            .split_once('=')
            .map(|(_, target)| format!("={}", target.trim_end_matches(';'))),
        "fn" => code.split_once('(').map(|(_, rest)| format!("({rest}")),
        _ => None,
    };
    let kind = if is_open {
        format!("#[non_exhaustive] {kind}")
    } else {
        kind.to_owned()
    };
    let rest = rest.unwrap_or_default();
    match kind.as_str() {
        "type" => Line::alike(&kind, way, &rest),
        _ => Line::new(&kind, way, &rest),
    }
}

/// The functions of each block, below its type with its arguments.
fn inherent(way: &str, list: &str) -> Vec<Line> {
    let mut arguments = String::new();
    let mut lines = Vec::new();
    for found in elements(list) {
        let Some(code) = text_of(found.inner, "class=\"code-header\"") else {
            continue;
        };
        if found.id.starts_with("impl-") {
            let of = without_generics(&code);
            arguments = of
                .find('<')
                .map(|at| of[at..].to_owned())
                .unwrap_or_default();
        } else if found.id.starts_with("method.") {
            lines.push(function(&format!("{way}{}", spelled(&arguments)), &code));
        }
    }
    lines
}

/// `pub fn new(config: Config) -> Self`
fn function(owner: &str, code: &str) -> Line {
    let code = code.split_once("fn ").map_or(code, |(_, rest)| rest);
    let at = code.find(['(', '<']).unwrap_or(code.len());
    Line::new("fn", &format!("{owner}::{}", &code[..at]), &code[at..])
}

/// What traits give, and the types that go with them.
fn given(way: &str, list: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for found in elements(list) {
        let Some(code) = text_of(found.inner, "class=\"code-header\"") else {
            continue;
        };
        if found.id.starts_with("impl-") {
            let of = without_generics(&code);
            // What others can be made of it is on this page, too.
            let is_own = |of: &str| spelled(of).split('<').next() == way.rsplit("::").next();
            let of = of.split("where").next().unwrap_or(of);
            match of.rsplit_once(" for ") {
                Some((name, of)) if is_own(of) => lines.push(Line::new("impl", way, name)),
                _ => {}
            }
        } else if let Some(name) = found.id.strip_prefix("associatedtype.") {
            let target = code.split_once('=').map_or("", |(_, target)| target);
            let name = name
                .trim_end_matches(|c: char| c.is_ascii_digit())
                .trim_end_matches('-');
            lines.push(Line::alike(
                "type",
                &format!("{way}::{name}"),
                &format!("={target}"),
            ));
        }
    }
    lines
}

/// `impl<E: Debug> Debug for Error<E>` without what is after `impl`.
fn without_generics(code: &str) -> &str {
    let code = code.trim_start().trim_start_matches("impl");
    if !code.starts_with('<') {
        return code.trim_start();
    }
    let mut depth = 0;
    let end = code.char_indices().find(|(_, c)| {
        depth += match c {
            '<' => 1,
            '>' => -1,
            _ => 0,
        };
        depth == 0
    });
    end.map_or(code, |(at, _)| code[at + 1..].trim_start())
}

/// Fields, variants, and what a trait asks for.
fn members(kind: &str, way: &str, html: &str) -> Vec<Line> {
    let all = elements(html);
    let fields = |variant: &str| -> Vec<String> {
        let start = format!("variant.{variant}.field.");
        let own = all.iter().filter(|found| found.id.starts_with(&start));
        own.filter_map(|found| text_of(found.inner, "<code"))
            .collect()
    };
    let member = |found: &Element<'_>| {
        let (member, name) = found.id.split_once('.')?;
        let path = format!("{way}::{name}");
        let header = || text_of(found.inner, "class=\"code-header\"");
        match (kind, member) {
            (_, "structfield") => {
                let code = text_of(found.inner, "<code")?;
                Some(Line::new("field", &path, code.split_once(':')?.1))
            }
            ("enum", "variant") if !name.contains('.') => {
                let mut named = fields(name);
                named.retain(|field| !field.starts_with(|c: char| c.is_ascii_digit()));
                let braced = (!named.is_empty()).then(|| format!("{{{}}}", named.join(",")));
                let rest =
                    braced.unwrap_or_else(|| header().unwrap_or_default().replacen(name, "", 1));
                Some(Line::new("variant", &path, &rest))
            }
            ("trait", "tymethod" | "method") => Some(function(way, &header()?)),
            ("trait", "associatedtype") => Some(Line::new("type", &path, "")),
            ("trait", "associatedconstant") => {
                let code = header()?;
                let rest = code.split_once(':')?.1;
                Some(Line::new("const", &path, rest.split('=').next()?))
            }
            _ => None,
        }
    };
    all.iter().filter_map(member).collect()
}
