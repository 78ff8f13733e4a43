//! The keys of a `simgen.toml`, but for those of credentials, each with its type, default, meaning and example. The parser, the
//! "did you mean" of unknown keys, `docs/simgen-toml.md` and the JSON Schema for editors are
//! all made from these tables.

use super::credential_keys::CREDENTIALS;
use super::rules::{module_rule, package_rule};
use super::webhooks::WEBHOOKS;

/// One key.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) presence: Presence,
    /// One paragraph of Markdown.
    pub(super) meaning: &'static str,
    /// A value in TOML; empty for tables, whose keys have their own.
    pub(super) example: &'static str,
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A string that matches a regular expression, if there is one.
    Text(Option<&'static str>),
    /// One of these strings.
    Word(&'static [&'static str]),
    Flag,
    /// A list of strings, each of which matches the regular expression.
    Texts {
        pattern: Option<&'static str>,
        most: Option<usize>,
    },
    /// A table with any keys, whose values are strings.
    TextMap,
    Table(&'static [Key]),
    /// A list of tables.
    Tables(&'static [Key]),
    /// This string, or a table.
    WordOrTable(&'static str, &'static [Key]),
}

impl Kind {
    /// The keys of a table; none of any other value.
    pub(super) fn keys(self) -> &'static [Key] {
        match self {
            Self::Table(keys) | Self::Tables(keys) | Self::WordOrTable(_, keys) => keys,
            Self::Text(_) | Self::Word(_) | Self::Flag | Self::Texts { .. } | Self::TextMap => &[],
        }
    }
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    /// What it is otherwise, in TOML.
    Default(&'static str),
    /// What happens otherwise, in words.
    Optional(&'static str),
}

/// crates.io's limit for keywords, and for categories.
pub(super) const MOST_WORDS: usize = 5;

const URL: Kind = Kind::Text(Some("^[hH][tT][tT][pP][sS]?://[^/]"));

/// All tables start here.
pub(super) const ROOT: &[Key] = &[
    Key {
        name: "output",
        kind: Kind::Text(None),
        presence: Presence::Optional("`--out` must say it"),
        meaning: "The folder of the generated crate, as a path from the folder of the `simgen.toml`.",
        example: "\"../generated\"",
    },
    Key {
        name: "package",
        kind: Kind::Table(PACKAGE),
        presence: Presence::Required,
        meaning: "What the crate's `Cargo.toml` says of the package, and how strict simgen is.",
        example: "",
    },
    Key {
        name: "runtime",
        kind: Kind::WordOrTable("vendored", RUNTIME),
        presence: Presence::Default("\"vendored\""),
        meaning: "Where the crate has its runtime from: the code that sends requests and reads \
                  responses. `\"vendored\"` copies it into the crate as the module `runtime`, so that the \
                  crate stands alone. A table makes the crate depend on the package `simgen-runtime`. \
                  The public paths are the same.",
        example: "\"vendored\"",
    },
    Key {
        name: "module",
        kind: Kind::Tables(MODULE),
        presence: Presence::Required,
        meaning: "One OpenAPI document that becomes one module of the crate; there is at least one. \
                  What several documents share is generated once.",
        example: "",
    },
    Key {
        name: "credentials",
        kind: Kind::Table(CREDENTIALS),
        presence: Presence::Optional("settings come from code alone"),
        meaning: "Where `Config::from_env` and `Config::load` find the settings of a client: in the \
                  environment, or else in the first of the files that has one of them. All come from \
                  the same place, but for what says how connections are made: there the environment goes \
                  before the file.",
        example: "",
    },
    Key {
        name: "errors",
        kind: Kind::Table(ERRORS),
        presence: Presence::Optional("errors show nothing of their body"),
        meaning: "How errors of the API are displayed.",
        example: "",
    },
    Key {
        name: "stream",
        kind: Kind::Tables(STREAM),
        presence: Presence::Optional("streams are what the document says"),
        meaning: "What the document does not say of responses that are streams of items: server-sent \
                  events, JSON Lines, JSON text sequences. Each table is about one operation, or about all.",
        example: "",
    },
];

const PACKAGE: &[Key] = &[
    Key {
        name: "name",
        kind: Kind::Text(Some("^[A-Za-z][A-Za-z0-9_-]*$")),
        presence: Presence::Required,
        meaning: package_rule!("The package's name: ", "."),
        example: "\"pets-client\"",
    },
    Key {
        name: "version",
        kind: Kind::Text(Some(r"^[0-9]+\.[0-9]+\.[0-9]+")),
        presence: Presence::Required,
        meaning: "The package's version, by Semantic Versioning. `simgen generate --bump` moves it.",
        example: "\"0.1.0\"",
    },
    Key {
        name: "description",
        kind: Kind::Text(None),
        presence: Presence::Optional("the crate has none"),
        meaning: "One line for `Cargo.toml` and the top of the crate's documentation.",
        example: "\"Client of the pets API\"",
    },
    Key {
        name: "license",
        kind: Kind::Text(None),
        presence: Presence::Optional("the crate has none"),
        meaning: "An SPDX expression, as crates.io reads it, or `LicenseRef-` and a name of your own. \
                  A crate whose license names MIT or Apache-2.0 gets the text of that license.",
        example: "\"MIT OR Apache-2.0\"",
    },
    Key {
        name: "repository",
        kind: URL,
        presence: Presence::Optional("the crate has none"),
        meaning: "The URL of the source repository.",
        example: "\"https://example.com/pets.git\"",
    },
    Key {
        name: "homepage",
        kind: URL,
        presence: Presence::Optional("the crate has none"),
        meaning: "The URL of the home page.",
        example: "\"https://example.com/pets\"",
    },
    Key {
        name: "documentation",
        kind: URL,
        presence: Presence::Optional("docs.rs, for a crate on crates.io"),
        meaning: "The URL of the documentation.",
        example: "\"https://example.com/pets/docs\"",
    },
    Key {
        name: "authors",
        kind: Kind::Texts {
            pattern: Some("[^ ]"),
            most: None,
        },
        presence: Presence::Optional("the crate names nobody"),
        meaning: "The authors, each as `Name` or `Name <address>`.",
        example: "[\"Jane Doe <jane@example.com>\"]",
    },
    Key {
        name: "keywords",
        kind: Kind::Texts {
            pattern: Some("^[A-Za-z0-9][A-Za-z0-9_+-]{0,19}$"),
            most: Some(MOST_WORDS),
        },
        presence: Presence::Optional("the crate has none"),
        meaning: "Words by which the crate is found on crates.io. A keyword has at most 20 characters: \
                  ASCII letters, digits, `-`, `_` and `+`, a letter or digit first.",
        example: "[\"pets\", \"api\"]",
    },
    Key {
        name: "categories",
        kind: Kind::Texts {
            pattern: Some("^[a-z0-9-]+(::[a-z0-9-]+)*$"),
            most: Some(MOST_WORDS),
        },
        presence: Presence::Optional("the crate has none"),
        meaning: "Categories of crates.io, by their [slugs](https://crates.io/category_slugs).",
        example: "[\"api-bindings\"]",
    },
    Key {
        name: "guide",
        kind: Kind::Texts {
            pattern: Some("(^|/)[A-Za-z0-9_-]+[.]md$"),
            most: None,
        },
        presence: Presence::Optional("the crate has no guide"),
        meaning: "Pages of Markdown for the users of the crate, as paths from the folder of the \
                  `simgen.toml`; they are copied into the crate's `docs/guide`. A page is called `NAME.md`, \
                  with letters, digits, `-` and `_`; no two have the same name.",
        example: "[\"guide/first-steps.md\"]",
    },
    Key {
        name: "strict",
        kind: Kind::Flag,
        presence: Presence::Default("true"),
        meaning: "Whether every warning about a document is an error, so that nothing is left out or \
                  repaired unseen.",
        example: "true",
    },
];

const RUNTIME: &[Key] = &[
    Key {
        name: "version",
        kind: Kind::Text(None),
        presence: Presence::Optional("the version that this simgen writes code for"),
        meaning: "The requirement on the version of `simgen-runtime`, as Cargo reads it. It must admit \
                  the version that this simgen writes code for.",
        example: concat!("\"", env!("SIMGEN_RUNTIME_VERSION"), "\""),
    },
    Key {
        name: "path",
        kind: Kind::Text(None),
        presence: Presence::Optional("the runtime comes from the registry"),
        meaning: "The folder of `simgen-runtime`, as a path from the folder of the `simgen.toml`.",
        example: "\"../generator/runtime\"",
    },
];

const MODULE: &[Key] = &[
    Key {
        name: "name",
        kind: Kind::Text(Some("^[a-z][a-z0-9_]*$")),
        presence: Presence::Required,
        meaning: module_rule!("The module's name: ", "."),
        example: "\"v1\"",
    },
    Key {
        name: "document",
        kind: Kind::Text(None),
        presence: Presence::Required,
        meaning: "The OpenAPI document, as a path from the folder of the `simgen.toml`.",
        example: "\"pets.yaml\"",
    },
    Key {
        name: "webhooks",
        kind: Kind::Table(WEBHOOKS),
        presence: Presence::Optional("the document alone says what tells events apart"),
        meaning: "What the document does not say of its webhooks and callbacks: what tells the events \
                  apart, and how they are signed.",
        example: "",
    },
];

const STREAM: &[Key] = &[
    Key {
        name: "operation",
        kind: Kind::Text(None),
        presence: Presence::Optional("the table is about all operations"),
        meaning: "The `operationId` of the operation.",
        example: "\"createChatCompletion\"",
    },
    Key {
        name: "property",
        kind: Kind::Text(None),
        presence: Presence::Optional("a boolean property `stream`, where the body has one"),
        meaning: "The property of the body by which the server decides whether it responds with a \
                  stream. The operation that gives the stream sets it.",
        example: "\"stream\"",
    },
    Key {
        name: "value",
        kind: Kind::Text(None),
        presence: Presence::Optional("`true`"),
        meaning: "The value of `property` that asks for a stream, where that is a string.",
        example: "\"sse\"",
    },
    Key {
        name: "item",
        kind: Kind::Text(None),
        presence: Presence::Optional("the operation streams only if the document says so"),
        meaning: "The component schema of an item, for an operation that can respond with a stream \
                  though the document does not say it.",
        example: "\"CreateChatCompletionStreamResponse\"",
    },
    Key {
        name: "media-type",
        kind: Kind::Text(Some("^[^/]+/[^/]+$")),
        presence: Presence::Default("\"text/event-stream\""),
        meaning: "The media type of the stream whose items `item` gives.",
        example: "\"text/event-stream\"",
    },
    Key {
        name: "end",
        kind: Kind::Texts {
            pattern: None,
            most: None,
        },
        presence: Presence::Optional("`[DONE]` ends events whose data is JSON"),
        meaning: "What ends a stream and is no item: an event that has one of these as its data or as \
                  its name, or such a line. An empty list means that only the end of the response does.",
        example: "[\"[DONE]\"]",
    },
    Key {
        name: "keep-alive",
        kind: Kind::Texts {
            pattern: None,
            most: None,
        },
        presence: Presence::Optional("every event is an item"),
        meaning: "What keeps the connection alive and is no item: an event that has one of these as its \
                  name or as its data, or such a line. Comments and blank lines never are items.",
        example: "[\"ping\"]",
    },
];

const ERRORS: &[Key] = &[Key {
    name: "summary",
    kind: Kind::Texts {
        pattern: None,
        most: None,
    },
    presence: Presence::Optional("none is shown"),
    meaning: "The properties of error bodies that belong into a log line, in this order: a code, a \
              request id. The `Display` of an error shows them.",
    example: "[\"code\", \"requestId\"]",
}];
