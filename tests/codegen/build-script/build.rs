//! Has simgen write a client from `openapi.yaml` before this package is compiled.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::var("OUT_DIR")?;
    let built = simgen::Builder::from_document("openapi.yaml", env!("CARGO_PKG_NAME"))
        .module("greeter")
        .strict()
        .write_to(out)?;
    // What makes this run again, and warnings for cargo to show.
    print!("{}", built.cargo_lines());
    Ok(())
}
