//! Turns the runtime's sources into a list that the generator can copy from,
//! so that no list of files is kept by hand, into the list of what is public
//! in them, so that no run has to parse them, and into what the documentation
//! of crates says of retries.

#[path = "src/public_api/mod.rs"]
#[expect(unreachable_pub, reason = "it is public in the generator")]
mod public_api;

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use public_api::{Outlines, PublicApi};

/// Constants of the runtime that the documentation of generated crates says.
const SAID: [&str; 5] = [
    "MAX_ATTEMPTS",
    "TRANSIENT_STATUSES",
    "REFUSAL_STATUSES",
    "SAFE_METHODS",
    "IDEMPOTENT_METHODS",
];

fn main() -> io::Result<()> {
    let package = PathBuf::from(required("CARGO_MANIFEST_DIR"));
    let output = PathBuf::from(required("OUT_DIR"));
    let root = Runtime::of(&package);
    // From the package's folder: cargo knows a copy of this repository that is built in the
    // same target folder as the same package, and would watch the files of the copy.
    for path in [&root.manifest, &root.sources, &root.loopback] {
        println!("cargo::rerun-if-changed={}", below(&package, path));
    }
    for path in ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "src"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let generator = fingerprint(&package, &root)?;
    println!("cargo::rustc-env=SIMGEN_FINGERPRINT={generator:016x}");
    let manifest = fs::read_to_string(&root.manifest)?;
    let version = version(&manifest);
    println!("cargo::rustc-env=SIMGEN_RUNTIME_VERSION={version}");
    let dependencies = dependencies(&manifest).join(" ");
    println!("cargo::rustc-env=SIMGEN_RUNTIME_DEPENDENCIES={dependencies}");
    fs::write(output.join("runtime.rs"), render(&root)?)?;
    let sources = parsed(&root.sources)?;
    fs::write(output.join("retry.rs"), said(&sources)?)?;
    fs::write(output.join("public_api.rs"), known(&public(sources)?))
}

/// Where the files of the package `simgen-runtime` are.
struct Runtime {
    manifest: PathBuf,
    sources: PathBuf,
    loopback: PathBuf,
}

impl Runtime {
    /// In the repository they are in `runtime/`. Cargo leaves that folder out of
    /// simgen's package, because it is a package of its own; there they are in
    /// `vendored/`, whose symbolic links cargo replaces with what they lead to.
    fn of(package: &Path) -> Self {
        let (repository, packaged) = (package.join("runtime"), package.join("vendored"));
        let (folder, manifest) = match repository.join("Cargo.toml").is_file() {
            true => (repository, "Cargo.toml"),
            false => (packaged, "manifest.toml"),
        };
        Self {
            manifest: folder.join(manifest),
            sources: folder.join("src"),
            loopback: folder.join("loopback"),
        }
    }
}

fn required(variable: &str) -> String {
    env::var(variable).expect("cargo sets this for build scripts")
}

/// The names of the packages that the runtime depends on; a line is one of them.
fn dependencies(manifest: &str) -> Vec<&str> {
    let lines = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]");
    let lines = lines.skip(1).take_while(|line| !line.starts_with('['));
    let lines = lines.filter_map(|line| line.split_once(" = "));
    lines.map(|(name, _)| name).collect()
}

/// The version that a manifest names.
fn version(manifest: &str) -> String {
    let mut lines = manifest.lines();
    let version = lines.find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.expect("a package has a version").to_owned()
}

/// A number that is another one when anything that the output depends on is:
/// the generator's own sources, its runtime, and the versions it is built with.
fn fingerprint(package: &Path, runtime: &Runtime) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    let mut open = vec![
        package.join("src"),
        runtime.sources.clone(),
        runtime.loopback.clone(),
    ];
    let mut files = vec![
        package.join("Cargo.toml"),
        package.join("LICENSE-MIT"),
        package.join("LICENSE-APACHE"),
        package.join("../Cargo.lock"),
        runtime.manifest.clone(),
    ];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let list = if path.is_dir() { &mut open } else { &mut files };
            list.push(path);
        }
    }
    files.sort();
    for file in files {
        // A package from a registry has no lock file beside it.
        if let Ok(bytes) = fs::read(&file) {
            (below(package, &file), bytes).hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// Three constants: the manifest's text, the loopback server's, and each source
/// file's name and text.
fn render(runtime: &Runtime) -> io::Result<String> {
    let mut out = String::new();
    let server = runtime.loopback.join("server.rs");
    for (name, file) in [
        ("MANIFEST", &runtime.manifest),
        ("LOOPBACK_SERVER", &server),
    ] {
        writeln!(
            out,
            "pub(super) const {name}: &str = include_str!({file:?});"
        )
        .expect("writing to a String does not fail");
    }
    out.push_str("pub(super) const FILES: &[(&str, &str)] = &[\n");
    for file in rust_files(&runtime.sources)? {
        let name = below(&runtime.sources, &file);
        writeln!(out, "    ({name:?}, include_str!({file:?})),")
            .expect("writing to a String does not fail");
    }
    out.push_str("];\n");
    Ok(out)
}

/// A file of the runtime: its path below the folder, and what is in it.
type Source = (String, Vec<syn::Item>);

/// Every file of the runtime.
fn parsed(sources: &Path) -> io::Result<Vec<Source>> {
    let mut all = Vec::new();
    for file in rust_files(sources)? {
        let syntax = syn::parse_file(&fs::read_to_string(&file)?).map_err(io::Error::other)?;
        all.push((below(sources, &file), syntax.items));
    }
    Ok(all)
}

/// A constant with the words of each of these: `MAX_ATTEMPTS: &[&str] = &["3"]`.
fn said(sources: &[Source]) -> io::Result<String> {
    let mut values = Vec::new();
    for item in sources.iter().flat_map(|(_, items)| items) {
        if let syn::Item::Const(item) = item {
            values.push((item.ident.to_string(), words(&item.expr)));
        }
    }
    let constants = SAID.iter().map(|name| {
        let value = values.iter().find(|(found, _)| found == name);
        let (_, words) = value
            .filter(|(_, words)| !words.is_empty())
            .ok_or_else(|| io::Error::other(format!("the runtime has no list `{name}`")))?;
        Ok(format!("pub(super) const {name}: &[&str] = &{words:?};\n"))
    });
    constants.collect()
}

/// The numbers, and the last names of paths, in a value or a list of them.
fn words(value: &syn::Expr) -> Vec<String> {
    match value {
        syn::Expr::Array(list) => list.elems.iter().flat_map(words).collect(),
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Int(number),
            ..
        }) => vec![number.base10_digits().to_owned()],
        syn::Expr::Path(found) => {
            let last = found.path.segments.last();
            last.map(|part| part.ident.to_string())
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What the runtime makes public, in a crate that has nothing else.
fn public(sources: Vec<Source>) -> io::Result<PublicApi> {
    let mut outlines = Outlines::default();
    let root = syn::parse_str::<syn::File>("pub mod runtime;").map_err(io::Error::other)?;
    outlines.add("src/lib.rs", root.items);
    for (name, items) in sources {
        let name = match name.as_str() {
            "lib.rs" => "mod.rs",
            name => name,
        };
        outlines.add(&format!("src/runtime/{name}"), items);
    }
    Ok(outlines.public_api())
}

/// A constant with every item.
fn known(public_api: &PublicApi) -> String {
    let items = public_api.items().iter().map(|(path, item)| {
        let (signature, deprecated) = (&item.signature, item.deprecated);
        let traits: Vec<_> = item.traits.iter().collect();
        format!(
            "    Known {{ path: {path:?}, signature: {signature:?}, \
             deprecated: {deprecated}, traits: &{traits:?} }},\n"
        )
    });
    let items: String = items.collect();
    format!("const RUNTIME: &[Known] = &[\n{items}];\n")
}

/// Its path below the folder, `/` between its parts.
fn below(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file);
    below.to_string_lossy().replace('\\', "/")
}

/// Those in folders below it too; sorted, because a folder's own order differs from
/// machine to machine.
fn rust_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
