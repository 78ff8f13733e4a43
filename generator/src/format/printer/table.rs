//! Prints tables of metadata whose texts no line holds. rustfmt leaves a statement as it is where
//! one of its texts is too long, and any layout would do; this is the one of shorter tables, so
//! that a text that grows changes no other line.

use syn::punctuated::Punctuated;
use syn::{Expr, ExprMethodCall, ExprStruct, Token};

use super::expression::{expression, literal, member, method};
use super::list;
use super::tokens::attributes;
use super::ty::{In, path};
use super::vertical::{FIELDS, links};
use crate::format::lines::{MAX, TAB, USUAL, fits, indented, width};

type Arguments = Punctuated<Expr, Token![,]>;

/// Whether a text is longer than a line, wherever it begins.
pub(super) fn is_wide(of: &Expr) -> bool {
    has_part(of, &is_long)
}

fn is_long(of: &Expr) -> bool {
    let mut text = String::new();
    matches!(of, Expr::Lit(of) if literal(&mut text, &of.lit).is_some()) && width(&text) > MAX
}

/// Whether it takes several lines wherever it is: a long text, or a literal of a struct.
fn is_broken(of: &Expr) -> bool {
    has_part(of, &|part| is_long(part) || is_long_record(part))
}

/// Whether it is a literal of a struct whose fields have lines of their own.
fn is_long_record(of: &Expr) -> bool {
    let mut text = String::new();
    let Expr::Struct(_) = of else {
        return false;
    };
    let written = expression(&mut text, of);
    let fields = written.and_then(|()| text.strip_suffix(" }")?.split_once(" { "));
    fields.is_none_or(|(_, fields)| width(fields) > FIELDS)
}

/// Whether a value or a part of it is so.
fn has_part(of: &Expr, is_so: &dyn Fn(&Expr) -> bool) -> bool {
    let has_one = |parts: &Arguments| parts.iter().any(|part| has_part(part, is_so));
    is_so(of)
        || match of {
            Expr::Reference(of) => has_part(&of.expr, is_so),
            Expr::Array(of) => has_one(&of.elems),
            Expr::Tuple(of) => has_one(&of.elems),
            Expr::Call(of) => has_one(&of.args),
            Expr::MethodCall(of) => has_part(&of.receiver, is_so) || has_one(&of.args),
            Expr::Struct(of) => of.fields.iter().any(|field| has_part(&field.expr, is_so)),
            _ => false,
        }
}

/// Whether a chain has a link a line, and begins behind what is on its line already.
pub(super) fn is_long_chain(line: &str, of: &Expr) -> Option<bool> {
    let Expr::MethodCall(chain) = of else {
        return Some(false);
    };
    let (first, links) = links(chain);
    let mut row = line.to_owned();
    expression(&mut row, first)?;
    let begins = fits(&row, &row[line.len()..], 0);
    row.clear();
    expression(&mut row, of)?;
    Some(begins && links.len() > 1 && width(&row) > USUAL)
}

/// Writes a value, where a line so deep has begun and a sign follows.
pub(super) fn table(out: &mut String, of: &Expr, indent: usize) -> Option<()> {
    if let Expr::Reference(of) = of
        && of.attrs.is_empty()
        && of.mutability.is_none()
    {
        out.push('&');
        return table(out, &of.expr, indent);
    }
    if let Expr::Struct(literal) = of
        && is_long_record(of)
    {
        return record(out, literal, indent);
    }
    match of {
        Expr::Array(of) if of.attrs.is_empty() => bracketed(out, '[', &of.elems, ']', indent),
        // One alone has a comma.
        Expr::Tuple(of) if of.attrs.is_empty() && of.elems.len() > 1 => {
            bracketed(out, '(', &of.elems, ')', indent)
        }
        Expr::Call(of) if of.attrs.is_empty() && matches!(*of.func, Expr::Path(_)) => {
            expression(out, &of.func)?;
            bracketed(out, '(', &of.args, ')', indent)
        }
        Expr::MethodCall(last) => chain(out, of, last, indent),
        // It may be too long for its line.
        _ => expression(out, of),
    }
}

/// `first.link().link()` on one line, or with a link a line.
fn chain(out: &mut String, of: &Expr, last: &ExprMethodCall, indent: usize) -> Option<()> {
    let begin = out.len();
    let (first, links) = links(last);
    if !is_broken(of) && expression(out, of).is_some() {
        let is_short = links.len() == 1 || width(&out[begin..]) <= USUAL;
        if is_short && is_line(out) {
            return Some(());
        }
    }
    out.truncate(begin);
    table(out, first, indent)?;
    let is_one_line = !out[begin..].contains('\n');
    let indent = if is_one_line { indent + TAB } else { indent };
    for link in links {
        out.push('\n');
        indented(out, indent);
        method(out, link)?;
        arguments(out, &link.args, indent)?;
    }
    Some(())
}

/// `Name { … }` with a line for each field, or several.
fn record(out: &mut String, of: &ExprStruct, indent: usize) -> Option<()> {
    if of.qself.is_some() || of.rest.is_some() {
        return None;
    }
    path(out, &of.path, In::Expression)?;
    out.push_str(" {\n");
    for field in &of.fields {
        attributes(out, &field.attrs, indent + TAB)?;
        indented(out, indent + TAB);
        member(out, &field.member);
        if field.colon_token.is_some() {
            out.push_str(": ");
            table(out, &field.expr, indent + TAB)?;
        }
        out.push_str(",\n");
    }
    indented(out, indent);
    out.push('}');
    Some(())
}

/// What a method is called with.
fn arguments(out: &mut String, of: &Arguments, indent: usize) -> Option<()> {
    if let (Some(list @ Expr::Reference(_)), 1) = (of.first(), of.len()) {
        // The brackets of the list are beside those of the call.
        out.push('(');
        table(out, list, indent)?;
        out.push(')');
        return Some(());
    }
    bracketed(out, '(', of, ')', indent)
}

/// Values in brackets on one line, or with a line for each of them. One alone may be as long as
/// it is.
fn bracketed(
    out: &mut String,
    open: char,
    of: &Arguments,
    close: char,
    indent: usize,
) -> Option<()> {
    let begin = out.len();
    out.push(open);
    if !of.iter().any(is_broken) && list(out, of, expression).is_some() {
        let is_short = of.len() == 1 || width(&out[begin + 1..]) <= USUAL;
        out.push(close);
        if is_short && is_line(out) {
            return Some(());
        }
    }
    out.truncate(begin);
    rows(out, open, of, close, indent)
}

/// A line for each of these, or several.
fn rows(out: &mut String, open: char, of: &Arguments, close: char, indent: usize) -> Option<()> {
    out.push(open);
    if let (Some(only @ Expr::Struct(record)), 1) = (of.first(), of.len())
        && record.attrs.is_empty()
    {
        // Its brackets are beside those of the list.
        table(out, only, indent)?;
        out.push(close);
        return Some(());
    }
    out.push('\n');
    for part in of {
        if let Expr::Struct(record) = part {
            attributes(out, &record.attrs, indent + TAB)?;
        }
        indented(out, indent + TAB);
        table(out, part, indent + TAB)?;
        out.push_str(",\n");
    }
    indented(out, indent);
    out.push(close);
    Some(())
}

/// Whether the last line has room for a sign.
fn is_line(out: &str) -> bool {
    let begin = memchr::memrchr(b'\n', out.as_bytes()).map_or(0, |at| at + 1);
    width(&out[begin..]) < MAX
}

#[cfg(test)]
mod tests {
    use super::super::item;

    /// The item that this is the text of, printed.
    fn printed(code: &str) -> String {
        let item_of: syn::Item = syn::parse_str(code).expect("it is Rust");
        let mut out = String::new();
        item(&mut out, &item_of).expect("a form that is known");
        out
    }

    #[test]
    fn a_text_that_grows_longer_than_a_line_changes_no_other_line() {
        let long = |words| {
            format!(
                "\n            \"{}\",\n        ",
                "All pets. ".repeat(words)
            )
        };
        for text in ["\"All pets.\"".to_owned(), long(9), long(20)] {
            let code = format!(
                "pub(super) static PETS: &[Operation] = &[
    Operation::of::<ListPets>(\"list-pets\")
        .summary(\"List pets, the oldest first and those without a name at the end\")
        .parameters(&[
            Parameter::new(Place::query(\"limit\"), Kind::Integer)
                .default(\"1\")
                .text(\"How many there are on a page, at most.\"),
            Parameter::new(Place::header(\"X-Request\"), Kind::Text).required(),
            LIMIT,
        ])
        .responses(&[OK, NOT_FOUND])
        .text({text}),
    Operation::new(
        Place::path(\"the-name-of-a-pet-whose-owner-has-a-long-name\"),
        Kind::ListOfSomething,
    )
    .required(),
    <Operation as Named>::named(
        Place::path(\"the-name-of-a-pet-whose-owner-has-a-long-name\"),
        Kind::ListOfSomething,
    ),
];
"
            );
            assert_eq!(printed(&code), code);
        }
    }

    #[test]
    fn a_struct_has_a_line_for_each_field() {
        let text = "All pets. ".repeat(20);
        let code = format!(
            "static API: Api = Api {{
    module: \"pets\",
    resources: &[
        #[cfg(feature = \"pets\")]
        crate::Resource {{
            text: \"{text}\",
            operations: pets::OPERATIONS,
        }},
    ],
    kind: Kind::Http {{ scheme: \"basic\" }},
    lists: &[List {{
        item: Some(\"get-pet\"),
        required: &[
            (\"name\", \"Rex\"),
            (
                \"description\",
                \"The oldest of all pets, and the only one that has no owner at all\",
            ),
        ],
        servers: &[Server {{
            url: \"/\",
            variables: &[],
        }}],
    }}],
    #[cfg(feature = \"mock\")]
    schemas: include_str!(\"schemas.json\"),
}};
"
        );
        assert_eq!(printed(&code), code);
    }
}
