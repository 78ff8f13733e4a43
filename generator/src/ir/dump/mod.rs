//! The IR as a short text, one line an item: in a snapshot, a changed field is
//! one changed line, whatever emission does to style.

mod operation;
mod webhook;

use std::fmt::Write as _;

use super::{
    Access, Api, AuthKind, Collection, Conversion, EnumBase, EnumValue, EnvelopeData, Field, Guard,
    Literal, OperationId, Payload, Presence, ResponseVariant, Rest, Server, Shape, Step, Stream,
    StreamFormat, StreamItem, TypeDef, TypeRef, Types, Variant,
};
use operation::{SharedParameters, headers, operation, shared_operation};

/// Prints one API, without what is in the module of shared parts, or the parts that it
/// brings to that module. Types are in alphabetical order, so that moving a schema within the
/// document, or into a file of its own, changes nothing.
pub fn dump(api: &Api) -> String {
    let mut lines = match api.is_shared {
        true => vec!["shared".to_owned()],
        false => head(api),
    };
    let parameters = SharedParameters::of(api);
    lines.extend(parameters.lines(&api.types));
    lines.extend(resources(api, &parameters));
    if !api.is_shared {
        lines.extend(api.collections.iter().map(collection));
        let webhooks = api.webhooks.iter();
        lines.extend(webhooks.flat_map(|found| webhook::lines(&api.types, found)));
    }
    let conversions = api.conversions.iter();
    let own = conversions.filter(|found| api.has_models(&api.types.get(found.to).file));
    lines.extend(own.map(|found| conversion(api, found)));
    for error in api.own_errors() {
        lines.push(format!("\nerror {}", error.name));
        lines.extend(error.variants().map(|found| error_variant(api, &found)));
        lines.extend(headers(&api.types, "  ", error.headers.as_ref()));
    }
    let types = api.types.iter().map(|(_, def)| def);
    let mut types: Vec<&TypeDef> = types.filter(|def| api.has_models(&def.file)).collect();
    types.sort_by(|a, b| a.name.cmp(&b.name));
    lines.extend(types.into_iter().flat_map(|def| type_def(&api.types, def)));
    lines.join("\n") + "\n"
}

/// What is said of the API itself.
fn head(api: &Api) -> Vec<String> {
    let mut lines = vec![format!(
        "api {} {:?} {:?}",
        api.module, api.title, api.version
    )];
    lines.extend(api.servers.iter().map(server));
    lines.extend(
        api.auth
            .iter()
            .map(|scheme| format!("auth {} {}", scheme.name, auth_kind(&scheme.kind))),
    );
    lines
}

/// Resources with their operations; of those that are in the other module, where they are.
fn resources(api: &Api, parameters: &SharedParameters<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let resources = match api.is_shared {
        true => api.own_resources(),
        false => &api.resources,
    };
    for resource in resources {
        let feature = resource.feature.as_ref();
        let feature = feature.map(|feature| format!(" feature {feature}"));
        lines.push(format!(
            "\nresource {} {:?}{}",
            resource.module,
            resource.tag,
            feature.unwrap_or_default()
        ));
        let operations = resource.operations.iter();
        lines.extend(
            operations.flat_map(|found| match api.has_operation(resource, found) {
                true => operation(api, found, parameters),
                false => vec![shared_operation(found)],
            }),
        );
    }
    lines
}

fn server(server: &Server) -> String {
    let variables = server.variables.iter().map(|variable| {
        format!(
            " {}={:?}{}",
            variable.wire_name.as_str(),
            variable.default,
            listed(&variable.values)
        )
    });
    format!("server {}{}", server.url, variables.collect::<String>())
}

fn error_variant(api: &Api, variant: &ResponseVariant<'_>) -> String {
    let (status, held) = (variant.status, payload(&api.types, variant.payload));
    let media_type = variant.media_type.map(|name| format!(" of {name}"));
    let media_type = media_type.unwrap_or_default();
    let sensitive = flag(variant.sensitive, "sensitive");
    format!(
        "  {status} {}: {held}{media_type}{sensitive}",
        variant.ident
    )
}

fn conversion(api: &Api, found: &Conversion) -> String {
    let steps = found.steps.iter().map(|(name, step)| {
        let name = name.as_str();
        match step {
            Step::Same => format!(" {name}"),
            Step::Like => format!(" ~{name}"),
            Step::ServerSet => format!(" -{name}"),
            Step::Undeclared => format!(" ?{name}"),
            Step::Given => format!(" +{name}"),
        }
    });
    format!(
        "\nconversion {} -> {}:{}{}",
        api.types.get(found.from).name,
        api.types.get(found.to).name,
        steps.collect::<String>(),
        if found.rest { " and the rest" } else { "" },
    )
}

fn collection(found: &Collection) -> String {
    let one = |verb: &str, name: &Option<OperationId>| {
        name.as_ref()
            .map_or_else(String::new, |name| format!(" {verb} {name}"))
    };
    let patches = found.patch.iter().map(|name| format!(" patch {name}"));
    format!(
        "\ncollection {} by {}:{}{} get {}{}{}{}",
        found.item_path,
        found.id.as_str(),
        one("list", &found.list),
        one("create", &found.create),
        found.get,
        one("put", &found.put),
        patches.collect::<String>(),
        one("delete", &found.delete),
    )
}

fn type_def(types: &Types, def: &TypeDef) -> Vec<String> {
    let keyword = match &def.shape {
        Shape::Struct(_) => "struct",
        Shape::Enum(_) => "enum",
        Shape::Union(_) => "union",
        Shape::Alias(_) => "alias",
    };
    let mut head = format!("\n{keyword} {} in {}", def.name, def.file);
    head += &flag(def.is_eq, "eq");
    head += &flag(def.deprecated, "deprecated");
    match &def.shape {
        Shape::Alias(target) => {
            let _ = write!(head, " = {}", ty_text(types, target));
            vec![head]
        }
        Shape::Enum(shape) => {
            head += match shape.base {
                EnumBase::Text => "",
                EnumBase::Integer => " of integers",
                EnumBase::Json => " of any JSON",
            };
            let values = shape.values.iter().map(enum_value);
            std::iter::once(head).chain(values).collect()
        }
        Shape::Union(union) => {
            if let Some(tag) = &union.discriminator {
                let _ = write!(head, " by {:?}", tag.wire_name.as_str());
            }
            let variants = union.variants.iter().map(|found| variant(types, found));
            std::iter::once(head).chain(variants).collect()
        }
        Shape::Struct(structure) => {
            head += &flag(structure.json_patch.is_some(), "json-patch");
            let rest = match &structure.rest {
                Rest::Json => None,
                Rest::Typed(ty) => Some(format!(
                    "  {} *: {}{}",
                    structure.rest_ident,
                    ty_text(types, ty),
                    flag(structure.is_rest_sensitive, "sensitive")
                )),
            };
            let fields = structure.fields.iter().map(|found| field(types, found));
            std::iter::once(head).chain(fields).chain(rest).collect()
        }
    }
}

fn enum_value(value: &EnumValue) -> String {
    match &value.value {
        // As Rust escapes it, so that odd characters show.
        Literal::String(text) => format!("  {} {text:?}", value.ident),
        other => format!("  {} {other}", value.ident),
    }
}

fn field(types: &Types, field: &Field) -> String {
    let presence = match field.presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::OptionalNullable => "optional-nullable",
    };
    let access = match field.access {
        Access::ReadWrite => "",
        Access::ReadOnly => " readOnly",
        Access::WriteOnly => " writeOnly",
    };
    let mut line = format!(
        "  {} {:?}: {} {presence}{access}",
        field.ident,
        field.wire_name.as_str(),
        ty_text(types, &field.ty),
    );
    line += &flag(field.deprecated, "deprecated");
    line += &flag(field.sensitive, "sensitive");
    if let Some(default) = &field.default {
        let _ = write!(line, " default={default}");
    }
    line
}

fn variant(types: &Types, variant: &Variant) -> String {
    let guard = match &variant.guard {
        Guard::Any => "any".to_owned(),
        Guard::Null => "null".to_owned(),
        Guard::Bool => "bool".to_owned(),
        Guard::Integer => "integer".to_owned(),
        Guard::Number => "number".to_owned(),
        Guard::String => "string".to_owned(),
        Guard::OneOf(values) => format!("one of {}", values.join(", ")),
        Guard::OneOfIntegers(values) => {
            let values: Vec<String> = values.iter().map(i64::to_string).collect();
            format!("one of {}", values.join(", "))
        }
        Guard::Array => "array".to_owned(),
        Guard::Object(names) => {
            let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            format!("object {{{}}}", names.join(", "))
        }
    };
    let tags = if variant.tags.is_empty() {
        guard
    } else {
        format!("tag {}", variant.tags.join(", "))
    };
    format!(
        "  {}: {} if {tags}",
        variant.ident,
        ty_text(types, &variant.ty)
    )
}

fn stream(types: &Types, stream: &Stream) -> String {
    let format = match stream.format {
        StreamFormat::Events => "events",
        StreamFormat::JsonLines => "lines",
        StreamFormat::JsonSequence => "a sequence",
    };
    let item = match &stream.item {
        StreamItem::Event => String::new(),
        StreamItem::Json(ty) => format!(" of {}", ty_text(types, ty)),
        StreamItem::Envelope(ty, data) => {
            let data = match data {
                EnvelopeData::Json => "JSON",
                EnvelopeData::Text => "text",
                EnvelopeData::Either => "JSON or text",
            };
            format!(" in envelopes {} around {data}", ty_text(types, ty))
        }
    };
    let list = |words: &str, texts: &[String]| match texts {
        [] => String::new(),
        texts => format!(", {words} {}", texts.join(" ")),
    };
    let ends = list("until", &stream.ends);
    format!(
        "{format}{item}{ends}{}",
        list("without", &stream.keep_alives)
    )
}

fn payload(types: &Types, payload: &Payload) -> String {
    match payload {
        Payload::Empty => "nothing".to_owned(),
        Payload::Json(ty) => ty_text(types, ty),
        Payload::Text => "text".to_owned(),
        Payload::Bytes => "bytes".to_owned(),
        Payload::Stream(found) => stream(types, found),
    }
}

/// A type on one line, named types by their names.
pub fn ty_text(types: &Types, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(primitive) => format!("{primitive:?}"),
        TypeRef::Named { id, boxed: false } => types.get(*id).name.to_string(),
        TypeRef::Named { id, boxed: true } => format!("Box<{}>", types.get(*id).name),
        TypeRef::List(item) => format!("List<{}>", ty_text(types, item)),
        TypeRef::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(|ty| ty_text(types, ty)).collect();
            format!("Tuple<{}>", elements.join(", "))
        }
        TypeRef::Map(value) => format!("Map<{}>", ty_text(types, value)),
        TypeRef::Nullable(inner) => format!("Nullable<{}>", ty_text(types, inner)),
        TypeRef::Object => "Object".to_owned(),
        TypeRef::Json => "Json".to_owned(),
    }
}

fn auth_kind(kind: &AuthKind) -> String {
    match kind {
        AuthKind::OAuth2 { flows } => {
            let flows = flows.iter().map(|flow| {
                let scopes: Vec<&str> = flow.scopes.iter().map(|(name, _)| name.as_str()).collect();
                format!(" {:?} {} [{}]", flow.kind, flow.token_url, scopes.join(" "))
            });
            format!("oauth2{}", flows.collect::<String>())
        }
        AuthKind::Bearer => "bearer".to_owned(),
        AuthKind::Basic => "basic".to_owned(),
        AuthKind::Http(scheme) => format!("http {scheme}"),
        AuthKind::ApiKey { place, name } => format!("key {place:?} {name}"),
        AuthKind::OpenIdConnect { url } => format!("openid {url}"),
    }
}

fn listed(values: &[String]) -> String {
    if values.is_empty() {
        String::new()
    } else {
        format!(" of {}", values.join("|"))
    }
}

/// The word where it applies, after a space.
fn flag(applies: bool, word: &str) -> String {
    if applies {
        format!(" {word}")
    } else {
        String::new()
    }
}
