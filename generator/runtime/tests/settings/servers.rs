//! Settings that choose a server of the document.

use super::*;

/// Settings that name a server of the document in place of a base URL.
struct WithServers;

impl Sealed for WithServers {}

impl SettingFiles for WithServers {}

impl SettingSources for WithServers {
    const SOURCES: CredentialSources = WITH_SERVERS;
}

const WITH_SERVERS: CredentialSources = CredentialSources {
    env_server: Some("T_SERVER"),
    env_server_variables: &[("tenant", "T_TENANT")],
    files: &[CredentialFile {
        path: "./config.json",
        format: FileFormat::Json,
        environment: None,
        base_url: "BaseURL",
        client_id: "ClientId",
        client_secret: "ClientSecret",
        server: Some("Server"),
        server_variables: &[("tenant", "Tenant")],
        connections: ConnectionNames::NONE,
    }],
    ..SOURCES
};

#[tokio::test]
async fn settings_may_choose_a_server_in_place_of_a_base_url() {
    let file = |text| environment(&[], &[("./config.json", text)]);
    let table = [
        (
            environment(&[("T_TENANT", "acme"), ENV[1], ENV[2]], &[JSON_FILE]),
            "acme.example.com",
        ),
        (
            environment(
                &[("T_TENANT", "acme"), ("T_SERVER", "0"), ENV[1], ENV[2]],
                &[],
            ),
            "acme.example.com",
        ),
        (
            environment(&[ENV[0], ("T_TENANT", "acme"), ENV[1], ENV[2]], &[]),
            "env.test",
        ),
        (
            file(r#"{"Tenant":"filed","ClientId":"a","ClientSecret":"b"}"#),
            "filed.example.com",
        ),
    ];
    for (environment, host) in table {
        let settings = ConfigFor::<WithServers>::load_in(&environment).expect("are complete");
        assert_eq!(token_request(settings).await.0, host);
    }
    let missing = environment(&[("T_TENANT", "acme")], &[JSON_FILE]);
    let error = ConfigFor::<WithServers>::load_in(&missing).expect_err("lacks credentials");
    let expected = "missing settings: T_CLIENT_ID, T_CLIENT_SECRET (looked in the environment)";
    assert_eq!(error.to_string(), expected);
    let unknown = file(r#"{"Server":"x","ClientId":"a","ClientSecret":"b"}"#);
    let settings = ConfigFor::<WithServers>::load_in(&unknown).expect("are complete");
    let error = simgen_runtime::Core::new(settings, &API).expect_err("there is no such server");
    assert_eq!(error.to_string(), "server: `x` is none of the document's");
}
