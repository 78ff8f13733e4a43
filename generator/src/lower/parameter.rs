//! Turns Parameter Objects (OpenAPI 3.0.3 §4.7.12) into parameters.

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt as _};
use indexmap::IndexMap;
use openapiv3::{
    Parameter as Declared, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr,
};

use super::context::Context;
use super::literal::{self, example, literal};
use super::naming::{self, Naming};
use super::node::Node;
use super::{doc, member, reference, schema, sendable, sensitive};
use crate::diagnostic::{Code, Reported};
use crate::ir::{
    Doc, Header, Literal, Need, Parameter, ParameterPlace, Primitive, Style, TypeRef, WireName,
};
use crate::lock::parameter_key;
use crate::names::{self, Namespace, REQUEST_METHODS, RustIdent};
use crate::openapi::Schema;
use crate::source::Pointer;

/// A declared parameter with its references followed.
type Found<'d> = (&'d Declared, Pointer);

/// Where an operation's parameters are declared.
pub(super) struct Lists<'d, 'p> {
    /// The path template.
    pub(super) path: &'p str,
    /// Those of all operations of the path.
    pub(super) of_path: &'d [ReferenceOr<Declared>],
    /// Where the path item is.
    pub(super) path_at: &'p Pointer,
    /// Those of the operation alone.
    pub(super) of_operation: &'d [ReferenceOr<Declared>],
    /// Where the operation is.
    pub(super) operation_at: &'p Pointer,
}

/// An operation's parameters: those of its path, overridden by its own, in the
/// order path, query, header, cookie.
pub(super) fn lower<'d>(
    context: &mut Context<'d>,
    lists: Lists<'d, '_>,
    naming: &Naming,
    idents: &mut Namespace,
) -> Result<Vec<Parameter>, Reported> {
    let mut found: IndexMap<(ParameterPlace, Cow<'d, str>), Found<'d>> = IndexMap::new();
    for (list, at) in [
        (lists.of_path, lists.path_at),
        (lists.of_operation, lists.operation_at),
    ] {
        let mut names = HashSet::new();
        for (index, declared) in list.iter().enumerate() {
            let here = at.child("parameters").element(index);
            let (declared, at) = reference::parameter(context, declared, &here)?;
            let name = declared.parameter_data_ref().name.as_str();
            let place = place(declared);
            if let Some(instead) = described_elsewhere(place, name) {
                report_ignored(context, name, &at.child("name"), instead);
                continue;
            }
            let key = (place, on_the_wire(place, name));
            if !names.insert(key.clone()) {
                let message = format!("`{name}` is twice in this list; the last one counts");
                context.warning(Code::DuplicateParameter, &here, message);
            }
            found.insert(key, (declared, at));
        }
    }
    keep(context, &naming.words, &found, idents);
    let mut lowered = Vec::new();
    for (_, (declared, at)) in found {
        lowered.push(parameter(context, declared, &at, naming, idents)?);
    }
    match_template(context, &mut lowered, lists.path, lists.path_at, idents);
    lowered.sort_by_key(|parameter| parameter.place);
    Ok(lowered)
}

/// The parameters of an operation keep the names they had.
fn keep(
    context: &Context<'_>,
    operation: &str,
    found: &IndexMap<(ParameterPlace, Cow<'_, str>), Found<'_>>,
    idents: &mut Namespace,
) {
    if let Some(known) = context.known.operations.get(operation) {
        let keys = found.iter().map(|((place, _), (declared, _))| {
            parameter_key(place.as_str(), &declared.parameter_data_ref().name)
        });
        let keys: HashSet<String> = keys.collect();
        let is_there = |key: &str| keys.contains(key) || key == "body";
        member::keep(idents, &known.parameters, is_there);
    }
}

/// What tells two parameters apart: names of headers are the same in any case
/// (§4.7.12.1).
fn on_the_wire(place: ParameterPlace, name: &str) -> Cow<'_, str> {
    match place {
        ParameterPlace::Header => Cow::Owned(name.to_ascii_lowercase()),
        _ => Cow::Borrowed(name),
    }
}

/// Header parameters that the standard says to ignore (§4.7.12.1), and where the
/// runtime finds what it writes there.
fn described_elsewhere(place: ParameterPlace, name: &str) -> Option<&'static str> {
    let elsewhere = [
        ("accept", "the media types of the responses say it"),
        ("content-type", "the media type of the request body says it"),
        ("authorization", "a security scheme says it"),
    ];
    let found = elsewhere
        .iter()
        .find(|(ours, _)| place == ParameterPlace::Header && name.eq_ignore_ascii_case(ours));
    found.map(|(_, instead)| *instead)
}

/// By the standard it changes nothing that is sent.
fn report_ignored(context: &mut Context<'_>, name: &str, at: &Pointer, instead: &str) {
    let message = format!("the header parameter `{name}` is ignored, as OpenAPI has it");
    context.note(Code::IgnoredHeader, at, message);
    context.diagnostics.help(format!("leave it out: {instead}"));
}

fn parameter<'d>(
    context: &mut Context<'d>,
    declared: &'d Declared,
    at: &Pointer,
    naming: &Naming,
    idents: &mut Namespace,
) -> Result<Parameter, Reported> {
    let data = declared.parameter_data_ref();
    let (node, is_json) = content(context, data, at)?;
    let naming = shared_naming(context, at).unwrap_or_else(|| naming.part(&data.name));
    let slot = schema::lower(context, &node, &naming);
    let schema_data = node.data();
    let (style, allow_reserved) = if is_json {
        (Style::Json, false)
    } else {
        style(declared)
    };
    let place = place(declared);
    let wanted = context.value_name(&data.name);
    let parameter = Parameter {
        wire_name: WireName::new(&data.name),
        ident: claim(idents, place, &data.name, wanted),
        place,
        explode: data.explode.unwrap_or(style == Style::Form),
        style,
        allow_reserved,
        ty: slot.ty,
        need: Need::of(
            data.required || place == ParameterPlace::Path,
            default(schema_data, place),
        ),
        example: shown(data).or_else(|| {
            let of_schema = schema_data.and_then(|data| data.example());
            of_schema.map(literal)
        }),
        deprecated: data.deprecated == Some(true),
        sensitive: sensitive::is_marked(&data.extensions)
            || sensitive::is_sensitive(context, &node),
        doc: words(data, &node),
    };
    sendable::report(context, &parameter, at);
    if data.example.is_none() {
        literal::others(context, &data.examples, &parameter.ty, at);
    }
    Ok(parameter)
}

/// What the parameter shows: its own example, or that of its content.
fn shown(data: &ParameterData) -> Option<Literal> {
    let own = example(data.example.as_ref(), &data.examples);
    own.or_else(|| match &data.format {
        ParameterSchemaOrContent::Schema(_) => None,
        ParameterSchemaOrContent::Content(content) => {
            let mut media = content.values();
            media
                .find(|media| media.schema.is_some())
                .and_then(literal::shown)
        }
    })
}

/// A path parameter always has to be given: nothing else could be in the path.
fn default(data: Option<Schema<'_>>, place: ParameterPlace) -> Option<Literal> {
    let default = data?.default_value()?;
    (place != ParameterPlace::Path && !default.is_null()).then(|| literal(default))
}

/// A name for an argument and a setter at once.
fn claim(
    idents: &mut Namespace,
    place: ParameterPlace,
    words: &str,
    wanted: RustIdent,
) -> RustIdent {
    let key = parameter_key(place.as_str(), words);
    // The runtime's methods that change how a request is sent begin so.
    if wanted.as_str().starts_with("with_") {
        let wanted = names::value_name(&format!("parameter {words}"));
        return idents.claim_for(&key, wanted, &[]);
    }
    idents.claim_for(&key, wanted, REQUEST_METHODS)
}

/// The schema, and whether the value is one JSON text (§4.7.12.2 `content`).
fn content<'d>(
    context: &mut Context<'d>,
    data: &'d ParameterData,
    at: &Pointer,
) -> Result<(Node<'d>, bool), Reported> {
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => {
            Ok((context.node(schema, at.child("schema")), false))
        }
        ParameterSchemaOrContent::Content(content) => {
            let found = content
                .iter()
                .find_map(|(name, media)| Some((name, media.schema.as_ref()?)));
            let Some((name, schema)) = found else {
                let message = format!("the parameter `{}` has no schema", data.name);
                return Err(context.defect(Code::Unsupported, at, message));
            };
            let at = at.child("content").child(name).child("schema");
            Ok((context.node(schema, at), name.contains("json")))
        }
    }
}

/// A shared parameter's inline type is named for the component.
fn shared_naming(context: &mut Context<'_>, at: &Pointer) -> Option<Naming> {
    let name = naming::component_of(at, "parameters")?;
    let file = context.file(&name);
    Some(Naming { words: name, file })
}

fn words(data: &ParameterData, node: &Node<'_>) -> Doc {
    let mut words = doc::node(node, Some(&node.facets()));
    words.summary = None;
    if let Some(text) = doc::non_empty(data.description.as_deref()) {
        words.text = Some(text);
    }
    words
}

fn place(declared: &Declared) -> ParameterPlace {
    match declared {
        Declared::Query { .. } => ParameterPlace::Query,
        Declared::Header { .. } => ParameterPlace::Header,
        Declared::Path { .. } => ParameterPlace::Path,
        Declared::Cookie { .. } => ParameterPlace::Cookie,
    }
}

fn style(declared: &Declared) -> (Style, bool) {
    match declared {
        Declared::Path { style, .. } => match style {
            PathStyle::Matrix => (Style::Matrix, false),
            PathStyle::Label => (Style::Label, false),
            PathStyle::Simple => (Style::Simple, false),
        },
        Declared::Query {
            style,
            allow_reserved,
            ..
        } => (query_style(style), *allow_reserved),
        Declared::Header { .. } => (Style::Simple, false),
        Declared::Cookie { .. } => (Style::Form, false),
    }
}

/// The style of a query parameter, or of a form's field.
pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

/// Template and path parameters must name each other (§4.7.9.2). A name in the
/// template that nobody declares is text; a parameter that the template lacks
/// has nowhere to go.
fn match_template(
    context: &mut Context<'_>,
    parameters: &mut Vec<Parameter>,
    path: &str,
    at: &Pointer,
    idents: &mut Namespace,
) {
    let template = template_names(path);
    parameters.retain(|parameter| {
        let name = parameter.wire_name.as_str();
        let has_place = parameter.place != ParameterPlace::Path || template.contains(&name);
        if !has_place {
            let message = format!("`{path}` has no place for the path parameter `{name}`");
            context.defect(Code::PathMismatch, at, message);
            context.diagnostics.help(format!(
                "write `{{{name}}}` into the path, or drop the parameter"
            ));
        }
        has_place
    });
    for name in template {
        let is_declared = parameters.iter().any(|parameter| {
            parameter.place == ParameterPlace::Path && parameter.wire_name.as_str() == name
        });
        if !is_declared {
            let message = format!("no parameter is declared for `{{{name}}}`; it is taken as text");
            context.defect(Code::PathMismatch, at, message);
            context
                .diagnostics
                .help(format!("declare a parameter `{name}` with `in: path`"));
            parameters.push(undeclared(name, idents));
        }
    }
    let order = template_names(path);
    parameters.sort_by_key(|parameter| {
        order
            .iter()
            .position(|name| *name == parameter.wire_name.as_str())
            .unwrap_or(usize::MAX)
    });
}

/// A header of a form's part is set like a parameter of the operation.
pub(super) fn part_header(part: &str, header: Header, idents: &mut Namespace) -> Parameter {
    let words = format!("{part} {}", header.wire_name.as_str());
    Parameter {
        ident: claim(
            idents,
            ParameterPlace::Header,
            &words,
            names::value_name(&words),
        ),
        place: ParameterPlace::Header,
        style: if header.is_json {
            Style::Json
        } else {
            Style::Simple
        },
        wire_name: header.wire_name,
        explode: false,
        allow_reserved: false,
        ty: header.ty,
        need: Need::of(header.required, None),
        example: None,
        deprecated: header.deprecated,
        sensitive: false,
        doc: header.doc,
    }
}

fn undeclared(name: &str, idents: &mut Namespace) -> Parameter {
    Parameter {
        wire_name: WireName::new(name),
        ident: claim(idents, ParameterPlace::Path, name, names::value_name(name)),
        place: ParameterPlace::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        ty: TypeRef::Primitive(Primitive::String),
        need: Need::Argument,
        example: None,
        deprecated: false,
        sensitive: false,
        doc: Doc::default(),
    }
}

/// The names between braces, in order, once each.
pub(super) fn template_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}
