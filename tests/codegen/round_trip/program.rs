//! Writes a crate of the models alone, and a program that decodes examples into them and
//! encodes them back.

use std::collections::BTreeSet;
use std::fmt::Write;

use simgen::GeneratedFile;

use super::found::Example;
use crate::project::root;

/// The file that names the models.
const MODELS: &str = "src/api/models/mod.rs";

/// What the program prints of an example that survives.
pub(super) const GOOD: &str = "good";

const MANIFEST: &str = "\
[package]
name = \"NAME\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
simgen-runtime = { path = \"RUNTIME\", default-features = false }
serde = \"1\"
serde_json = { version = \"1\", features = [\"float_roundtrip\", \"preserve_order\"] }
";

const LIB: &str = "\
pub mod api { mod client; pub mod models; }
pub use simgen_runtime::runtime;
";

/// The file of the client, of which models with secrets need the description of the API.
const CLIENT: &str = "src/api/client.rs";

/// What that begins with.
const DESCRIPTION: &str = "pub(super) static API: ApiDescription = ";

const START: &str = "\
use NAME::{api, runtime};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

fn tried<T: Serialize + DeserializeOwned>(place: &str, text: &str) {
    let given: Value = serde_json::from_str(text).unwrap();
    let read: T = match serde_json::from_str(text) {
        Ok(read) => read,
        Err(error) => return println!(\"{place}: {error}: {text}\"),
    };
    // By text, as it is sent: a `Value` has no fractions of 32 bits.
    let back = serde_json::to_string(&read).unwrap();
    if is_same(&given, &serde_json::from_str(&back).unwrap()) {
        println!(\"good\");
    } else {
        println!(\"{place}: {text} comes back as {back}\");
    }
}

/// A number is the same however it is written.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| other.get(name).is_some_and(|other| is_same(value, other)))
        }
        _ => one == other,
    }
}

fn main() {
";

/// The files of the crate.
pub(super) fn files(
    name: &str,
    generated: &[GeneratedFile],
    examples: &[Example],
) -> Vec<GeneratedFile> {
    let runtime = root().join("generator/runtime").display().to_string();
    let manifest = MANIFEST.replace("NAME", name).replace("RUNTIME", &runtime);
    let manifest = manifest + &features(generated);
    let mut main = START.replace("NAME", name);
    for Example { place, ty, text } in examples {
        // Writing to a string can't fail.
        let _ = writeln!(main, "    tried::<{ty}>({place:?}, {text:?});");
    }
    main.push_str("}\n");
    let has_models = generated.iter().any(|file| file.path == MODELS);
    let lib = if has_models {
        LIB.to_owned()
    } else {
        LIB.replace("pub mod models;", "")
    };
    let client = generated.iter().find(|file| file.path == CLIENT);
    let description = client.map_or_else(String::new, |file| description(&file.text));
    let own = [
        ("Cargo.toml", manifest),
        ("src/lib.rs", lib),
        ("src/main.rs", main),
        (CLIENT, description),
    ];
    let own = own.map(|(path, text)| GeneratedFile {
        path: path.to_owned(),
        text,
    });
    let models = generated.iter();
    let models = models.filter(|file| file.path.starts_with("src/api/models"));
    own.into_iter().chain(models.cloned()).collect()
}

/// The client's file with nothing but the description of the API in it.
fn description(client: &str) -> String {
    let Some((_, rest)) = client.split_once(DESCRIPTION) else {
        return String::new();
    };
    let end = rest
        .find("\n};\n")
        .map_or(rest.len(), |end| end + "\n};\n".len());
    format!("use crate::runtime::*;\n\n{DESCRIPTION}{}", &rest[..end])
}

/// The features that models are gated by, all of them on.
fn features(generated: &[GeneratedFile]) -> String {
    let modules = generated.iter().find(|file| file.path == MODELS);
    let text = modules.map_or("", |file| file.text.as_str());
    let gates = text.split("feature = \"").skip(1);
    let names: BTreeSet<&str> = gates.filter_map(|rest| rest.split('"').next()).collect();
    let listed: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let own = names.iter().map(|name| format!("{name} = []\n"));
    let own: String = own.collect();
    format!("\n[features]\ndefault = [{}]\n{own}", listed.join(", "))
}
