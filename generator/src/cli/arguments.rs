//! What the command line takes.

use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Reads OpenAPI documents (3.0, 3.1) and writes Rust client crates.
#[derive(Debug, Parser)]
#[command(name = "simgen", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How errors and findings are printed on standard error
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        value_enum,
        default_value_t
    )]
    pub(crate) message_format: MessageFormat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a project to start from: a document, its configuration, the crate, and a test that
    /// calls it
    Init {
        /// The folder of the project, which is empty or not there
        #[arg(value_name = "DIR", default_value = ".")]
        folder: PathBuf,
        /// The name of the crate; by default that of the folder
        #[arg(long)]
        name: Option<String>,
        /// Start from this OpenAPI document, which is copied with the files that it refers to
        #[arg(long, value_name = "DOC", value_parser = document)]
        from: Option<PathBuf>,
    },
    /// Write the crate: all documents of spec/simgen.toml, or one document
    Generate {
        #[command(flatten)]
        what: What,
        /// Move the version as far as the change since the last release asks for,
        /// and add an entry to the crate's CHANGELOG.md
        #[arg(long, conflicts_with_all = ["document", "only", "skip"])]
        bump: bool,
        /// The name that the crate in the folder had until now, where it gets another one
        #[arg(long, value_name = "NAME")]
        rename_from: Option<String>,
    },
    /// Write nothing; exit with 1 and show the difference where the crate is stale
    Check {
        #[command(flatten)]
        what: What,
        /// Exit with 1, too, where the version does not cover the change since the last release,
        /// or there is no release to compare with
        #[arg(long, conflicts_with = "document")]
        release: bool,
        /// Say that this is the first release, so that there is none to compare with
        #[arg(long, requires = "release", conflicts_with = "since")]
        first: bool,
    },
    /// Print the features and dependencies for the Cargo.toml of a package whose build.rs
    /// generates the client with simgen::Builder
    Dependencies(Source),
    /// Say what changes for users of the crate, and how far its version must move
    Diff(Sides),
    /// Write one document with everything that it refers to in other files, for other tools
    #[command(
        after_help = "References lead to `components` of the same document, path items are written \
                      where they are used, and everything else stays as it is, in its order; \
                      comments are left out. Nothing is written if the document has a defect that \
                      would lose something, such as a reference that leads nowhere.\n\n\
                      simgen bundle spec/openapi.yaml -o bundled.json"
    )]
    Bundle(Bundle),
    /// Explain the code of a diagnostic: what it means, how to fix its cause, and an example
    /// before and after
    Explain {
        /// The code, like `unresolved-reference`; all are listed without one
        code: Option<String>,
    },
    /// Print the JSON Schema of simgen.toml, by which editors complete and check it
    Schema,
    /// Print the completions of simgen for a shell
    #[command(
        after_help = "Write them to the folder from which the shell loads completions:\n  \
                            simgen completions bash > ~/.local/share/bash-completion/completions/simgen\n  \
                            simgen completions fish > ~/.config/fish/completions/simgen.fish"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// What to generate.
#[derive(Debug, Default, Args)]
pub(crate) struct What {
    /// One OpenAPI document, instead of a configuration
    #[arg(value_name = "DOC", value_parser = document, conflicts_with = "config")]
    pub(crate) document: Option<PathBuf>,
    /// The configuration; by default spec/simgen.toml of this folder or the nearest above
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The folder of the crate; with a configuration, instead of its `output`; by default that of
    /// the package's name
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The package's name; by default made of the document's title, else of the name of its file
    #[arg(long, requires = "document")]
    pub(crate) name: Option<String>,
    /// The name of the document's module
    #[arg(long, requires = "document", default_value = "api")]
    pub(crate) module: String,
    /// The revision of the last release; by default the tag with the highest version below
    /// HEAD, like v1.2.3 or NAME-v1.2.3. Without --release it is otherwise the commit that
    /// set the version
    #[arg(long, value_name = "REVISION", conflicts_with = "document")]
    pub(crate) since: Option<String>,
    /// Make an error of every warning
    #[arg(long)]
    pub(crate) strict: bool,
    /// Only these operations: an operationId, `METHOD /path` or a tag
    #[arg(long, value_name = "WORD")]
    pub(crate) only: Vec<String>,
    /// Not these operations: an operationId, `METHOD /path` or a tag
    #[arg(long, value_name = "WORD")]
    pub(crate) skip: Vec<String>,
    /// Let references lead into this folder too
    #[arg(long, value_name = "DIR", value_parser = PathBufValueParser::new().try_map(folder))]
    pub(crate) allow_path: Vec<PathBuf>,
    #[arg(skip)]
    pub(crate) message_format: MessageFormat,
    /// Show every note, too
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

/// Of what to print the dependencies.
#[derive(Debug, Args)]
pub(crate) struct Source {
    /// One OpenAPI document, instead of a configuration
    #[arg(value_name = "DOC", value_parser = document, conflicts_with = "config")]
    pub(crate) document: Option<PathBuf>,
    /// The configuration; by default spec/simgen.toml of this folder or the nearest above
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Let references lead into this folder too
    #[arg(long, value_name = "DIR", value_parser = PathBufValueParser::new().try_map(folder))]
    pub(crate) allow_path: Vec<PathBuf>,
}

/// What to bundle.
#[derive(Debug, Args)]
pub(crate) struct Bundle {
    /// The OpenAPI document
    #[arg(value_name = "DOC", value_parser = document)]
    pub(crate) document: PathBuf,
    /// The file to write; standard output without one
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How to write it; by default as the name of the file says, else as DOC is written
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Written>,
    /// Let references lead into this folder too
    #[arg(long, value_name = "DIR", value_parser = PathBufValueParser::new().try_map(folder))]
    pub(crate) allow_path: Vec<PathBuf>,
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Written {
    Yaml,
    Json,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people: the line with a caret
    #[default]
    Human,
    /// For editors and scripts: one JSON object a line
    Json,
}

/// What to compare.
#[derive(Debug, Args)]
pub(crate) struct Sides {
    /// A document, a simgen.toml, a folder with one, or a git revision of the configuration;
    /// by default the last release, as `simgen check` finds it
    #[arg(value_name = "OLD")]
    pub(crate) old: Option<String>,
    /// The same; by default what the configuration says now
    #[arg(value_name = "NEW")]
    pub(crate) new: Option<String>,
    /// The configuration for revisions; by default spec/simgen.toml of this folder or the nearest above
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// How to print the changes
    #[arg(long, value_enum, default_value = "terminal")]
    pub(crate) format: Format,
    /// Exit with 1 where a change is at least of this class
    #[arg(long, value_enum, value_name = "CLASS")]
    pub(crate) deny: Option<Denied>,
    #[arg(skip)]
    pub(crate) message_format: MessageFormat,
    /// Let references lead into this folder too
    #[arg(long, value_name = "DIR", value_parser = PathBufValueParser::new().try_map(folder))]
    pub(crate) allow_path: Vec<PathBuf>,
}

/// How to print changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Terminal,
    /// For a pull request
    Markdown,
    /// For programs
    Json,
}

/// A class of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Denied {
    /// Programs may not compile, or not work
    Major,
    /// There is more to use, or something is sent differently
    Minor,
    /// What is understood is repaired, or a name changes that no program sees
    Patch,
}

/// A folder that is there: of a misspelled one every reference would be refused.
fn folder(path: PathBuf) -> Result<PathBuf, &'static str> {
    match path.is_dir() {
        true => Ok(path),
        false => Err("there is no such folder"),
    }
}

/// A document's path. A configuration in its place is an easy mistake.
fn document(text: &str) -> Result<PathBuf, &'static str> {
    let path = PathBuf::from(text);
    match path.extension() {
        Some(extension) if extension == "toml" => {
            Err("a configuration is given as `--config FILE`")
        }
        _ => Ok(path),
    }
}
