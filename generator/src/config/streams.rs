//! What a configuration says of responses that are streams of items.
//!
//! Must not know: any document.

use toml::Spanned;

use super::section::Section;

/// All that is said of streams.
#[derive(Clone, Debug, Default)]
pub struct Streams(Vec<StreamSettings>);

/// What is said of the streams of one operation, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamSettings {
    /// Its `operationId`; none is any.
    pub operation: Option<String>,
    /// The property of the body that asks for a stream.
    pub property: Option<String>,
    /// Its value, where it is no boolean.
    pub value: Option<String>,
    /// The component schema of an item, where the document has no stream.
    pub item: Option<String>,
    /// The media type, where the document has no stream.
    pub media_type: Option<String>,
    /// What ends it; none where nothing is said.
    pub end: Option<Vec<String>>,
    /// What is no item.
    pub keep_alive: Vec<String>,
}

impl Streams {
    /// What is said of the streams of an operation: by its name, or else of all.
    pub(crate) fn of(&self, operation: &str) -> StreamSettings {
        let is_own = |found: &&StreamSettings| found.operation.as_deref() == Some(operation);
        let own = self.0.iter().find(is_own).cloned().unwrap_or_default();
        let of_all = self.0.iter().find(|found| found.operation.is_none());
        let Some(of_all) = of_all else {
            return own;
        };
        StreamSettings {
            property: own.property.or_else(|| of_all.property.clone()),
            value: own.value.or_else(|| of_all.value.clone()),
            end: own.end.or_else(|| of_all.end.clone()),
            keep_alive: [own.keep_alive, of_all.keep_alive.clone()].concat(),
            ..own
        }
    }

    /// The operations that something is said of.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|found| found.operation.as_deref())
    }
}

impl FromIterator<StreamSettings> for Streams {
    fn from_iter<I: IntoIterator<Item = StreamSettings>>(settings: I) -> Self {
        Self(settings.into_iter().collect())
    }
}

/// Reads all tables; what is said twice of one operation is reported.
pub(super) fn read(file: &Section<'_>) -> Streams {
    let mut found: Vec<StreamSettings> = Vec::new();
    for section in file.sections("stream") {
        let plain = |key| section.text(key).map(Spanned::into_inner);
        let texts = |key| {
            let texts = section.texts(key).into_iter().map(Spanned::into_inner);
            texts.collect::<Vec<_>>()
        };
        let operation = section.text("operation");
        let span = operation.as_ref().map_or(0..0, Spanned::span);
        let operation = operation.map(Spanned::into_inner);
        if found.iter().any(|other| other.operation == operation) {
            let whose = operation.as_deref().unwrap_or("all operations");
            section.is_wrong(format!("two tables `[[stream]]` are about `{whose}`"), span);
        }
        found.push(StreamSettings {
            operation,
            property: plain("property"),
            value: plain("value"),
            item: plain("item"),
            media_type: plain("media-type"),
            end: section.has("end").then(|| texts("end")),
            keep_alive: texts("keep-alive"),
        });
    }
    found.into_iter().collect()
}
