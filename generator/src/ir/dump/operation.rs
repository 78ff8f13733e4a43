//! Operations as lines of text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{flag, payload, server, ty_text};
use crate::ir::{
    Api, Body, BodyKind, Need, Operation, Output, Parameter, ResponseHeaders, StreamProperty,
    Style, Types,
};

/// Parameters that several operations have, each once; the operations name them.
pub(super) struct SharedParameters<'a>(BTreeMap<(&'static str, &'a str), &'a Parameter>);

impl<'a> SharedParameters<'a> {
    /// Those that several operations have, where none has another one of the name.
    pub(super) fn of(api: &'a Api) -> Self {
        let mut named: BTreeMap<_, Vec<&Parameter>> = BTreeMap::new();
        let own = api.own_resources().iter();
        let operations = own.flat_map(|found| &found.operations);
        for found in operations.flat_map(|found| &found.parameters) {
            named.entry(key(found)).or_default().push(found);
        }
        let shared = named.into_iter().filter_map(|(key, found)| {
            let (first, others) = found.split_first()?;
            let is_shared = !others.is_empty() && others.iter().all(|other| other == first);
            is_shared.then_some((key, *first))
        });
        Self(shared.collect())
    }

    pub(super) fn lines(&self, types: &Types) -> Vec<String> {
        let lines = self.0.values().map(|found| parameter(types, found));
        let lines: BTreeSet<String> = lines.collect();
        lines
            .into_iter()
            .map(|line| format!("parameter {}", line.trim_start()))
            .collect()
    }
}

fn key(parameter: &Parameter) -> (&'static str, &str) {
    (parameter.place.as_str(), parameter.wire_name.as_str())
}

/// Where an operation is whose type several APIs share.
pub(super) fn shared_operation(operation: &Operation) -> String {
    let (method, path) = (operation.method.as_str(), &operation.path);
    format!("  {method} {path} {} shared", operation.ident)
}

pub(super) fn operation(
    api: &Api,
    operation: &Operation,
    shared: &SharedParameters<'_>,
) -> Vec<String> {
    let types = &api.types;
    let mut lines = vec![format!(
        "  {} {} {}: {} ({}){}",
        operation.method.as_str(),
        operation.path,
        operation.ident,
        operation.type_ident,
        operation.id,
        flag(operation.deprecated, "deprecated"),
    )];
    lines.extend(operation.parameters.iter().map(
        |found| match shared.0.contains_key(&key(found)) {
            true => format!("    {} {}", found.place.as_str(), found.ident),
            false => parameter(types, found),
        },
    ));
    lines.extend(operation.body.iter().flat_map(|found| body(types, found)));
    if operation.servers.is_some() {
        let own = api.servers_of(operation).iter();
        lines.extend(own.map(|found| format!("    {}", server(found))));
    }
    let accept = operation.accept();
    if !accept.is_empty() {
        lines.push(format!("    accept {}", accept.join(", ")));
    }
    if !operation.security.is_empty() {
        lines.push(format!("    security {}", security(operation)));
    }
    lines.extend(output(types, "    ", &operation.output()));
    lines.extend(property("    ", operation.property.as_ref()));
    for other in &operation.alternatives {
        let (ident, ty) = (&other.ident, &other.type_ident);
        let accept = operation.accept_as(other).join(", ");
        lines.push(format!("    {ident} ({ty}): {accept}"));
        lines.extend(output(types, "      ", &operation.output_as(other)));
        lines.extend(property("      ", other.property.as_ref()));
    }
    let secret = operation.responses().filter(|case| case.sensitive);
    let secret: Vec<String> = secret.map(|case| case.status.to_string()).collect();
    if !secret.is_empty() {
        lines.push(format!("    secret {}", secret.join(" ")));
    }
    lines.extend(headers(types, "    ", operation.headers.as_ref()));
    if let Some(id) = operation.errors {
        lines.push(format!("    error {}", api.errors[id.0].name));
    }
    lines
}

fn property(indent: &str, property: Option<&StreamProperty>) -> Option<String> {
    let property = property?;
    let (name, value) = (property.wire_name.as_str(), &property.value);
    let unless = flag(property.is_default, "by default");
    Some(format!("{indent}sends {name:?} = {value}{unless}"))
}

fn output(types: &Types, indent: &str, output: &Output<'_>) -> Vec<String> {
    match output {
        Output::One {
            statuses,
            payload: found,
        } => {
            let statuses: Vec<String> = statuses.iter().map(ToString::to_string).collect();
            let (statuses, found) = (statuses.join(" "), payload(types, found));
            vec![format!("{indent}{statuses} -> {found}")]
        }
        Output::Many(output) => {
            let variants = output.variants.iter().map(|variant| {
                let (status, found) = (variant.status, payload(types, variant.payload));
                let (name, ident) = (output.name, variant.ident);
                format!("{indent}{status} -> {name}::{ident} {found}")
            });
            variants.collect()
        }
    }
}

pub(super) fn headers(
    types: &Types,
    indent: &str,
    headers: Option<&ResponseHeaders>,
) -> Vec<String> {
    let Some(headers) = headers else {
        return Vec::new();
    };
    let head = format!("{indent}headers {}", headers.name);
    let lines = headers.headers.iter().map(|header| {
        let (name, ty) = (header.wire_name.as_str(), ty_text(types, &header.ty));
        let mut line = format!("{indent}  {} {name:?}: {ty}", header.ident);
        line += &flag(header.is_json, "json");
        line += &flag(header.required, "required");
        line + &flag(header.deprecated, "deprecated")
    });
    std::iter::once(head).chain(lines).collect()
}

fn body(types: &Types, body: &Body) -> Vec<String> {
    let mut head = format!("    body {} {}", body.media_type, body.ident);
    let _ = write!(head, ": {}", body_kind(types, &body.kind));
    head += &flag(body.required, "required");
    head += &flag(body.sensitive, "sensitive");
    head += &chosen(body.range.as_deref());
    let mut lines = vec![head];
    if let Some(choice) = &body.choice {
        lines.push(format!(
            "      or {}, of which this is {}",
            choice.name, choice.first
        ));
        lines.extend(choice.others.iter().map(|other| {
            let kind = body_kind(types, &other.kind);
            let range = chosen(other.range.as_deref());
            let sensitive = flag(other.sensitive, "sensitive");
            format!(
                "      {} as {}: {kind}{sensitive}{range}",
                other.ident, other.media_type
            )
        }));
    }
    let headers = body.kinds().flat_map(BodyKind::headers);
    lines.extend(headers.map(|header| format!("  part{}", parameter(types, header))));
    lines
}

fn chosen(range: Option<&str>) -> String {
    range
        .map(|range| format!(" of {range}"))
        .unwrap_or_default()
}

fn body_kind(types: &Types, kind: &BodyKind) -> String {
    match kind {
        BodyKind::Json(ty) => ty_text(types, ty),
        BodyKind::Form { ty, fields } => {
            let fields = fields.iter().map(|field| {
                let mut text = format!(" {:?} {}", field.wire_name.as_str(), style(field.style));
                text += &flag(field.explode, "explode");
                text + &flag(field.allow_reserved, "allowReserved")
            });
            let fields: String = fields.collect();
            format!("form {}{fields}", ty_text(types, ty))
        }
        BodyKind::Multipart { ty, parts } => {
            let parts = parts.iter().filter_map(|part| {
                let media_type = part.media_type.as_ref()?;
                Some(format!(" {:?} as {media_type}", part.wire_name.as_str()))
            });
            let ty = ty
                .as_ref()
                .map_or("Form".to_owned(), |ty| ty_text(types, ty));
            format!("parts {ty}{}", parts.collect::<String>())
        }
        BodyKind::Text => "text".to_owned(),
        BodyKind::Bytes => "bytes".to_owned(),
    }
}

fn security(operation: &Operation) -> String {
    let alternatives = operation.security.iter().map(|alternative| {
        let schemes = alternative
            .iter()
            .map(|requirement| format!("{}[{}]", requirement.scheme, requirement.scopes.join(" ")));
        let schemes: Vec<String> = schemes.collect();
        if schemes.is_empty() {
            "none".to_owned()
        } else {
            schemes.join(" and ")
        }
    });
    alternatives.collect::<Vec<_>>().join(" or ")
}

fn parameter(types: &Types, parameter: &Parameter) -> String {
    let place = parameter.place.as_str();
    let style = style(parameter.style);
    let mut line = format!(
        "    {place} {} {:?}: {} {style}",
        parameter.ident,
        parameter.wire_name.as_str(),
        ty_text(types, &parameter.ty),
    );
    line += &flag(parameter.explode, "explode");
    line += &flag(parameter.allow_reserved, "allowReserved");
    line += &flag(parameter.is_required(), "required");
    line += &flag(parameter.deprecated, "deprecated");
    line += &flag(parameter.sensitive, "sensitive");
    if let Need::Defaulted(default)
    | Need::Optional {
        server_default: Some(default),
    } = &parameter.need
    {
        let _ = write!(line, " default={default}");
    }
    line
}

fn style(style: Style) -> &'static str {
    match style {
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Simple => "simple",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::Json => "json",
    }
}
