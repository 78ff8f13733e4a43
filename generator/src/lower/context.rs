//! What lowering one document knows and has made so far.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};
use openapiv3::ReferenceOr;

use super::all_of::Folds;
use super::naming::Naming;
use super::node::{Node, NodeKind};
use super::nullable;
use crate::config::{StreamSettings, Streams};
use crate::diagnostic::{Code, Diagnostics, Reported};
use crate::ir::{
    Doc, Header, NamedExample, Origin, Shape, StatusPattern, StatusResponse, TypeDef, TypeId,
    TypeRef, Types,
};
use crate::lock::KnownNames;
use crate::names::{self, ARRAY_LENGTH, Namespace, PRELUDE, RustIdent, WINDOWS_FILES};
use crate::openapi::{Document, Schema};
use crate::source::{Place, Pointer};

/// Inline schemas nested deeper than this are no document of a person. Some
/// levels more, and parsing the emitted type takes more stack than a thread has.
const DEEPEST: u32 = 32;

/// One documented response, and the headers that come with it. Operations share it where it is
/// a component.
pub(super) type Documented = (Arc<StatusResponse>, Arc<[Header]>);

/// The state of lowering one document.
pub(super) struct Context<'d> {
    pub(super) document: &'d Document,
    pub(super) diagnostics: &'d mut Diagnostics,
    pub(super) types: Types,
    type_names: Namespace,
    file_names: Namespace,
    /// Files that are no component's, by what they are for.
    files: HashMap<String, RustIdent>,
    components: HashMap<&'d str, TypeId>,
    /// Inline types by the key of the node they were made from.
    inline: HashMap<String, TypeId>,
    depth: u32,
    /// What `allOf` was folded into.
    pub(super) folds: Folds<'d>,
    /// The components among whose values `null` is.
    pub(super) nullable: HashSet<&'d str>,
    /// What names of properties and parameters are in Rust: documents have few
    /// different ones, and case conversion takes its time.
    value_names: HashMap<String, RustIdent>,
    /// What statuses are called: every operation has the same few.
    pub(super) statuses: BTreeMap<StatusPattern, RustIdent>,
    /// The errors that are components, with their headers, by reference and status.
    pub(super) errors: HashMap<(&'d str, StatusPattern), Documented>,
    /// What a scope that its scheme does not declare is a slip of, if of any.
    pub(super) scopes: HashMap<(&'d str, &'d str), Option<String>>,
    /// Examples that are only checked.
    pub(super) other_examples: Vec<NamedExample>,
    /// What an earlier run called things.
    pub(super) known: &'d KnownNames,
    /// What `simgen.toml` says of streams.
    pub(super) streams: &'d Streams,
    /// The same, of those of the operation that is being lowered.
    pub(super) stream: StreamSettings,
    /// Component schemas by the parent with a discriminator that their `allOf` names.
    pub(super) children: HashMap<&'d str, Vec<&'d str>>,
}

impl<'d> Context<'d> {
    /// `known` is what an earlier run called things, `streams` what the configuration says.
    pub(super) fn new(
        document: &'d Document,
        known: &'d KnownNames,
        streams: &'d Streams,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        let mut context = Self {
            document,
            diagnostics,
            types: Types::default(),
            type_names: Namespace::reserving(&[ARRAY_LENGTH]),
            file_names: Namespace::reserving(WINDOWS_FILES),
            files: HashMap::new(),
            components: HashMap::new(),
            inline: HashMap::new(),
            depth: 0,
            folds: Folds::default(),
            nullable: HashSet::new(),
            value_names: HashMap::new(),
            statuses: BTreeMap::new(),
            errors: HashMap::new(),
            scopes: HashMap::new(),
            children: HashMap::new(),
            other_examples: Vec::new(),
            streams,
            stream: StreamSettings::default(),
            known,
        };
        context.keep_names();
        context.reserve_components();
        context.find_children();
        context.nullable = nullable::components(&context);
        context
    }

    /// Types keep the names they had, as far as what they are in is still there.
    fn keep_names(&mut self) {
        let known = self.known.types.iter();
        let kept = known.filter(|(key, _)| self.document.has(key));
        let kept: Vec<_> = kept
            .map(|(key, name)| (key.as_str(), name.as_str()))
            .collect();
        self.type_names.keep(kept);
        let had_type = |key: &str| self.known.types.contains_key(key);
        let files = self.schemas().filter_map(|(name, _)| {
            let key = schema_pointer(name).as_str().to_owned();
            let plain = || names::value_name(name).to_string();
            let file = self.known.files.get(&key).cloned();
            had_type(&key).then(|| (key, file.unwrap_or_else(plain)))
        });
        let files: Vec<(String, String)> = files.collect();
        let files = files
            .iter()
            .map(|(key, file)| (key.as_str(), file.as_str()));
        self.file_names.keep(files);
    }

    /// Every component schema gets its name before any is lowered, so that
    /// inline schemas, wherever they are, can't take it.
    fn reserve_components(&mut self) {
        for name in self.schemas().map(|(name, _)| name).collect::<Vec<_>>() {
            let at = schema_pointer(name);
            let key = at.as_str();
            let file = self
                .file_names
                .claim_for(key, names::value_name(name).for_file(), &[]);
            let origin = Origin {
                schema: Some(name.to_owned()),
                key: key.to_owned(),
                place: self.document.place(&at),
            };
            let ident = self
                .type_names
                .claim_for(key, names::type_name(name), PRELUDE);
            let id = self.push(ident, file, origin);
            self.components.insert(name, id);
        }
    }

    fn find_children(&mut self) {
        for (name, schema) in self.document.schemas.components() {
            let parents = schema.schemas("allOf").filter_map(Schema::reference);
            for parent in parents {
                self.children.entry(parent).or_default().push(name);
            }
        }
    }

    /// The component schemas in document order.
    pub(super) fn schemas(&self) -> impl Iterator<Item = (&'d str, Schema<'d>)> + use<'d> {
        self.document.schemas.components()
    }

    /// The schema that the model has at a place.
    pub(super) fn node(&self, schema: &ReferenceOr<openapiv3::Schema>, at: Pointer) -> Node<'d> {
        Node::new(self.document.schemas.at(schema), at)
    }

    /// The type that a component schema becomes.
    pub(super) fn component(&self, name: &str) -> Option<TypeId> {
        self.components.get(name).copied()
    }

    /// The schema with this name, through references to references.
    pub(super) fn follow(&mut self, name: &'d str, at: &Pointer) -> Result<Node<'d>, Reported> {
        let mut seen = HashSet::new();
        let mut name = name;
        loop {
            let Some(node) = self.schema(name) else {
                let message = format!("no schema is called `{name}`");
                return Err(self.defect(Code::UnresolvedReference, at, message));
            };
            match node.schema {
                NodeKind::Reference(next) if seen.insert(next) => name = next,
                NodeKind::Reference(next) => {
                    let message = format!("`{next}` leads back to itself");
                    return Err(self.defect(Code::ReferenceCycle, at, message));
                }
                _ => return Ok(node),
            }
        }
    }

    /// A component schema's name as the document holds it.
    pub(super) fn schema_key(&self, name: &str) -> Option<&'d str> {
        let (name, _) = self.document.schemas.component(name)?;
        Some(name)
    }

    /// A component schema by name.
    pub(super) fn schema(&self, name: &str) -> Option<Node<'d>> {
        let (name, schema) = self.document.schemas.component(name)?;
        Some(Node::new(schema, schema_pointer(name)))
    }

    /// A reference to a component schema, as if the document had written it.
    pub(super) fn reference_to(&self, name: &'d str) -> Node<'d> {
        Node {
            schema: NodeKind::Reference(name),
            at: schema_pointer(name),
        }
    }

    /// The type that this inline schema has already become.
    pub(super) fn known(&self, node: &Node<'d>) -> Option<TypeId> {
        self.inline.get(&node.key()).copied()
    }

    /// Adds an inline type under the naming's name; its shape comes later.
    pub(super) fn declare(&mut self, naming: &Naming, node: &Node<'d>) -> TypeId {
        let ident =
            self.type_names
                .claim_for(&node.key(), names::type_name(&naming.words), PRELUDE);
        let origin = Origin {
            schema: None,
            key: node.key(),
            place: self.document.place(&node.at),
        };
        let id = self.push(ident, naming.file.clone(), origin);
        self.inline.insert(node.key(), id);
        id
    }

    /// One level further into nested inline schemas. Reports those that no
    /// person wrote; otherwise [`Self::leave`] must follow.
    pub(super) fn enter(&mut self, at: &Pointer) -> Result<(), Reported> {
        if self.depth == DEEPEST {
            return Err(self.defect(Code::TooComplex, at, "schemas are nested too deep here"));
        }
        self.depth += 1;
        Ok(())
    }

    /// Back from [`Self::enter`].
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    fn push(&mut self, name: RustIdent, file: RustIdent, origin: Origin) -> TypeId {
        self.types.push(TypeDef {
            name,
            file,
            doc: Doc::default(),
            shape: Shape::Alias(TypeRef::Json),
            deprecated: false,
            is_eq: false,
            origin,
        })
    }

    /// The file for the inline types of a shared parameter or response, or of an operation.
    pub(super) fn file(&mut self, words: &str) -> RustIdent {
        if let Some(file) = self.files.get(words) {
            return file.clone();
        }
        let file = self.new_file(words);
        self.files.insert(words.to_owned(), file.clone());
        file
    }

    /// A file that nothing else is in.
    pub(super) fn new_file(&mut self, words: &str) -> RustIdent {
        self.file_names.claim(names::value_name(words).for_file())
    }

    /// [`names::value_name`] of a name that others are likely to have too.
    pub(super) fn value_name(&mut self, words: &str) -> RustIdent {
        if let Some(known) = self.value_names.get(words) {
            return known.clone();
        }
        let name = names::value_name(words);
        self.value_names.insert(words.to_owned(), name.clone());
        name
    }

    pub(super) fn place(&self, at: &Pointer) -> Place {
        self.document.place(at)
    }

    pub(super) fn defect(
        &mut self,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
    ) -> Reported {
        let place = self.place(at);
        self.diagnostics.defect(code, place, message)
    }

    pub(super) fn note(&mut self, code: Code, at: &Pointer, message: impl Into<String>) {
        let place = self.place(at);
        self.diagnostics.note(code, place, message);
    }

    pub(super) fn warning(&mut self, code: Code, at: &Pointer, message: impl Into<String>) {
        let place = self.place(at);
        self.diagnostics.warning(code, place, message);
    }
}

/// Where a component schema is.
pub(super) fn schema_pointer(name: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child("schemas")
        .child(name)
}
