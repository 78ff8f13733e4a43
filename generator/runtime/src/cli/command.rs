//! Turns an API into the command that its program is, and the options that all
//! subcommands have.
//!
//! It does not know what the options do.

use std::ffi::OsString;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use clap_complete::Shell;

use super::super::config::environment::LARGEST;
use super::super::metadata::api_metadata::ApiMetadata;
use super::super::metadata::description::ServerDescription;
use super::exit::CODES;
use super::{Program, output, subcommand, target, variables};

/// The subcommand that writes completions.
pub(super) const COMPLETIONS: &str = "completions";
/// Its argument.
pub(super) const SHELL: &str = "shell";
/// The subcommand that writes manual pages.
pub(super) const MAN: &str = "man";
/// Its argument.
pub(super) const PAGE: &str = "command";

pub(super) const API_VERSION: &str = "api-version";
pub(super) const BASE_URL: &str = "base-url";
pub(super) const SERVER: &str = "server";
pub(super) const SERVER_VARIABLE: &str = "server-variable";
pub(super) const ALLOW_HTTP: &str = "allow-http";
pub(super) const PROXY: &str = "proxy";
pub(super) const CA_CERTIFICATE: &str = "ca-certificate";
pub(super) const CLIENT_CERTIFICATE: &str = "client-certificate";
pub(super) const CLIENT_KEY: &str = "client-key";
pub(super) const OUTPUT: &str = "output";
pub(super) const COLUMNS: &str = "columns";
pub(super) const SELECT: &str = "select";
pub(super) const INCLUDE: &str = "include";
pub(super) const DEBUG: &str = "debug";
pub(super) const DRY_RUN: &str = "dry-run";
pub(super) const YES: &str = "yes";
pub(super) const TIMEOUT: &str = "timeout";
pub(super) const ATTEMPTS: &str = "attempts";

/// The command for one version of the API. Only what the arguments name is made in full:
/// an API may have hundreds of operations, and their texts take time.
pub(super) fn root(
    program: &Program,
    api: &'static ApiMetadata,
    arguments: &[OsString],
    width: Option<usize>,
) -> Command {
    let is_named = |name: &str| arguments.iter().any(|argument| argument == name);
    let is_all = is_named(COMPLETIONS) || is_named(MAN);
    let subcommands = api.operations().map(|metadata| {
        let command = subcommand::listed(api, metadata);
        let alias = command.get_visible_aliases().any(is_named);
        match is_all || alias || is_named(command.get_name()) {
            true => subcommand::in_full(command, api, metadata),
            false => command,
        }
    });
    let command = Command::new(program.name)
        .bin_name(program.name)
        .version(program.version)
        .about(match program.about {
            "" => api.description.title,
            about => about,
        })
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_value_name("COMMAND")
        .after_help("`COMMAND --help` tells all about a command, with an example. `--help` tells about settings and exit codes.")
        .after_long_help(after_help(program, api))
        .args(options(program))
        .args(servers(api))
        .subcommands(subcommands)
        .subcommand(completions())
        .subcommand(man());
    match width {
        Some(width) => command.term_width(width.min(100)),
        None => command.term_width(100),
    }
}

fn completions() -> Command {
    Command::new(COMPLETIONS)
        .about("Write completions for a shell")
        .long_about("Write a script that completes commands, options and known values in a shell.")
        .arg(
            Arg::new(SHELL)
                .required(true)
                .value_name("SHELL")
                .help("Which shell")
                .value_parser(value_parser!(Shell)),
        )
}

fn man() -> Command {
    Command::new(MAN)
        .about("Write a manual page")
        .long_about("Write the manual page of the program or of one command, for `man -l -`.")
        .arg(
            Arg::new(PAGE)
                .value_name("COMMAND")
                .help("Which command; the program itself unless said"),
        )
}

/// What the long help of the program says at its end.
fn after_help(program: &Program, api: &ApiMetadata) -> String {
    let codes = CODES
        .iter()
        .map(|(exit, words)| format!("\n  {:>2}  {words}", exit.code()));
    let codes: String = codes.collect();
    let largest = LARGEST / (1024 * 1024);
    format!(
        "{}\n\n\
         Confirmation: PUT and DELETE ask before they send anything. If standard input is not a \
         terminal, they need `--yes`.\n\n\
         Parameters: each parameter of the API is an option of its command, in kebab case. If an \
         option above has the same name, the place comes first: `--query-output`.\n\n\
         Files: `@FILE` reads a regular file and `-` standard input, each up to {largest} MiB.\n\n\
         Terminals: control characters in a response are escaped as in JSON (`\\u001b`), and a \
         binary body is not written. Files and pipes get every byte unchanged.\n\n\
         Exit codes:{codes}",
        variables::help(program, api)
    )
}

fn options(program: &Program) -> Vec<Arg> {
    let versions = program.apis.iter().map(|api| api.module);
    let newest = program.apis.last().map(|api| api.module);
    let version = option(API_VERSION, "VERSION", "Which version of the API")
        .value_parser(PossibleValuesParser::new(versions))
        .default_value(newest.unwrap_or_default())
        .hide(program.apis.len() < 2);
    vec![
        version,
        option(BASE_URL, "URL", "The base URL of the API, such as `https://api.example.com`, in place of that of the settings"),
        flag(ALLOW_HTTP, "Allow plain http to localhost, and to no other host"),
        option(PROXY, "URL", "Send requests by https through this proxy: `http://proxy.example.com:3128`"),
        option(CA_CERTIFICATE, "FILE", "Trust the certificate authorities in this file (PEM), beside those of the platform"),
        option(CLIENT_CERTIFICATE, "FILE", "Show the server this certificate (PEM), for mutual TLS"),
        option(CLIENT_KEY, "FILE", "The private key of the client certificate (PEM, PKCS #8), where it is not in the same file"),
        option(OUTPUT, "FORMAT", "The format of a JSON response. By default a list is a table on a terminal, and everything else is JSON; YAML is version 1.2")
            .short('o')
            .value_parser(PossibleValuesParser::new(output::NAMES)),
        option(COLUMNS, "NAMES", "Write a table with these columns, separated by commas: names of properties, or JSON Pointers such as `/owner/name`")
            .value_delimiter(','),
        option(SELECT, "POINTER", "Write only the value at this JSON Pointer, such as `/name`; of a list, that of each element. Text is written without quotes"),
        flag(DEBUG, "Write the request and its response to standard error, without secrets"),
        flag(INCLUDE, "Write the status and headers of the response, and the body of an error, to standard error")
            .short('i'),
        flag(DRY_RUN, "Write the request as a curl command, without secrets, and send nothing"),
        flag(YES, "Do not ask before PUT and DELETE").short('y'),
        option(TIMEOUT, "SECONDS", "Time limit of the call, including the pauses between attempts")
            .value_parser(value_parser!(u64).range(1..)),
        option(ATTEMPTS, "COUNT", "How often the request may be sent, if it fails")
            .value_parser(value_parser!(u32).range(1..)),
    ]
}

/// The options that choose one of the document's servers.
fn servers(api: &ApiMetadata) -> [Arg; 2] {
    let has_one = api.description.servers.len() < 2 && api.description.operation_servers.is_empty();
    let of_operations = api.description.operation_servers.iter().copied();
    let document = api.description.servers.iter().enumerate();
    let lines = document.map(|(index, server)| listed(&index.to_string(), server));
    let lines = lines.chain(of_operations.flatten().map(|server| listed("-", server)));
    let lines: String = lines.collect();
    let words =
        "One of these servers, by number, URL or description, in place of that of the settings";
    let long = format!("{words}:{lines}");
    let variables = target::variables(api);
    let set = format!(
        "Set a variable of a server, in place of that of the settings; one of: {}",
        variables.join(", ")
    );
    [
        option(SERVER, "SERVER", words)
            .long_help(long)
            .hide(has_one),
        option(SERVER_VARIABLE, "NAME=VALUE", "")
            .help(set)
            .action(ArgAction::Append)
            .value_parser(pair)
            .hide(variables.is_empty()),
    ]
}

/// A line about a server.
fn listed(mark: &str, server: &ServerDescription) -> String {
    let words = match server.description {
        "" => String::new(),
        words => format!("  {words}"),
    };
    format!("\n  {mark}  {}{words}", server.url)
}

/// A name and a value.
fn pair(text: &str) -> Result<String, &'static str> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => Ok(text.to_owned()),
        _ => Err("write a name and a value: `NAME=VALUE`"),
    }
}

fn option(name: &'static str, value: &'static str, words: &'static str) -> Arg {
    global(name, words).value_name(value)
}

fn flag(name: &'static str, words: &'static str) -> Arg {
    global(name, words).action(ArgAction::SetTrue)
}

fn global(name: &'static str, words: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(words)
        .global(true)
        .help_heading("Options of every command")
}
