//! Settings of connections from variables and files, and whose credentials go with them.

use simgen_runtime::{Core, Credentials};

use super::{Config, ENV, HOME, environment};
use crate::support::*;

/// The settings file in the folder, with this beside its host and credentials.
fn json(more: &str) -> &'static str {
    let whole = r#"{"BaseURL":"https://json.test","ClientId":"id","ClientSecret":"json-secret""#;
    // The environment of a test holds what lives as long as the test.
    Box::leak(format!("{whole}{more}}}").into_boxed_str())
}

const CONFIG: &str = "./config.json";

/// What is wrong with the settings, or with a client of them.
fn error(environment: &FakeEnvironment) -> String {
    let made = Config::load_in(environment).and_then(|config| Core::new(config, &API));
    match made {
        Ok(_) => String::new(),
        Err(error) => {
            let shown = format!("{error:?}");
            assert!(!shown.contains("hunter2"), "{shown}");
            error.to_string()
        }
    }
}

#[test]
fn what_cannot_be_used_is_named_with_its_place() {
    let variable = |name, value| environment(&[ENV[0], ENV[1], ENV[2], (name, value)], &[]);
    let file = |more| environment(&[], &[(CONFIG, json(more)), ("./other.pem", "hunter2")]);
    for (environment, expected) in [
        (
            variable("T_PROXY", "ftp://hunter2@proxy.test"),
            "`T_PROXY` is not a URL of a proxy",
        ),
        (variable("T_CA", "ca.pem"), "T_CA: cannot read `ca.pem`: "),
        (
            variable("T_KEY", "key.pem"),
            "T_KEY: cannot read `key.pem`: ",
        ),
        (variable("T_POOL", "many"), "T_POOL: is no whole number"),
        (variable("T_IDLE", "-1"), "T_IDLE: is no whole number"),
        (
            file(r#","Proxy":"hunter2""#),
            "`Proxy` in ./config.json is not a URL of a proxy",
        ),
        (
            file(r#","Ca":"ca.pem""#),
            "./config.json: `Ca` cannot read `ca.pem`: ",
        ),
        (
            file(r#","Ca":"other.pem""#),
            "no certificate in PEM in `other.pem`, which `Ca` in ./config.json names",
        ),
        (
            file(r#","Certificate":"other.pem""#),
            "no client certificate with its key in PEM in `other.pem`, which `Certificate` in",
        ),
        (
            file(r#","Key":"other.pem""#),
            "./config.json: `Key` is a key without a client certificate",
        ),
        (file(r#","Pool":1.5"#), "`Pool` is not a text"),
        (file(r#","Proxy":["hunter2"]"#), "`Proxy` is not a text"),
    ] {
        let found = error(&environment);
        assert!(found.contains(expected), "{expected} is not in {found}");
        assert!(!found.contains("hunter2"), "{found}");
    }
    assert_eq!(error(&file(r#","Pool":4,"Idle":"60""#)), "");
}

/// Each is of a kind that no client is made of, so that the error says which one counts.
#[test]
fn the_environment_goes_before_the_file_in_use() {
    let wrong = json(r#","Proxy":"ftp://file.test""#);
    let proxy = ("T_PROXY", "ftp://variable.test");
    for (variables, expected) in [
        (vec![], "`Proxy` in ./config.json"),
        (vec![proxy], "`T_PROXY`"),
        (vec![ENV[0], ENV[1], ENV[2], proxy], "`T_PROXY`"),
        // The file is not in use.
        (vec![ENV[0], ENV[1], ENV[2]], ""),
    ] {
        let found = error(&environment(&variables, &[(CONFIG, wrong)]));
        assert!(found.contains(expected), "{expected} is not in {found}");
        assert_eq!(found.is_empty(), expected.is_empty(), "{found}");
    }
}

#[test]
fn a_path_in_a_file_starts_at_its_folder() {
    let yaml = |ca| {
        let text = format!(
            "activeenvironment: x\nenvironments:\n  x:\n    baseurl: https://yaml.test\n    ca: {ca}\n    \
             pat: {{clientid: id, clientsecret: secret}}\n"
        );
        &*Box::leak(text.into_boxed_str())
    };
    for (ca, file) in [
        ("ca.pem", "/home/me/.things/ca.pem"),
        (
            "certificates/ca.pem",
            "/home/me/.things/certificates/ca.pem",
        ),
        ("~/ca.pem", "/home/me/ca.pem"),
        ("/etc/ca.pem", "/etc/ca.pem"),
    ] {
        let files = [("/home/me/.things/config.yaml", yaml(ca)), (file, "none")];
        let found = error(&environment(&[HOME], &files));
        assert!(found.contains("no certificate in PEM"), "{ca}: {found}");
    }
}

/// A file may be somebody else's: with a proxy and an authority it could read what goes to any
/// host.
#[test]
fn what_a_file_says_of_connections_is_for_its_own_credentials() {
    let made = |settings: Config| {
        let settings = settings.with_transport(FakeTransport::statuses(&[200]));
        Core::new(settings, &API).map(drop)
    };
    let files = |more| {
        let pem = ("./ca.pem", "any");
        environment(&[("T_CERTIFICATE", "")], &[(CONFIG, json(more)), pem])
    };
    let token = || Credentials::token("hunter2");
    for more in [r#","Proxy":"http://evil.test""#, r#","Ca":"ca.pem""#] {
        let load = || Config::load_in(&files(more)).expect("it is complete");
        let elsewhere = || load().with_base_url("https://acme.test");
        made(load()).expect("all is of the file");
        made(elsewhere()).expect("the credentials are of the file");
        let error = made(elsewhere().with_credentials(token())).expect_err("they are not");
        let error = error.to_string();
        for word in ["the program", "./config.json", "leave it out"] {
            assert!(error.contains(word), "{word} is not in {error}");
        }
        assert!(!error.contains("hunter2"), "{error}");
    }
    let load = |more| Config::load_in(&files(more)).expect("it is complete");
    let named = load("")
        .with_base_url("https://acme.test")
        .with_credentials(token());
    made(named).expect("the file says nothing of connections");
    let by_program = load(r#","Proxy":"http://evil.test""#)
        .with_base_url("https://acme.test")
        .with_proxy("http://proxy.test")
        .with_credentials(token());
    made(by_program).expect("the program says by which way");
    // Who sets a variable means it.
    let variable = environment(&[("T_PROXY", "http://proxy.test")], &[(CONFIG, json(""))]);
    made(Config::load_in(&variable).expect("it is complete")).expect("a variable is one's own");
}

/// It says who somebody is, so it goes to no host that a file names.
#[test]
fn a_client_certificate_is_a_credential() {
    let variables = [("T_CERTIFICATE", "client.pem")];
    let files = [(CONFIG, json("")), ("client.pem", "any")];
    let config = Config::load_in(&environment(&variables, &files)).expect("it is complete");
    let config = config.with_transport(FakeTransport::statuses(&[200]));
    let error = Core::new(config, &API)
        .map(drop)
        .expect_err("it is refused");
    let error = error.to_string();
    for word in ["client certificate: ", "`T_CERTIFICATE`", "./config.json"] {
        assert!(error.contains(word), "{word} is not in {error}");
    }
}
