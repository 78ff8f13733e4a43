//! Shows the mock server as a program of its own.

use quote::quote;

use super::choice::Choice;
use crate::emit::doc::DocComment;
use crate::emit::file::rust_file;
use crate::emit::header;
use crate::format::{Code, EmittedFile};

/// `examples/serve.rs`
pub(super) fn file(choice: &Choice<'_>) -> EmittedFile {
    let name = &choice.package.name;
    let docs = DocComment::default()
        .block(["The mock server on a port, for programs in any language.".to_owned()])
        .block([format!(
            "`cargo run -p {name} --features mock --example serve -- 8080`; without a port it takes a free one."
        )]);
    let krate = choice.site.krate();
    let tokens = quote! {
        use #krate::mock;

        fn main() -> Result<(), Box<dyn std::error::Error>> {
            let port = match std::env::args().nth(1) {
                Some(port) => port.parse()?,
                None => 0,
            };
            let log = |line: &str| eprintln!("{line}");
            let server = mock::builder().on_port(port).with_log(log).start()?;
            println!("{}", server.base_url());
            server.serve_forever();
            Ok(())
        }
    };
    rust_file(
        "examples/serve.rs".to_owned(),
        header::of_package(choice.package),
        Code::about(&docs).quoted(tokens),
    )
}
