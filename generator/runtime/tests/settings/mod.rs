//! Settings from variables and files.

mod connections;
mod servers;

use http::Method;
use simgen_runtime::{
    ConfigError, ConfigFor, ConnectionNames, CredentialFile, CredentialSources, Credentials,
    FileFormat, RequestBuilder, Sealed, SettingFiles, SettingSources,
};

use crate::support::*;

pub(crate) struct Package;

impl Sealed for Package {}

impl SettingFiles for Package {}

impl SettingSources for Package {
    const SOURCES: CredentialSources = SOURCES;
}

pub(crate) type Config = ConfigFor<Package>;

const SOURCES: CredentialSources = CredentialSources {
    env_base_url: "T_BASE_URL",
    env_client_id: "T_CLIENT_ID",
    env_client_secret: "T_CLIENT_SECRET",
    env_server: None,
    env_server_variables: &[],
    env_connections: ConnectionNames {
        proxy: Some("T_PROXY"),
        ca_certificate: Some("T_CA"),
        client_certificate: Some("T_CERTIFICATE"),
        client_key: Some("T_KEY"),
        pool_max_idle_per_host: Some("T_POOL"),
        pool_idle_timeout: Some("T_IDLE"),
    },
    files: &[
        CredentialFile {
            path: "./config.json",
            format: FileFormat::Json,
            environment: None,
            base_url: "BaseURL",
            client_id: "ClientId",
            client_secret: "ClientSecret",
            server: None,
            server_variables: &[],
            connections: ConnectionNames {
                proxy: Some("Proxy"),
                ca_certificate: Some("Ca"),
                client_certificate: Some("Certificate"),
                client_key: Some("Key"),
                pool_max_idle_per_host: Some("Pool"),
                pool_idle_timeout: Some("Idle"),
            },
        },
        CredentialFile {
            path: "~/.things/config.yaml",
            format: FileFormat::Yaml,
            environment: Some("activeenvironment"),
            base_url: "environments.{env}.baseurl",
            client_id: "environments.{env}.pat.clientid",
            client_secret: "environments.{env}.pat.clientsecret",
            server: None,
            server_variables: &[],
            connections: ConnectionNames {
                proxy: Some("environments.{env}.proxy"),
                ca_certificate: Some("environments.{env}.ca"),
                ..ConnectionNames::NONE
            },
        },
    ],
};

const ENV: [(&str, &str); 3] = [
    ("T_BASE_URL", "https://env.test"),
    ("T_CLIENT_ID", "env-id"),
    ("T_CLIENT_SECRET", "env-secret"),
];
const JSON: &str =
    r#"{"BaseURL":"https://json.test","ClientId":"json-id","ClientSecret":"json-secret"}"#;
const YAML: &str = "
# Written by a program, edited by people.
activeenvironment: a.b
debug: false
list: [1, 2]
environments:
  other: {baseurl: 'https://other.test'}
  a.b:
    baseurl: \"https://yaml.test\" # a comment
    pat:
      clientid: yaml-id
      clientsecret: 'yaml#secret: x'
";

fn environment(
    variables: &[(&'static str, &'static str)],
    files: &[(&'static str, &'static str)],
) -> FakeEnvironment {
    FakeEnvironment {
        variables: variables.iter().copied().collect(),
        files: files.iter().copied().collect(),
    }
}

/// The token request that a client with these settings sends: host, and form.
async fn token_request<S>(settings: ConfigFor<S>) -> (String, String) {
    let transport = FakeTransport::new(|_, number| match number {
        0 => Reply::token("t", "60"),
        _ => Reply::status(200),
    });
    let settings = settings
        .with_transport(transport.clone())
        .with_clock(FakeClock::new());
    SecureList(RequestBuilder::new(&core(settings)))
        .await
        .expect("a response");
    let sent = transport.sent();
    assert_eq!(sent[0].method(), Method::POST);
    let form = String::from_utf8(sent[0].body().to_vec()).expect("is text");
    let client = form.split_once('&').expect("has fields").1.to_owned();
    (sent[0].uri().host().expect("has a host").to_owned(), client)
}

const HOME: (&str, &str) = ("HOME", "/home/me");
const JSON_FILE: (&str, &str) = ("./config.json", JSON);
const YAML_FILE: (&str, &str) = ("/home/me/.things/config.yaml", YAML);

#[tokio::test]
async fn the_first_place_that_has_settings_is_used() {
    let everything: Vec<_> = ENV.into_iter().chain([HOME]).collect();
    let table = [
        (
            environment(&everything, &[JSON_FILE, YAML_FILE]),
            "env.test",
            "client_id=env-id&client_secret=env-secret",
        ),
        (
            environment(&[HOME], &[JSON_FILE, YAML_FILE]),
            "json.test",
            "client_id=json-id&client_secret=json-secret",
        ),
        (
            environment(&[HOME], &[YAML_FILE]),
            "yaml.test",
            "client_id=yaml-id&client_secret=yaml%23secret%3A+x",
        ),
        (
            environment(&[HOME], &[("./config.json", r#"{"other": 1}"#), YAML_FILE]),
            "yaml.test",
            "client_id=yaml-id&client_secret=yaml%23secret%3A+x",
        ),
        (
            environment(&[HOME, ("T_CLIENT_ID", "")], &[JSON_FILE]),
            "json.test",
            "client_id=json-id&client_secret=json-secret",
        ),
    ];
    for (environment, host, client) in table {
        let settings = Config::load_in(&environment).expect("are complete");
        assert_eq!(
            token_request(settings).await,
            (host.to_owned(), client.to_owned())
        );
    }
}

#[test]
fn what_is_missing_is_named_with_where_it_was_looked_for() {
    let in_yaml = |text| environment(&[HOME], &[(YAML_FILE.0, text)]);
    let table = [
        (
            environment(&[HOME], &[]),
            "missing settings: T_BASE_URL, T_CLIENT_ID, T_CLIENT_SECRET (looked in the environment, \
             ./config.json (not there), ~/.things/config.yaml (not there))",
        ),
        (
            environment(&[("T_CLIENT_ID", "x")], &[JSON_FILE]),
            "missing settings: T_BASE_URL, T_CLIENT_SECRET (looked in the environment)",
        ),
        (
            environment(
                &[],
                &[(
                    "./config.json",
                    r#"{"BaseURL":"https://x","ClientSecret":null}"#,
                )],
            ),
            "missing settings: ClientId, ClientSecret (looked in ./config.json)",
        ),
        (
            environment(&[], &[YAML_FILE, ("./config.json", "{}")]),
            "missing settings: T_BASE_URL, T_CLIENT_ID, T_CLIENT_SECRET (looked in the environment, \
             ./config.json (has none of them), ~/.things/config.yaml (not there))",
        ),
        (
            in_yaml("in a file"),
            "missing settings: T_BASE_URL, T_CLIENT_ID, T_CLIENT_SECRET (looked in the environment, \
             ./config.json (not there), ~/.things/config.yaml (not there))",
        ),
        (
            in_yaml("activeenvironment: x\nenvironments: {x: {baseurl: y}}"),
            "missing settings: environments.x.pat.clientid, environments.x.pat.clientsecret \
             (looked in ~/.things/config.yaml)",
        ),
        (
            in_yaml("environments: {x: {baseurl: y}}"),
            "missing settings: activeenvironment (looked in ~/.things/config.yaml)",
        ),
        (
            in_yaml("activeenvironment: z\nenvironments: {x: {baseurl: y}}"),
            "missing settings: environments.z.baseurl, environments.z.pat.clientid, \
             environments.z.pat.clientsecret (looked in ~/.things/config.yaml)",
        ),
    ];
    for (environment, expected) in table {
        let error = Config::load_in(&environment).expect_err("is incomplete");
        assert_eq!(error.to_string(), expected);
    }
    let error = Config::from_env_in(&environment(&[ENV[0]], &[JSON_FILE]));
    let expected = "missing settings: T_CLIENT_ID, T_CLIENT_SECRET (looked in the environment)";
    assert_eq!(error.expect_err("is incomplete").to_string(), expected);
}

#[test]
fn a_file_that_is_there_but_unusable_is_an_error_without_its_content() {
    let table = [
        ("./config.json", "unreadable"),
        ("./config.json", r#"{"ClientSecret": "hunter2""#),
        (
            "./config.json",
            r#"{"ClientSecret": "hunter2", "ClientSecret": "hunter2"}"#,
        ),
        ("./config.json", r#"{"ClientSecret": ["hunter2"]}"#),
        ("/home/me/.things/config.yaml", "a: 'hunter2"),
        ("/home/me/.things/config.yaml", "a: &x hunter2\nb: *x"),
        ("/home/me/.things/config.yaml", "a: hunter2\na: hunter2"),
        (
            "/home/me/.things/config.yaml",
            "activeenvironment: [hunter2]",
        ),
        ("/home/me/.things/config.yaml", "? [hunter2]\n: x"),
        (
            "/home/me/.things/config.yaml",
            "a: hunter2\n---\nb: hunter2",
        ),
        ("/home/me/.things/config.yaml", "---\n---\na: hunter2"),
        ("/home/me/.things/config.yaml", "a: hunter2\n---\n"),
        (
            "/home/me/.things/config.yaml",
            "a: {b: hunter2, 'b': hunter2}",
        ),
        (
            "./config.json",
            r#"{"a": [{"b": "hunter2", "\u0062": "hunter2"}]}"#,
        ),
        ("./config.json", r#"{"ClientSecret": "hunter2"} {}"#),
    ];
    for (path, text) in table {
        let environment = environment(&[HOME], &[(path, text)]);
        let error = Config::load_in(&environment).expect_err("is unusable");
        assert!(
            !matches!(error, ConfigError::Missing { .. }),
            "{text}: {error}"
        );
        assert!(
            !format!("{error} {error:?}").contains("hunter2"),
            "{error:?}"
        );
    }
}

#[test]
fn a_file_that_is_nested_too_deep_is_refused() {
    let deep = "- ".repeat(100_000);
    let folder = tempfile::tempdir().expect("can be made");
    let file = folder.path().join("deep.yaml");
    std::fs::write(&file, deep).expect("can be written");
    let error = Config::from_file(file).expect_err("is nested too deep");
    assert!(error.to_string().contains("nested too deep"), "{error}");
}

/// What has no end is not read to it, and what has another end is not waited for.
#[test]
fn only_regular_files_of_a_usual_size_hold_settings() {
    let folder = tempfile::tempdir().expect("can be made");
    let large = folder.path().join("large.json");
    std::fs::write(&large, format!("{JSON}{}", " ".repeat(2 << 20))).expect("can be written");
    let mut table = vec![
        (folder.path().to_owned(), "not a regular file"),
        (large, "larger than 1 MiB"),
    ];
    #[cfg(unix)]
    {
        let pipe = folder.path().join("pipe.json");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("there is mkfifo").success());
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink("/dev/zero", &link).expect("can be made");
        table.push((pipe, "not a regular file"));
        table.push((link, "not a regular file"));
        table.push(("/dev/zero".into(), "not a regular file"));
    }
    for (path, reason) in table {
        let error = Config::from_file(&path).expect_err("is refused");
        assert!(
            matches!(error, ConfigError::UnreadableFile { .. }),
            "{error:?}"
        );
        assert!(error.to_string().contains(reason), "{error}");
    }
}

/// The host of a file gets the credentials of that file and no others.
#[test]
fn credentials_and_host_come_from_one_place() {
    let made = |settings: Config| {
        let settings = settings.with_transport(FakeTransport::statuses(&[200]));
        simgen_runtime::Core::new(settings, &API).map(drop)
    };
    let token = || Credentials::token("hunter2");
    for file in [JSON_FILE, YAML_FILE] {
        let load = || Config::load_in(&environment(&[HOME], &[file]));
        let load = || load().expect("are complete");
        made(load()).expect("host and credentials are of the file");
        made(load().with_base_url("https://acme.test")).expect("the program says where");
        let named = load()
            .with_base_url("https://acme.test")
            .with_credentials(token());
        made(named).expect("the program says all");
        for mixed in [
            load().with_credentials(token()),
            load().with_credentials_for("bearer", token()),
            load().with_credentials(Credentials::client_credentials("id", "hunter2")),
        ] {
            let error = made(mixed)
                .expect_err("the host is of the file")
                .to_string();
            let shown = file.0.replace("/home/me", "~");
            for part in ["the program", &shown, "Config::with_base_url"] {
                assert!(error.contains(part), "{part}: {error}");
            }
            assert!(
                !error.contains("hunter2") && !error.contains(".test"),
                "{error}"
            );
        }
    }
    let in_env = Config::from_env_in(&environment(&ENV, &[]));
    made(in_env.expect("are complete").with_credentials(token())).expect("no file is involved");
    // What the environment lacks is not taken from a file.
    for missing in 0..ENV.len() {
        let some: Vec<_> = ENV.into_iter().chain([HOME]).collect();
        let some = [&some[..missing], &some[missing + 1..]].concat();
        let error = Config::load_in(&environment(&some, &[JSON_FILE, YAML_FILE]));
        let error = error.expect_err("one is missing").to_string();
        assert!(error.contains(ENV[missing].0), "{error}");
    }
}

#[test]
fn a_file_can_be_named() {
    let folder = tempfile::tempdir().expect("can be made");
    let [json, yaml, missing] = ["a.json", "a.yaml", "b.json"].map(|name| folder.path().join(name));
    std::fs::write(&json, JSON).expect("can be written");
    std::fs::write(&yaml, YAML).expect("can be written");
    let base = |path| {
        let settings = Config::from_file(path).expect("is complete");
        settings.base_url().map(str::to_owned)
    };
    assert_eq!(base(&json).as_deref(), Some("https://json.test"));
    assert_eq!(base(&yaml).as_deref(), Some("https://yaml.test"));
    let missing = Config::from_file(missing);
    assert!(matches!(missing, Err(ConfigError::UnreadableFile { .. })));
}
