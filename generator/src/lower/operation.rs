//! Turns Operation Objects (OpenAPI 3.0.3 §4.7.10) into operations, grouped by
//! their first tag into resources.

use foldhash::{HashSet, HashSetExt as _};
use indexmap::IndexMap;
use openapiv3::Operation as Declared;

use super::context::Context;
use super::error::Errors;
use super::naming::Naming;
use super::server::{self, OwnServers};
use super::site::{self, Site};
use super::{alternative, body, doc, parameter, response, response_headers, security, stream};
use crate::diagnostic::Reported;
use crate::ir::{
    Alternative, AuthScheme, Body, Doc, ErrorEnum, ErrorEnumId, Operation, OperationId, Payload,
    Resource, ResponseHeaders, Server, StreamProperty, common_payload,
};
use crate::lock::{KnownOperation, MODULE};
use crate::names::{self, CORE, MODE, Namespace, PRELUDE, ROOT_MODULES, RustIdent, WINDOWS_FILES};
use crate::openapi::is_defect;

/// Methods that a client has anyway: operations can't be called so.
/// Those that every type has by value come before a method that borrows the client.
const CLIENT_METHODS: &[&str] = &["blocking", "clone", "fmt", "into", "new", "try_into"];

/// What all operations of a document share while they are lowered.
struct Scope<'a> {
    schemes: &'a [AuthScheme],
    /// The client's methods.
    methods: Namespace,
    /// The operation types of each resource.
    type_idents: IndexMap<String, Namespace>,
    ids: HashSet<String>,
    resources: IndexMap<String, Resource>,
    modules: Namespace,
    /// What an earlier run called the operations that are still there.
    known: Vec<(String, KnownOperation)>,
    errors: Errors,
    servers: OwnServers<'a>,
}

/// Everything that operations give.
pub(super) struct Lowered {
    pub(super) resources: Vec<Resource>,
    pub(super) errors: Vec<ErrorEnum>,
    /// The servers that some have in place of the document's.
    pub(super) servers: Vec<Vec<Server>>,
}

/// Lowers every operation in document order.
pub(super) fn lower(
    context: &mut Context<'_>,
    schemes: &[AuthScheme],
    servers: &[Server],
) -> Lowered {
    let sites = site::all(context);
    let mut scope = Scope {
        schemes,
        methods: Namespace::default(),
        type_idents: IndexMap::new(),
        ids: HashSet::new(),
        resources: IndexMap::new(),
        modules: Namespace::reserving(WINDOWS_FILES),
        known: known(context, &sites),
        errors: Errors::default(),
        servers: OwnServers::beside(servers),
    };
    let methods = scope.known.iter();
    let methods = methods.map(|(id, known)| (id.as_str(), known.method.as_str()));
    scope.methods.keep(methods);
    let tags: HashSet<&str> = sites.iter().map(Site::tag).collect();
    let modules = context.known.resources.iter();
    let modules = modules.map(|(tag, module)| (tag.as_str(), module.as_str()));
    scope
        .modules
        .keep(modules.filter(|(tag, _)| tags.contains(tag)));
    // The events that the API sends keep their module, whatever tags come.
    let events = &context.known.webhooks;
    let module = events.get(MODULE).map_or("webhooks", String::as_str);
    scope
        .modules
        .keep((!events.is_empty()).then_some((MODULE, module)));
    for site in sites {
        if is_defect(&site.declared.extensions) {
            site.report_skipped(context);
            continue;
        }
        match operation(context, &mut scope, &site) {
            Ok((tag, operation)) => resource(context, &mut scope, &tag)
                .operations
                .push(operation),
            Err(_reported) => site.report_skipped(context),
        }
    }
    Lowered {
        resources: scope.resources.into_values().collect(),
        errors: scope.errors.into_enums(),
        servers: scope.servers.into_lists(),
    }
}

fn known(context: &Context<'_>, sites: &[Site<'_>]) -> Vec<(String, KnownOperation)> {
    let there: HashSet<String> = sites.iter().map(Site::id).collect();
    let known = context.known.operations.iter();
    let kept = known.filter(|(id, _)| there.contains(*id));
    kept.map(|(id, known)| (id.clone(), known.clone()))
        .collect()
}

/// An operation, and the tag of the resource that it is in.
fn operation<'d>(
    context: &mut Context<'d>,
    scope: &mut Scope<'_>,
    site: &Site<'d>,
) -> Result<(String, Operation), Reported> {
    let declared = site.declared;
    let id = site.id();
    site.report_taken(context, &mut scope.ids);
    let naming = naming(context, &id);
    let mut idents = Namespace::reserving(&[CORE]);
    let parameters = parameter::lower(
        context,
        parameter::Lists {
            path: site.path,
            of_path: &site.item.parameters,
            path_at: &site.item_at,
            of_operation: &declared.parameters,
            operation_at: &site.at,
        },
        &naming,
        &mut idents,
    )?;
    let mut body = request_body(context, site, &naming, &mut idents)?;
    context.stream = context.streams.of(&id);
    let mut responses = response::lower(context, &declared.responses, &site.at, &naming)?;
    let tag = site.tag().to_owned();
    responses.asks = stream::property(context, body.as_ref());
    let errors = errors(context, scope, &tag, &id, &responses);
    let own = own_types(scope, &tag, &id, &responses, &mut body, &mut idents);
    let property = own.property(context, body.as_ref(), &responses);
    let method = scope
        .methods
        .claim_for(&id, names::value_name(&id), CLIENT_METHODS);
    let security = declared.security.as_ref();
    let servers = scope.servers.of(
        context,
        server::Declared::at(&site.item.servers, &site.item_at),
        server::Declared::at(&declared.servers, &site.at),
    );
    let operation = Operation {
        ident: method,
        output_enum: own.output_enum,
        alternatives: own.alternatives,
        property,
        headers: own.headers,
        type_ident: own.ident,
        method: site.method,
        path: site.path.to_owned(),
        other_paths: Vec::new(),
        parameters,
        body,
        errors,
        responses: responses.responses,
        security: security::requirements(context, security, scope.schemes, &site.at),
        servers,
        doc: words(declared),
        deprecated: declared.deprecated,
        place: context.place(&site.at),
        id: OperationId::new(id),
    };
    Ok((tag, operation))
}

/// What inline schemas of an operation are called.
fn naming(context: &mut Context<'_>, id: &str) -> Naming {
    Naming {
        file: context.file(&format!("operation {id}")),
        words: id.to_owned(),
    }
}

/// The enum of an operation's errors.
fn errors(
    context: &Context<'_>,
    scope: &mut Scope<'_>,
    tag: &str,
    id: &str,
    responses: &response::Lowered,
) -> Option<ErrorEnumId> {
    let known = context.known.operations.get(id);
    let known = known.and_then(|known| known.errors.as_deref());
    scope.errors.claim(tag, id, known, responses)
}

/// The types that an operation has for itself.
struct OwnTypes {
    /// The one that stands for it.
    ident: RustIdent,
    output_enum: Option<RustIdent>,
    alternatives: Vec<Alternative>,
    headers: Option<ResponseHeaders>,
}

impl OwnTypes {
    /// What the operation says in its body: that it is a stream, or that it is none where it
    /// could be one.
    fn property(
        &self,
        context: &Context<'_>,
        body: Option<&Body>,
        responses: &response::Lowered,
    ) -> Option<StreamProperty> {
        let asks = responses.asks.as_ref();
        let held = common_payload(&responses.responses, None);
        if held.and_then(Payload::stream).is_some() {
            return asks.cloned();
        }
        let mut alternatives = self.alternatives.iter();
        let is_offered = alternatives.any(|other| other.property.is_some());
        stream::refusal(context, body, asks.filter(|_| is_offered)?)
    }
}

/// Names them, with that of the body's choice of media types, in the module of
/// the operation's resource.
fn own_types(
    scope: &mut Scope<'_>,
    tag: &str,
    id: &str,
    responses: &response::Lowered,
    body: &mut Option<Body>,
    idents: &mut Namespace,
) -> OwnTypes {
    let known = &scope.known;
    let types = scope.type_idents.entry(tag.to_owned());
    let types = types.or_insert_with(|| {
        let mut types = Namespace::reserving(&[MODE]);
        let of_tag = known.iter().filter(|(_, known)| known.tag == tag);
        types.keep(of_tag.map(|(id, known)| (id.as_str(), known.type_name.as_str())));
        types
    });
    let ident = types.claim_for(id, names::type_name(id), PRELUDE);
    let output_enum = response::output_enum(&responses.responses, None, id, types);
    if let Some(choice) = body.as_mut().and_then(|body| body.choice.as_mut()) {
        choice.name = types.claim(choice.name.clone());
    }
    let alternatives = alternative::all(responses, id, types, idents);
    let headers = responses.success_headers();
    let name = || types.claim(names::type_name(&format!("{id} Headers")));
    let headers = response_headers::together(name, headers);
    OwnTypes {
        ident,
        output_enum,
        alternatives,
        headers,
    }
}

fn request_body<'d>(
    context: &mut Context<'d>,
    site: &Site<'d>,
    naming: &Naming,
    idents: &mut Namespace,
) -> Result<Option<Body>, Reported> {
    let at = site.at.child("requestBody");
    match &site.declared.request_body {
        Some(found) => body::lower(context, found, &at, &naming.part("Body"), idents),
        None => Ok(None),
    }
}

fn resource<'s>(context: &Context<'_>, scope: &'s mut Scope<'_>, tag: &str) -> &'s mut Resource {
    if !scope.resources.contains_key(tag) {
        let described = context
            .document
            .api
            .tags
            .iter()
            .find(|known| known.name == tag);
        let resource = Resource {
            tag: tag.to_owned(),
            module: scope
                .modules
                .claim_for(tag, names::value_name(tag).for_file(), ROOT_MODULES),
            doc: Doc {
                text: described.and_then(|tag| doc::non_empty(tag.description.as_deref())),
                link: described
                    .and_then(|tag| tag.external_docs.as_ref())
                    .map(doc::link),
                ..Doc::default()
            },
            feature: None,
            operations: Vec::new(),
        };
        scope.resources.insert(tag.to_owned(), resource);
    }
    scope.resources.get_mut(tag).expect("inserted above")
}

fn words(declared: &Declared) -> Doc {
    Doc {
        summary: doc::non_empty(declared.summary.as_deref()),
        text: doc::non_empty(declared.description.as_deref()),
        notes: Vec::new(),
        link: declared.external_docs.as_ref().map(doc::link),
    }
}
