//! What a build script wrote can be used like any other code.

use std::fs;
use std::path::Path;

use build_script_example::greeter::{Client, models::Greeting};
use build_script_example::{Config, ConfigError};

#[test]
fn models_from_a_build_script_read_and_write_json() {
    let greeting = Greeting::new("Good morning.");
    let text = serde_json::to_string(&greeting).expect("a model can be written");
    assert_eq!(text, r#"{"words":"Good morning."}"#);
}

#[test]
fn a_client_from_a_build_script_makes_requests() -> Result<(), ConfigError> {
    let client = Client::new(Config::new())?;
    let request = format!("{:?}", client.get_greeting("Ada"));
    assert!(request.starts_with("GetGreeting"), "{request}");
    Ok(())
}

/// Cargo keeps what the build script printed beside its output folder.
#[test]
fn the_build_script_tells_cargo_what_its_output_depends_on() {
    let printed = Path::new(env!("OUT_DIR")).with_file_name("output");
    let printed = fs::read_to_string(printed).expect("cargo keeps it");
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines, ["cargo::rerun-if-changed=openapi.yaml"]);
}
