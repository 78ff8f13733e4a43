//! Proxy, authorities and client certificate: where they come from, and whose requests they get.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use sailpoint_sim::cli::Exit;

use super::Shell;

const CALL: &str = "list --attempts 1 --timeout 5";
const HOST: &str = "https://acme.example.com";

/// A settings file with this beside host and credentials.
fn config_json(more: &str) -> String {
    format!(r#"{{"BaseURL":"{HOST}","ClientId":"file-id","ClientSecret":"file-secret"{more}}}"#)
}

/// With a token and a host of the environment.
fn own() -> Shell {
    Shell::new()
        .variable("SAILPOINT_SIM_TOKEN", "token-of-the-test")
        .variable("SAILPOINT_SIM_BASE_URL", HOST)
}

/// A proxy that refuses all, and the first lines of what it was asked.
fn proxy() -> (String, Receiver<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    let (sender, heard) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = BufReader::new(stream);
            let mut line = String::new();
            let _ = stream.read_line(&mut line);
            let _ = sender.send(line.trim_end().to_owned());
            let _ = stream.get_mut().write_all(b"HTTP/1.1 502 \r\n\r\n");
        }
    });
    (format!("http://{address}"), heard)
}

#[test]
fn each_place_can_name_a_proxy_and_the_nearest_one_counts() {
    let (proxy, heard) = proxy();
    let wrong = "http://127.0.0.1:1";
    let in_file = format!(r#","Proxy":"{proxy}""#);
    for (shell, option) in [
        (own(), format!("--proxy {proxy}")),
        (
            own().variable("SAILPOINT_SIM_PROXY", wrong),
            format!("--proxy {proxy}"),
        ),
        (own().variable("SAILPOINT_SIM_PROXY", &proxy), String::new()),
        (
            own()
                .variable("SAILPOINT_SIM_PROXY", &proxy)
                .variable("SAIL_PROXY", wrong),
            String::new(),
        ),
        (own().variable("SAIL_PROXY", &proxy), String::new()),
        (
            Shell::new().file("./config.json", config_json(&in_file)),
            String::new(),
        ),
        (
            Shell::new()
                .file(
                    "./config.json",
                    config_json(r#","Proxy":"http://127.0.0.1:1""#),
                )
                .variable("SAIL_PROXY", &proxy),
            String::new(),
        ),
    ] {
        let ran = shell.run(&format!("{CALL} {option}"));
        assert_eq!(ran.exit, Exit::NoResponse, "{ran:#?}");
        let asked: Vec<String> = heard.try_iter().collect();
        assert!(
            !asked.is_empty() && asked.iter().all(|line| line.starts_with("CONNECT ")),
            "{asked:?} {ran:#?}"
        );
    }
}

/// The file may be somebody else's, as in a folder that was cloned: it could read a token of
/// the environment by a proxy and an authority of its own.
#[test]
fn a_file_in_the_folder_has_no_say_where_a_token_of_the_environment_goes() {
    let (proxy, heard) = proxy();
    let more = format!(r#","Proxy":"{proxy}","CaCertificate":"evil.pem""#);
    let config = config_json(&more);
    let shell = own()
        .file("./config.json", config.as_str())
        .file("./evil.pem", "any");
    let dry = shell.run("list --dry-run").done();
    for word in ["proxy", "authorities", "evil", "config.json"] {
        assert!(!dry.stderr.contains(word), "{word}: {dry:#?}");
        assert!(!dry.stdout.contains(word), "{word}: {dry:#?}");
    }
    // The host is the file's, the token is not.
    let shell = Shell::new()
        .variable("SAILPOINT_SIM_TOKEN", "token-of-the-test")
        .file("./config.json", config.as_str())
        .file("./evil.pem", "any");
    for line in [CALL.to_owned(), "list --dry-run".to_owned()] {
        shell.run(&line).stopped(Exit::Settings, "./config.json");
    }
    // Credentials of the environment with the host of an option: the file is not read.
    let shell = Shell::new()
        .variable("SAIL_CLIENT_ID", "env-id")
        .variable("SAIL_CLIENT_SECRET", "env-secret")
        .file("./config.json", config.as_str())
        .file("./evil.pem", "any");
    let dry = shell
        .run(&format!("list --dry-run --base-url {HOST}"))
        .done();
    assert!(!dry.stderr.contains("proxy"), "{dry:#?}");
    assert_eq!(heard.try_iter().count(), 0);
}

#[test]
fn a_dry_run_says_where_each_comes_from_and_shows_it_to_curl() {
    let made = rcgen::generate_simple_self_signed([]).expect("it can be signed");
    let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
    let both = format!("{certificate}{key}");
    let files = |shell: Shell| {
        let shell = shell.file("ca.pem", &certificate).file("key.pem", &key);
        shell.file("client.pem", &both)
    };
    let options = "--proxy http://me:hunter2@proxy.test:3128 --ca-certificate ca.pem \
                   --client-certificate client.pem --client-key key.pem";
    let variables = files(own())
        .variable("SAILPOINT_SIM_PROXY", "http://me:hunter2@proxy.test:3128")
        .variable("SAIL_CA_CERTIFICATE", "ca.pem")
        .variable("SAILPOINT_SIM_CLIENT_CERTIFICATE", "client.pem");
    let more = r#","Proxy":"http://proxy.test:3128","CaCertificate":"ca.pem""#;
    let file = Shell::new()
        .file("./config.json", config_json(more))
        .file("./ca.pem", &certificate);
    for (shell, options, notes, parts) in [
        (
            files(own()),
            options,
            &[
                "proxy from the option `--proxy`",
                "certificate authorities from the option `--ca-certificate`",
                "client certificate from the option `--client-certificate`",
                "the user and password of the proxy are not shown",
            ] as &[&str],
            &[
                "--proxy http://proxy.test:3128/",
                "--cacert ca.pem",
                "--cert client.pem",
                "--key key.pem",
            ] as &[&str],
        ),
        (
            variables,
            "",
            &[
                "proxy from the variable `SAILPOINT_SIM_PROXY`",
                "certificate authorities from the variable `SAIL_CA_CERTIFICATE`",
                "client certificate from the variable `SAILPOINT_SIM_CLIENT_CERTIFICATE`",
            ],
            &[
                "--proxy \"$SAILPOINT_SIM_PROXY\"",
                "--cacert ca.pem",
                "--cert client.pem",
            ],
        ),
        (
            file,
            "",
            &[
                "proxy from the file `./config.json`",
                "certificate authorities from the file `./config.json`",
            ],
            &["--proxy http://proxy.test:3128/", "--cacert ca.pem"],
        ),
    ] {
        shows(&shell, options, notes, parts);
    }
}

/// A dry run says these notes, and these parts of a command of curl, and no secret.
fn shows(shell: &Shell, options: &str, notes: &[&str], parts: &[&str]) {
    let ran = shell.run(&format!("list --dry-run {options}")).done();
    let shown = format!("{ran:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    for note in notes {
        let line = format!("note: {note}\n");
        assert!(ran.stderr.contains(&line), "{note}: {ran:#?}");
    }
    for part in parts {
        let line = format!("  {part} \\\n");
        assert!(ran.stdout.contains(&line), "{part}: {ran:#?}");
    }
}

#[test]
fn what_cannot_be_used_is_named_with_its_place() {
    let with = |name: &str, value: &str| own().variable(name, value).file("none.pem", "none");
    let file = |more: &str| Shell::new().file("./config.json", config_json(more));
    for (shell, option, expected) in [
        (
            own(),
            "--proxy nowhere",
            "`--proxy` is not a URL of a proxy",
        ),
        (
            own(),
            "--ca-certificate x.pem",
            "--ca-certificate: cannot read `x.pem`",
        ),
        (
            with("SAILPOINT_SIM_CA_CERTIFICATE", "none.pem"),
            "",
            "`none.pem`, which `SAILPOINT_SIM_CA_CERTIFICATE` names",
        ),
        (
            with("SAILPOINT_SIM_CLIENT_KEY", "none.pem"),
            "",
            "SAILPOINT_SIM_CLIENT_KEY: is a key without a client certificate",
        ),
        (
            file(r#","CaCertificate":"x.pem""#),
            "",
            "./config.json: `CaCertificate` cannot read `x.pem`",
        ),
        (
            file(r#","Proxy":"nowhere""#),
            "",
            "`Proxy` in ./config.json is not a URL of a proxy",
        ),
    ] {
        let ran = shell.run(&format!("{CALL} {option}"));
        ran.stopped(Exit::Settings, expected);
    }
}
