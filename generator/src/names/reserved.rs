//! Names that a document can't have, or that need care: Rust's keywords, and
//! what emitted files need for themselves. `tests/codegen` holds these lists against the output.

/// What emitted code takes from the prelude: no type of a document can be
/// called so. Their names get a trailing underscore.
pub const PRELUDE: &[&str] = &[
    "Box",
    "Default",
    "Err",
    "From",
    "Into",
    "IntoIterator",
    "None",
    "Ok",
    "Option",
    "Result",
    "Some",
    "String",
    "Vec",
];

/// What files of models import. Types of a document may well be called so
/// (`Date`, `File`, `Map`): where the two meet, the longer path is written.
pub const MODEL_IMPORTS: &[&str] = &[
    "BTreeMap",
    "Base64",
    "Date",
    "Deserializer",
    "Direction",
    "Duration",
    "File",
    "Guard",
    "Hiding",
    "IntegerEnum",
    "Json",
    "JsonWriter",
    "LostProperties",
    "Map",
    "NamesOnly",
    "PatchValue",
    "Place",
    "Redacted",
    "Serialize",
    "StringEnum",
    "Tagged",
    "Timestamp",
    "UndeclaredProperties",
    "Untagged",
    "Uri",
    "Uuid",
    "Value",
    "ValueEnum",
];

/// The type parameter of clients and requests, which operations can't be called.
pub const MODE: &str = "M";

/// What a request is made with; a parameter of this name has another one.
pub const CORE: &str = "core";

/// The length of an array in a conversion from one, which no type of a
/// document can be called.
pub const ARRAY_LENGTH: &str = "N";

/// The methods that every request has: parameters can't be called so.
pub const REQUEST_METHODS: &[&str] = &[
    "call",
    "into_future",
    "new",
    "optional",
    "send",
    "send_streaming",
];

/// Cargo features that every crate has, and the optional dependencies that are
/// some: no feature of a tag can be called so.
pub const CRATE_FEATURES: &[&str] = &[
    "blocking",
    "clap",
    "clap_complete",
    "clap_mangen",
    "cli",
    "comfy_table",
    "default",
    "full",
    "gzip",
    "h2",
    "hex",
    "hmac",
    "http2",
    "hyper",
    "hyper_util",
    "jiff",
    "json_patch",
    "jsonschema",
    "mock",
    "native_tls",
    "pulldown_cmark",
    "rustls",
    "rustls_no_provider",
    "sha2",
    "shlex",
    "strsim",
    "system_proxy",
    "terminal_size",
    "tower",
    "tower_service",
    "tracing",
    "uuid",
    "webhooks",
    "yaml_serde",
];

/// What Windows takes for a device whatever its ending: no file can be called so.
pub const WINDOWS_FILES: &[&str] = &[
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con",
    "conin", "conout", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8",
    "lpt9", "nul", "prn",
];

/// Modules of an API that no resource can be called.
pub const ROOT_MODULES: &[&str] = &["client", "errors", "metadata", "mock", "models", "runtime"];

/// Strict, reserved and weak keywords of every edition up to 2024 that can't
/// name an item or a field.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}
