//! Finds the operations of a document: where each is, its id and its tag.

use foldhash::HashSet;
use openapiv3::Operation as Declared;

use super::context::Context;
use crate::diagnostic::Code;
use crate::ir::Method;
use crate::openapi::PathItem;
use crate::source::Pointer;

/// The tag of operations that have none: what the field's viewers show for it.
const UNTAGGED: &str = "default";

/// One operation as it is in the document.
pub(super) struct Site<'d> {
    pub(super) path: &'d str,
    pub(super) method: Method,
    pub(super) item: &'d PathItem,
    pub(super) item_at: Pointer,
    pub(super) declared: &'d Declared,
    pub(super) at: Pointer,
}

/// Every operation in document order.
pub(super) fn all<'d>(context: &Context<'d>) -> Vec<Site<'d>> {
    let paths = Pointer::root().child("paths");
    let mut sites = Vec::new();
    for (path, item) in &context.document.paths {
        let item_at = paths.child(path);
        for (name, declared) in &item.operations {
            let Some(method) = Method::of_key(name) else {
                continue;
            };
            let at = item_at.child(name);
            sites.push(Site {
                path,
                method,
                item,
                item_at: item_at.clone(),
                declared,
                at,
            });
        }
    }
    sites
}

impl Site<'_> {
    /// The resource that the operation belongs to.
    pub(super) fn tag(&self) -> &str {
        let first = self.declared.tags.first();
        first.map_or(UNTAGGED, String::as_str)
    }

    /// `operationId`, or method and path in words where there is none.
    pub(super) fn id(&self) -> String {
        if let Some(given) = self.given_id() {
            return given.to_owned();
        }
        let path = self.path.replace('{', " by ").replace('}', " ");
        let words = format!("{} {path}", self.method.as_str().to_lowercase());
        words
            .split(['/', ' '])
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("_")
    }

    fn given_id(&self) -> Option<&str> {
        let given = self.declared.operation_id.as_deref();
        given.filter(|id| !id.trim().is_empty())
    }

    /// Reports an `operationId` that another operation has already.
    pub(super) fn report_taken(&self, context: &mut Context<'_>, ids: &mut HashSet<String>) {
        let Some(given) = self.given_id() else {
            return;
        };
        if !ids.insert(given.to_owned()) {
            let at = self.at.child("operationId");
            let message = format!("a second operation is called `{given}`");
            context.warning(Code::DuplicateOperationId, &at, message);
            context.diagnostics.help(
                "give each operation an `operationId` of its own; this one's method gets a number",
            );
        }
    }

    /// Reports that the client does without the operation.
    pub(super) fn report_skipped(&self, context: &mut Context<'_>) {
        let place = context.place(&self.at);
        let message = format!(
            "`{} {}` is left out of the client",
            self.method.as_str(),
            self.path
        );
        context
            .diagnostics
            .skipped(Code::SkippedOperation, place, message);
    }
}
