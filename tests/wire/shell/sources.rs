//! Whose host gets whose credentials.

use sailpoint_sim::cli::Exit;
use sailpoint_sim::mock;

use super::Shell;

const HOST: &str = "https://file.example.com";

fn config_json(host: &str) -> String {
    format!(r#"{{"BaseURL":"{host}","ClientId":"file-id","ClientSecret":"file-secret"}}"#)
}

fn config_yaml(host: &str) -> String {
    format!(
        "activeenvironment: x\nenvironments:\n  x:\n    baseurl: {host}\n    pat: {{clientid: a, clientsecret: b}}\n"
    )
}

/// Settings in a file, and what the environment and the command line add to them.
struct Case {
    variables: &'static [(&'static str, &'static str)],
    option: &'static str,
    /// What is used: places of base URL and credentials; or why nothing is, and the fix.
    expected: Result<[&'static str; 2], &'static [&'static str]>,
}

const TOKEN: (&str, &str) = ("SAILPOINT_SIM_TOKEN", "token-of-the-test");
const ID: (&str, &str) = ("SAIL_CLIENT_ID", "env-id");
const SECRET: (&str, &str) = ("SAIL_CLIENT_SECRET", "env-secret");
const SAIL_URL: (&str, &str) = ("SAIL_BASE_URL", "https://env.example.com");
const OWN_URL: (&str, &str) = ("SAILPOINT_SIM_BASE_URL", "https://own.example.com");
const OPTION: &str = "--base-url https://option.example.com";
const CLIENT: &str = "the variables `SAIL_CLIENT_ID`, `SAIL_CLIENT_SECRET`";

/// Every mixture of places, with `FILE` for the file.
const CASES: &[Case] = &[
    Case {
        variables: &[],
        option: "",
        expected: Ok(["FILE", "FILE"]),
    },
    Case {
        variables: &[TOKEN],
        option: "",
        expected: Err(&["`SAILPOINT_SIM_TOKEN`", "FILE", "leave"]),
    },
    Case {
        variables: &[ID, SECRET],
        option: "",
        expected: Err(&["SAIL_BASE_URL", "the environment"]),
    },
    Case {
        variables: &[TOKEN, ID, SECRET],
        option: "",
        expected: Err(&["`SAILPOINT_SIM_TOKEN`", "FILE"]),
    },
    Case {
        variables: &[ID],
        option: "",
        expected: Err(&["SAIL_CLIENT_SECRET"]),
    },
    Case {
        variables: &[SECRET],
        option: "",
        expected: Err(&["SAIL_CLIENT_ID"]),
    },
    Case {
        variables: &[SAIL_URL],
        option: "",
        expected: Err(&["SAIL_CLIENT_ID"]),
    },
    Case {
        variables: &[OWN_URL],
        option: "",
        expected: Err(&["`SAILPOINT_SIM_BASE_URL`", "FILE", "leave"]),
    },
    Case {
        variables: &[],
        option: OPTION,
        expected: Err(&["`--base-url`", "FILE", "leave"]),
    },
    Case {
        variables: &[],
        option: "--base-url https://file.example.com:443/",
        expected: Ok(["FILE", "FILE"]),
    },
    Case {
        variables: &[],
        option: "--base-url https://FILE.example.com.evil.test",
        expected: Err(&["FILE"]),
    },
    Case {
        variables: &[],
        option: "--base-url https://file.example.com:8443",
        expected: Err(&["`--base-url`", "FILE", "leave"]),
    },
    Case {
        variables: &[],
        option: "--server 1 --server-variable apiUrl=evil.test",
        expected: Err(&["`--server`", "FILE", "leave"]),
    },
    Case {
        variables: &[],
        option: "--server-variable tenant=evil",
        expected: Err(&["`--server-variable`", "FILE", "leave"]),
    },
    Case {
        variables: &[TOKEN],
        option: OPTION,
        expected: Ok([
            "the option `--base-url`",
            "the variable `SAILPOINT_SIM_TOKEN`",
        ]),
    },
    Case {
        variables: &[TOKEN, SAIL_URL],
        option: "",
        expected: Ok([
            "the variable `SAIL_BASE_URL`",
            "the variable `SAILPOINT_SIM_TOKEN`",
        ]),
    },
    Case {
        variables: &[TOKEN, OWN_URL, SAIL_URL],
        option: "",
        expected: Ok([
            "the variable `SAILPOINT_SIM_BASE_URL`",
            "the variable `SAILPOINT_SIM_TOKEN`",
        ]),
    },
    Case {
        variables: &[ID, SECRET],
        option: OPTION,
        expected: Ok(["the option `--base-url`", CLIENT]),
    },
    Case {
        variables: &[ID, SECRET, SAIL_URL],
        option: "",
        expected: Ok(["the variable `SAIL_BASE_URL`", CLIENT]),
    },
    Case {
        variables: &[ID, SECRET, OWN_URL],
        option: "",
        expected: Ok(["the variable `SAILPOINT_SIM_BASE_URL`", CLIENT]),
    },
    Case {
        variables: &[ID, OWN_URL],
        option: "",
        expected: Err(&["SAIL_CLIENT_SECRET"]),
    },
];

#[test]
fn credentials_and_host_come_from_one_source() {
    let files = [
        ("./config.json", "./config.json", config_json(HOST)),
        (
            "/home/me/.sailpoint/config.yaml",
            "~/.sailpoint/config.yaml",
            config_yaml(HOST),
        ),
    ];
    for (path, shown, text) in &files {
        for Case {
            variables,
            option,
            expected,
        } in CASES
        {
            let mut shell = Shell::new()
                .variable("HOME", "/home/me")
                .file(path, text.as_str());
            for (name, value) in *variables {
                shell = shell.variable(name, value);
            }
            let case = format!("{shown} {variables:?} {option}");
            let filled = |words: &str| words.replace("FILE", &format!("the file `{shown}`"));
            let dry = shell.run(&format!("get-sim-integrations --dry-run {option}"));
            match expected {
                Ok([host, credentials]) => {
                    let stderr = dry.done().stderr;
                    for line in [
                        format!("note: base URL from {}\n", filled(host)),
                        format!("note: credentials from {}\n", filled(credentials)),
                    ] {
                        assert!(stderr.contains(&line), "{case}: no {line} in {stderr}");
                    }
                }
                Err(words) => {
                    let call = shell.run(&format!("get-sim-integrations {option}"));
                    assert_eq!(call.exit, Exit::Settings, "{case}: {call:#?}");
                    for ran in [dry, call] {
                        assert!(!ran.stdout.contains("file.example.com"), "{case}: {ran:#?}");
                        for word in *words {
                            let word = word.replace("FILE", shown);
                            assert!(ran.stderr.contains(&word), "{case}: {word}: {ran:#?}");
                        }
                        for secret in [TOKEN.1, SECRET.1, "file-secret"] {
                            assert!(!ran.stderr.contains(secret), "{case}: {ran:#?}");
                        }
                    }
                }
            }
        }
    }
}

/// The host of a file in the folder hears nothing of the environment's secrets.
#[test]
fn a_server_that_a_file_names_gets_no_foreign_token() {
    let mock = mock::start().expect("there is a port");
    let text = config_json(mock.base_url());
    let shell = Shell::new()
        .before(["--allow-http"])
        .file("./config.json", text.as_str());
    let foreign = shell.variable(TOKEN.0, TOKEN.1);
    foreign
        .run("get-sim-integrations")
        .stopped(Exit::Settings, "./config.json");
    assert!(mock.requests().is_empty(), "{:?}", mock.requests());
    let shell = Shell::new()
        .before(["--allow-http"])
        .file("./config.json", text);
    shell.run("get-sim-integrations").done();
    assert_eq!(mock.requests().len(), 1);
}

/// A file that only names a host is no way to redirect a token either.
#[test]
fn a_file_that_is_not_whole_redirects_nothing() {
    for text in [
        r#"{"BaseURL":"https://evil.test"}"#,
        r#"{"BaseURL":"https://evil.test","ClientId":"x"}"#,
    ] {
        let shell = Shell::new()
            .file("./config.json", text)
            .variable(TOKEN.0, TOKEN.1);
        let ran = shell.run("get-sim-integrations --dry-run");
        let ran = ran.stopped(Exit::Settings, "./config.json");
        assert!(!ran.stdout.contains("evil.test"), "{ran:#?}");
    }
}

#[test]
fn options_are_named_as_sources_too() {
    let shell = Shell::at("https://acme.example.com");
    let ran = shell
        .run("get-sim-integrations --dry-run --timeout 5 --attempts 2")
        .done();
    for option in ["allow-http", "timeout", "attempts"] {
        let line = format!("note: {option} from the option `--{option}`\n");
        assert!(ran.stderr.contains(&line), "{}", ran.stderr);
    }
    let ran = Shell::new().run("get-sim-integrations --dry-run").done();
    assert!(
        ran.stderr
            .contains("note: a call would stop here: missing settings"),
        "{}",
        ran.stderr
    );
}
