//! Names that a document can't have: Rust's keywords, and what emitted files
//! need for themselves. `tests/codegen` holds these lists against the output.

/// What a file below `models` may name: its own types can't be called so.
pub const MODEL_NAMES: &[&str] = &[
    "BTreeMap",
    "Base64",
    "Box",
    "Date",
    "Default",
    "Direction",
    "Err",
    "File",
    "From",
    "Guard",
    "Into",
    "Json",
    "JsonError",
    "Map",
    "Model",
    "None",
    "ObjectReader",
    "ObjectWriter",
    "Ok",
    "Option",
    "Redacted",
    "Result",
    "Some",
    "String",
    "StringEnum",
    "Tagged",
    "Timestamp",
    "Untagged",
    "Value",
    "Vec",
];

/// What a resource's file may name: its operations can't be called so.
pub const OPERATION_NAMES: &[&str] = &[
    "Answer",
    "BTreeMap",
    "Base64",
    "Box",
    "Bytes",
    "Cases",
    "Client",
    "Date",
    "Default",
    "Err",
    "File",
    "From",
    "Infallible",
    "Into",
    "M",
    "Map",
    "None",
    "Ok",
    "Operation",
    "OperationDescription",
    "Option",
    "Parameter",
    "Request",
    "Requirement",
    "Result",
    "Some",
    "Status",
    "String",
    "Style",
    "Timestamp",
    "Value",
    "Vec",
];

/// The runtime's own methods on a request: parameters can't be called so.
pub const REQUEST_METHODS: &[&str] = &[
    "bytes",
    "form",
    "into_future",
    "json",
    "multipart",
    "new",
    "send",
    "set",
    "text",
];

/// Modules of an API that no resource can be called.
pub const ROOT_MODULES: &[&str] = &["client", "errors", "models", "runtime"];

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
