//! Turns one emitted file into text: blank lines between items, the printer, line breaks
//! where rustfmt has them, the words of comments, the header.
//!
//! Must not know: what an operation is. Each file is formatted by itself, so
//! the caller may spread files over threads.

mod file;
mod lines;
mod printer;
mod spacing;

use memchr::memmem;
use syn::{Attribute, File, Item, ItemFn, Stmt};

use crate::generated_file::GeneratedFile;
use spacing::spaced;

pub(crate) use file::COMMENT;
pub use file::{Code, Content, EmittedFile};

/// Formats one file.
pub fn file(file: EmittedFile) -> GeneratedFile {
    with_items(file).0
}

/// Formats one file, and hands out the items that were printed where it is
/// Rust, so that nobody has to parse it again.
pub fn with_items(file: EmittedFile) -> (GeneratedFile, Option<Vec<Item>>) {
    let (text, items) = match file.content {
        Content::Rust(code) => {
            let (text, items) = printed(&file.header, code);
            (text, Some(items))
        }
        Content::Text(text) if file.header.is_empty() => (text, None),
        Content::Text(text) => {
            let mut out = headed(&file.header, text.is_empty(), text.len());
            out.push_str(&text);
            (out, None)
        }
    };
    let path = file.path;
    (GeneratedFile { path, text }, items)
}

/// The beginning of a file, with room for the rest.
fn headed(header: &str, is_rest_empty: bool, room: usize) -> String {
    let mut out = String::with_capacity(header.len() + 2 + room);
    out.push_str(header);
    out.push_str(match (header.is_empty(), is_rest_empty) {
        (true, _) => "",
        (false, true) => "\n",
        (false, false) => "\n\n",
    });
    out
}

/// The text of a file of Rust, and the items as they were printed.
fn printed(header: &str, code: Code) -> (String, Vec<Item>) {
    let items = text_of(code.attributes, &code.items);
    // The texts stay in memory until the crate is written, so they have hardly more room than
    // they need.
    let comments: usize = code
        .comments
        .iter()
        .map(|text| text.len() * 9 / 8 + 16)
        .sum();
    let room = items.len() + comments + code.docs.len() * 9 / 8 + 16;
    let is_empty = items.is_empty() && code.docs.is_empty();
    let mut text = headed(header, is_empty, room);
    comment(&mut text, "//!", &code.docs);
    if !code.docs.is_empty() && !items.is_empty() {
        text.push('\n');
    }
    put_in(&mut text, &items, &code.comments);
    (text, code.items)
}

/// The text of a file: of each item by itself, as few have to be left to prettyplease.
fn text_of(attributes: Vec<Attribute>, items: &[Item]) -> String {
    let mut out = String::new();
    if !attributes.is_empty() {
        out.push_str(&by_prettyplease(attributes, &[]));
    }
    let mut rest = items;
    while let [first, ..] = rest {
        if !out.is_empty() {
            out.push('\n');
        }
        let begin = out.len();
        let imports = rest.iter().position(|item| !is_import(item));
        let imports = imports.unwrap_or(rest.len());
        let (group, next) = rest.split_at(imports.max(1));
        let written = match imports {
            0 => printer::item(&mut out, first),
            // Those that are together are sorted.
            _ => printer::imports(group).map(|text| out.push_str(&lines::broken(&text))),
        };
        if written.is_none() {
            out.truncate(begin);
            out.push_str(&by_prettyplease(Vec::new(), group));
        }
        rest = next;
    }
    out
}

/// An import or the declaration of a module.
fn is_import(item: &Item) -> bool {
    match item {
        Item::Use(_) => true,
        Item::Mod(module) => module.content.is_none(),
        _ => false,
    }
}

/// What prettyplease makes of any items, with other line breaks.
fn by_prettyplease(attributes: Vec<Attribute>, items: &[Item]) -> String {
    let file = file_of(attributes, spaced(items.to_vec()));
    lines::broken(&prettyplease::unparse(&file))
}

fn file_of(attrs: Vec<Attribute>, items: Vec<Item>) -> File {
    File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    }
}

/// Writes the items with the texts of their comments. `    ///#17` is the mark of text 17, and
/// `    ///` what its lines start with. In a text that looks like one, something is before it.
fn put_in(out: &mut String, items: &str, comments: &[String]) {
    let mut rest = items;
    let mut at = 0;
    while let Some(found) = memmem::find(&rest.as_bytes()[at..], MARK.as_bytes()) {
        let mark = at + found;
        let begin = rest[..mark].trim_end_matches(' ').len();
        let is_first = begin == 0 || rest.as_bytes()[begin - 1] == b'\n';
        at = mark + MARK.len();
        if !is_first {
            continue;
        }
        let (number, after) = rest[at..].split_once('\n').unwrap_or((&rest[at..], ""));
        let number: usize = number
            .trim_end()
            .parse()
            .expect("a mark ends with its number");
        out.push_str(&rest[..begin]);
        comment(out, &rest[begin..at - COMMENT.len()], &comments[number]);
        (rest, at) = (after, 0);
    }
    out.push_str(rest);
}

/// What a mark begins with.
const MARK: &str = "///#";

/// Writes each line of a comment below this start.
fn comment(out: &mut String, start: &str, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest[..end].trim_end();
        rest = rest.get(end + 1..).unwrap_or_default();
        out.push_str(start);
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Formats what is in a function, as the lines of an example in a comment.
pub(crate) fn statements(statements: Vec<Stmt>) -> Vec<String> {
    let text = printer::statements(&statements, lines::TAB);
    let text = text.unwrap_or_else(|| {
        let mut function: ItemFn = syn::parse_quote!(
            fn example() {}
        );
        function.block.stmts = statements;
        by_prettyplease(Vec::new(), &[Item::Fn(function)])
    });
    // Those of the function are less deep.
    let lines = text.lines().map(|line| line.strip_prefix("    "));
    lines.flatten().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_becomes_its_words_and_a_text_that_looks_like_one_stays() {
        let syntax: File = syn::parse_quote! {
            #[doc = "#0"]
            pub struct Pet {
                #[doc = "#1"]
                pub name: String,
            }
            const LOOKS: [&str; 2] = ["///#0", "\n///#1\n"];
        };
        let code = Code {
            docs: "All of it.\n\nAnd more.".to_owned(),
            attributes: vec![syn::parse_quote!(#![cfg_attr(docsrs, feature(doc_cfg))])],
            items: syntax.items,
            comments: vec![
                "A pet.\n\n# Names  \n`///#1`".to_owned(),
                "Its name.".to_owned(),
            ],
        };
        let text = "\
//! All of it.
//!
//! And more.

#![cfg_attr(docsrs, feature(doc_cfg))]

/// A pet.
///
/// # Names
/// `///#1`
pub struct Pet {
    /// Its name.
    pub name: String,
}

const LOOKS: [&str; 2] = [\"///#0\", \"\\n///#1\\n\"];
";
        assert_eq!(printed("", code).0, text);
    }

    /// The items of each, beside each other in one file.
    const FORMS: &[&str] = &[
        "use super::z::{Long, Names};\nuse crate::a;\nuse crate::b as c;\n#[cfg(feature = \"a\")]\nmod b;\nmod a;\npub use a::{C, B};",
        "#[derive(Clone, Debug)]\n#[non_exhaustive]\npub struct Pet { #[doc = \"#0\"] pub name: String, #[deprecated] pub tags: Option<Vec<Tag>>, }",
        "#[must_use = \"a request does nothing until it is sent\"]\npub struct ListPets<M = Async>(RequestBuilder<M>);",
        "pub enum Kind { Cat, #[doc = \"#1\"] Dog(Box<Dog>), Unknown(String, u8), }",
        "#[cfg(any(feature = \"some-long-name-of-a-feature\", feature = \"another-long-name-of-a-feature\", test))]\npub(crate) type Tags = BTreeMap<String, Vec<Tag>>;",
        "impl<M> Trait<M> for Type<'_, M> {}\nimpl Type { type A = B; type C = (); const D: &'static [Self] = &[Self::A]; const E: fn(String) -> Self = Self::F; fn a() {} }",
        "impl Pet { pub fn new(name: impl Into<String>, kind: impl Into<SomeKindOfAPetWithAName>, a: u8, b: (u8, [u8])) -> Self { Self { name: name.into(), kind, tags: None, rest: Map::new() } } fn short() -> Self { Self { a: 1 } } }",
        "impl Pet { pub fn with_name(mut self, value: impl Into<String>) -> Self { self.name = Some(Some(value.into())); self.a_longer_name_of_a_field = Some(into_list::<SomeLongNameOfAType>(value).also_this()); self } }",
        "impl Get { pub fn limit(self, value: i32) -> Self { Self(self.0.set(Parameter::query(\"for-subadmin\"), &value.into())) } fn b(self) -> Self { Self(self.0.set(Parameter::query(\"a-name-that-is-longer\"), &value.into(), &something)) } }",
        "impl Debug for Pet { fn fmt(&self, out: &mut Formatter<'_>) -> Result { out.debug_struct(\"Pet\").field(\"name\", &self.name).field(\"kind\", &self.kind).finish() } fn b(&self) -> R { a.b().c() } }",
        "impl Operation for Get { const DESCRIPTION: Description = Description { id: \"get\", security: &[&[Requirement::new(\"userAuth\", &[\"some:scope:read\", \"another:scope:read\"])]], servers: None, }; fn decode(response: &RawResponse) -> Decoder<'_, Self::Output> { ResponseDecoder::new(response).json(Status::exactly(200), |value| value).empty(204) } }",
        "impl Kind { fn as_str(&self) -> &str { match self { Self::Cat => \"CAT\", Self::Dog(_) => <Self as Named<u8>>::NAME, Self::Other(text) => a_function_of_a_long_name(text, &[a_value, another_value], the_last).await?, } } }",
        "model!(Pet { name: required(\"name\"), kind: optional_nullable(\"kind\", read_only), ..rest });\noperation!(ListPets);\nlist!(a, b::C, &[1, 2]);",
        "const A: &str = \"true\";\npub static B: &[Entry] = &[Entry::new(\"a\").words(\"some words that are longer\").more(\"words of all kinds\")];",
        "fn f() { if a { b() } else { c() } }\nimpl A { fn g(&self) -> u8 { let x = y(|z| { z }); x } }",
        "impl<'de, T: Read<'de> + 'static> A<T> { fn read<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> { let found = self.read(json)?; Ok(*found) } }",
    ];

    #[test]
    fn what_is_printed_straight_is_what_prettyplease_and_the_line_breaker_make_of_it() {
        for form in FORMS {
            let file: File = syn::parse_str(form).expect("it is Rust");
            let by_prettyplease = by_prettyplease(file.attrs.clone(), &file.items);
            assert_eq!(text_of(file.attrs, &file.items), by_prettyplease);
        }
    }

    #[test]
    fn what_a_large_crate_has_thousands_of_is_printed_straight() {
        let unknown = FORMS.iter().filter(|form| {
            let file: File = syn::parse_str(form).expect("it is Rust");
            let mut others = file.items.iter().filter(|item| !is_import(item));
            others.any(|item| printer::item(&mut String::new(), item).is_none())
        });
        let unknown: Vec<_> = unknown.collect();
        // What has a block within is left to prettyplease.
        assert_eq!(unknown.len(), 1, "{unknown:#?}");
    }
}
