//! The layers of the generator: what each may import, and which crates it must not know.
//!
//! May not know: how code is read.

/// A top-level module of `generator/src`.
pub(super) struct Layer {
    pub(super) name: &'static str,
    /// The layers that it imports. Each has only earlier ones, so that there is no circle.
    pub(super) imports: &'static [&'static str],
    /// Crates and modules of `std` that nothing in it may name.
    pub(super) forbidden: &'static [&'static str],
}

/// Every top-level module, those that import nothing first.
pub(super) const LAYERS: &[Layer] = &[
    Layer {
        name: "diagnostic_code",
        imports: &[],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "generated_file",
        imports: &[],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "names",
        imports: &[],
        forbidden: &["openapiv3"],
    },
    Layer {
        name: "parallel",
        imports: &[],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "public_api",
        imports: &[],
        forbidden: &["openapiv3"],
    },
    Layer {
        name: "source",
        imports: &["diagnostic_code"],
        forbidden: &[
            "openapiv3",
            "quote",
            "syn",
            "proc_macro2",
            "prettyplease",
            "heck",
        ],
    },
    Layer {
        name: "ir",
        imports: &["names", "source"],
        forbidden: &[
            "openapiv3",
            "quote",
            "syn",
            "proc_macro2",
            "serde",
            "serde_json",
            "serde_yaml",
        ],
    },
    Layer {
        name: "format",
        imports: &["generated_file"],
        forbidden: &["openapiv3"],
    },
    Layer {
        name: "diagnostic",
        imports: &["diagnostic_code", "source"],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "report",
        imports: &["diagnostic", "diagnostic_code", "source"],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "lock",
        imports: &["generated_file", "ir", "names", "source"],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "config",
        imports: &[
            "diagnostic",
            "diagnostic_code",
            "ir",
            "lock",
            "names",
            "source",
        ],
        forbidden: &["openapiv3", "quote", "proc_macro2"],
    },
    Layer {
        name: "openapi",
        imports: &["config", "diagnostic", "diagnostic_code", "source"],
        forbidden: &["quote", "syn", "proc_macro2", "prettyplease", "heck"],
    },
    Layer {
        name: "bundle",
        imports: &["diagnostic", "openapi", "source"],
        forbidden: &[
            "openapiv3",
            "quote",
            "syn",
            "proc_macro2",
            "std::fs",
            "std::io",
        ],
    },
    Layer {
        name: "lower",
        imports: &[
            "config",
            "diagnostic",
            "diagnostic_code",
            "ir",
            "lock",
            "names",
            "openapi",
            "source",
        ],
        forbidden: &["quote", "syn", "proc_macro2", "prettyplease"],
    },
    Layer {
        name: "check",
        imports: &["diagnostic", "diagnostic_code", "ir", "names", "source"],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "emit",
        imports: &["format", "ir", "names"],
        forbidden: &["openapiv3", "serde_yaml", "std::fs"],
    },
    Layer {
        name: "change",
        imports: &["ir", "source", "public_api"],
        forbidden: &[
            "openapiv3",
            "quote",
            "syn",
            "proc_macro2",
            "std::fs",
            "std::io",
            "std::path",
        ],
    },
    Layer {
        name: "change_report",
        imports: &["change", "source"],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "output",
        imports: &["generated_file", "lock", "parallel", "source"],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "generate",
        imports: &[
            "check",
            "config",
            "diagnostic",
            "emit",
            "format",
            "generated_file",
            "ir",
            "lock",
            "lower",
            "openapi",
            "output",
            "parallel",
            "source",
            "public_api",
        ],
        forbidden: &[
            "std::fs",
            "std::env",
            "std::io",
            "std::time",
            "openapiv3",
            "quote",
            "syn",
        ],
    },
    Layer {
        name: "project",
        imports: &[
            "config",
            "diagnostic",
            "diagnostic_code",
            "generate",
            "ir",
            "lock",
            "names",
            "source",
        ],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "diff",
        imports: &[
            "change",
            "config",
            "diagnostic",
            "generate",
            "ir",
            "lock",
            "project",
            "public_api",
        ],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "build",
        imports: &[
            "diagnostic",
            "generated_file",
            "lock",
            "output",
            "project",
            "report",
            "source",
        ],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
    Layer {
        name: "cli",
        imports: &[
            "bundle",
            "change",
            "config",
            "diagnostic",
            "diagnostic_code",
            "diff",
            "generate",
            "generated_file",
            "lock",
            "names",
            "output",
            "change_report",
            "project",
            "report",
            "source",
        ],
        forbidden: &["openapiv3", "quote", "syn", "proc_macro2"],
    },
];
