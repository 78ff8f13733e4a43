//! Has simgen write a client from `openapi.yaml` before this package is compiled.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::var("OUT_DIR")?;
    let built = simgen::Builder::from_document("openapi.yaml", env!("CARGO_PKG_NAME"))
        .module("greeter")
        .strict()
        .write_to(&out)?;
    // Only what the document is made of makes this run again.
    print!("{}", built.rerun_lines());
    for line in built.findings.lines() {
        println!("cargo:warning={line}");
    }
    Ok(())
}
