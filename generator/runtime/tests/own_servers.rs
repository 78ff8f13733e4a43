//! Where requests go that have servers of their own, and how a caller chooses among several.

use simgen_runtime::{
    ApiDescription, Async, Config, ConfigError, Core, Credentials, Error, Operation,
    OperationDescription, RequestBuilder, ServerDescription, ServerVariable,
};

use crate::support::*;

const fn server(
    url: &'static str,
    description: &'static str,
    variables: &'static [ServerVariable],
) -> ServerDescription {
    ServerDescription {
        url,
        description,
        variables,
    }
}

const fn variable(name: &'static str, default: &'static str) -> ServerVariable {
    ServerVariable::new(name, default, &[])
}

static SEVERAL: ApiDescription = ApiDescription {
    servers: &[
        server(
            "https://{tenant}.example.com/v7",
            "A tenant by its name",
            &[variable("tenant", "main")],
        ),
        server(
            "https://{host}/v7",
            "A tenant by its host",
            &[variable("host", "main.example.com")],
        ),
        server("https://sandbox.example.com/v8", "Sandbox", &[]),
    ],
    operation_servers: &[
        &[
            server("https://files.example.com/up", "Production", &[]),
            server("https://files.example.net", "Sandbox", &[]),
        ],
        &[server("/beside", "", &[])],
        &[server("http://plain.example.com", "", &[])],
        &[server(
            "https://{zone}.example.org",
            "",
            &[variable("zone", "a")],
        )],
    ],
    ..API
};

/// Declares operations by which list of servers they have.
macro_rules! own {
    ($($name:ident $servers:expr;)*) => {
        $(struct $name<M = Async>(RequestBuilder<M>);

        simgen_runtime::runtime::operation!($name);

        impl Operation for $name {
            type Output = serde_json::Value;
            type Error = AnyError;
            type Headers = ();

            const DESCRIPTION: OperationDescription = OperationDescription {
                servers: $servers,
                ..SecureList::DESCRIPTION
            };

            fn decode(response: &simgen_runtime::RawResponse) -> simgen_runtime::ResponseDecoder<'_, Self::Output> {
                SecureList::decode(response)
            }
        })*
    };
}

own! {
    Document None;
    Files Some(0);
    Relative Some(1);
    Plain Some(2);
    Zone Some(3);
}

/// Where a request with these settings goes, or why none does.
async fn url<Op: Operation>(config: Config) -> Result<String, String>
where
    Op::Output: std::fmt::Debug,
{
    let transport = FakeTransport::statuses(&[200]);
    let config = config
        .with_transport(transport.clone())
        .with_clock(FakeClock::new())
        .with_credentials(Credentials::token("hunter2"));
    let core = match Core::new(config, &SEVERAL) {
        Ok(core) => core,
        Err(ConfigError::InvalidSetting { name, .. }) => return Err(format!("config {name}")),
        Err(other) => panic!("{other}"),
    };
    match RequestBuilder::new(&core).send_for_value::<Op>().await {
        Ok(_) => Ok(transport.sent()[0].uri().to_string()),
        Err(Error::InvalidInput(failure)) => Err(failure.to_string()),
        Err(other) => panic!("{other}"),
    }
}

fn tenant() -> Config {
    Config::new().with_server_variable("tenant", "acme")
}

/// The host of the document's own server is an example, also where only its path differs.
#[tokio::test]
async fn secrets_do_not_go_to_an_example_by_way_of_an_operation_s_server() {
    for refused in [
        url::<Document>(Config::new()).await,
        url::<Relative>(Config::new()).await,
        url::<Zone>(tenant()).await,
    ] {
        let reason = refused.expect_err("nobody chose that host");
        assert!(
            reason.contains("is only the document's default") || reason.starts_with("config"),
            "{reason}"
        );
    }
}

#[tokio::test]
async fn a_request_goes_to_the_server_of_its_operation() {
    let document = url::<Document>(tenant()).await;
    assert_eq!(
        document.as_deref(),
        Ok("https://acme.example.com/v7/things")
    );
    let files = url::<Files>(tenant()).await;
    assert_eq!(files.as_deref(), Ok("https://files.example.com/up/things"));
    let relative = url::<Relative>(tenant()).await;
    assert_eq!(
        relative.as_deref(),
        Ok("https://acme.example.com/beside/things")
    );
}

/// A test or a proxy must never reach a host that its settings do not name.
#[tokio::test]
async fn a_base_url_counts_for_every_operation() {
    for base in ["https://proxy.test/gate", "https://proxy.test/gate/v7"] {
        let config = || Config::new().with_base_url(base);
        let document = url::<Document>(config()).await;
        assert_eq!(document.as_deref(), Ok("https://proxy.test/gate/v7/things"));
        let files = url::<Files>(config()).await;
        assert_eq!(files.as_deref(), Ok("https://proxy.test/gate/up/things"));
        let relative = url::<Relative>(config()).await;
        assert_eq!(
            relative.as_deref(),
            Ok("https://proxy.test/gate/beside/things")
        );
        let plain = url::<Plain>(config()).await;
        assert_eq!(plain.as_deref(), Ok("https://proxy.test/gate/things"));
    }
}

#[tokio::test]
async fn one_server_may_have_a_base_url_of_its_own() {
    let files = "https://files.example.com/up";
    let config = || Config::new().with_base_url("https://proxy.test");
    let kept = url::<Files>(config().with_base_url_for(files, files)).await;
    assert_eq!(kept.as_deref(), Ok("https://files.example.com/up/things"));
    let moved = config().with_base_url_for("Production", "https://files.test:8443");
    assert_eq!(
        url::<Files>(moved.clone()).await.as_deref(),
        Ok("https://files.test:8443/up/things")
    );
    assert_eq!(
        url::<Document>(moved).await.as_deref(),
        Ok("https://proxy.test/v7/things")
    );
    let document = tenant().with_base_url_for(0, "https://alone.test");
    assert_eq!(
        url::<Document>(document.clone()).await.as_deref(),
        Ok("https://alone.test/v7/things")
    );
    assert_eq!(
        url::<Files>(document).await.as_deref(),
        Ok("https://files.example.com/up/things")
    );
    let unknown = config().with_base_url_for("https://nobody.test", "https://a.test");
    assert_eq!(url::<Files>(unknown).await, Err("config server".to_owned()));
    let unsafe_url = config().with_base_url_for(files, "http://files.test");
    assert_eq!(
        url::<Document>(unsafe_url).await,
        Err("config base URL".to_owned())
    );
}

#[tokio::test]
async fn a_variable_chooses_the_first_server_that_has_it() {
    let host = || Config::new().with_server_variable("host", "api.acme.test");
    let document = url::<Document>(host()).await;
    assert_eq!(document.as_deref(), Ok("https://api.acme.test/v7/things"));
    let both = url::<Document>(host().with_server_variable("tenant", "acme")).await;
    assert_eq!(both, Err("config host, tenant".to_owned()));
    // One of another list changes nothing here.
    let zone = tenant().with_server_variable("zone", "b");
    assert_eq!(
        url::<Document>(zone.clone()).await.as_deref(),
        Ok("https://acme.example.com/v7/things")
    );
    assert_eq!(
        url::<Zone>(zone).await.as_deref(),
        Ok("https://b.example.org/things")
    );
}

#[tokio::test]
async fn a_server_is_chosen_by_number_url_or_description() {
    for choice in [
        Config::new().with_server(2),
        Config::new().with_server("https://sandbox.example.com/v8"),
        Config::new().with_server("sandbox"),
        Config::new().with_server("Sandbox".to_owned()),
        Config::new().with_server(1).with_server(2),
    ] {
        let document = url::<Document>(choice).await;
        assert_eq!(
            document.as_deref(),
            Ok("https://sandbox.example.com/v8/things")
        );
    }
    // A name means every list that has it, a number only the document's own.
    let named = url::<Files>(Config::new().with_server("Sandbox")).await;
    assert_eq!(named.as_deref(), Ok("https://files.example.net/things"));
    let numbered = url::<Files>(Config::new().with_server(2)).await;
    assert_eq!(
        numbered.as_deref(),
        Ok("https://files.example.com/up/things")
    );
    let based = Config::new()
        .with_server(2)
        .with_base_url("https://proxy.test");
    assert_eq!(
        url::<Document>(based).await.as_deref(),
        Ok("https://proxy.test/v8/things")
    );
}

#[tokio::test]
async fn a_choice_that_the_document_does_not_have_is_refused() {
    for (config, refused) in [
        (Config::new().with_server(3), "config server"),
        (Config::new().with_server("https://x.test"), "config server"),
        (Config::new().with_server(""), "config server"),
        (tenant().with_server(2), "config tenant"),
        (
            tenant().with_server_variable("nobody", "x"),
            "config nobody",
        ),
        (tenant().with_server_variable("zone", "x/y"), "config zone"),
    ] {
        let shown = format!("{config:?}");
        assert_eq!(
            url::<Document>(config).await,
            Err(refused.to_owned()),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn credentials_go_to_no_host_of_an_operation_that_only_a_default_names() {
    let refused = url::<Zone>(tenant())
        .await
        .expect_err("nobody chose the zone");
    assert!(refused.contains("zone"), "{refused}");
    let host = url::<Document>(Config::new().with_server(1)).await;
    assert_eq!(host, Err("config host".to_owned()));
    let chosen = url::<Zone>(tenant().with_server_variable("zone", "a")).await;
    assert_eq!(chosen.as_deref(), Ok("https://a.example.org/things"));
}

#[tokio::test]
async fn a_server_without_tls_costs_its_operations_alone() {
    let refused = url::<Plain>(tenant()).await.expect_err("is plain http");
    assert!(refused.contains("must be https"), "{refused}");
    assert!(url::<Document>(tenant()).await.is_ok());
}

#[tokio::test]
async fn operations_with_a_host_need_none_in_the_document() {
    static NOWHERE: ApiDescription = ApiDescription {
        servers: &[],
        ..SEVERAL
    };
    let transport = FakeTransport::statuses(&[200]);
    let config = Config::new().with_transport(transport.clone());
    let core = Core::new(config, &NOWHERE).expect("files have a host");
    let files = Files(RequestBuilder::new(&core)).await;
    // It asks for credentials, and there are none.
    assert!(matches!(files, Err(Error::Credentials(_))), "{files:?}");
    let document = Document(RequestBuilder::new(&core)).await;
    let error = document
        .expect_err("the document names no host")
        .to_string();
    assert!(error.contains("base URL"), "{error}");
}

/// Secrets of one stage must not go to the token endpoint of another.
#[tokio::test]
async fn a_token_url_on_the_document_s_server_moves_with_the_choice() {
    let transport = FakeTransport::new(|_, number| match number {
        0 => Reply::token("t", "60"),
        _ => Reply::status(200),
    });
    let config = Config::new()
        .with_server("Sandbox")
        .with_transport(transport.clone())
        .with_clock(FakeClock::new())
        .with_credentials(Credentials::client_credentials("id", "s"));
    let core = Core::new(config, &SEVERAL).expect("the settings fit");
    Files(RequestBuilder::new(&core)).await.expect("a response");
    let urls: Vec<String> = transport
        .sent()
        .iter()
        .map(|sent| sent.uri().to_string())
        .collect();
    assert_eq!(
        urls,
        [
            "https://sandbox.example.com/oauth/token",
            "https://files.example.net/things"
        ]
    );
}
