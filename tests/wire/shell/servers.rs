//! Which server of the document requests go to.

use sailpoint_sim::cli::Exit;

use super::Shell;

/// The URL of a request that is only shown.
fn url(shell: &Shell, options: &str) -> String {
    let ran = shell.run(&format!("get-sim-integrations --dry-run {options}"));
    let stdout = ran.done().stdout;
    let line = stdout.lines().find(|line| line.contains("--url"));
    let line = line.unwrap_or_else(|| panic!("no URL: {stdout}"));
    line.trim()
        .trim_start_matches("--url ")
        .trim_end_matches(" \\")
        .to_owned()
}

fn set() -> Shell {
    Shell::new()
        .variable("SAIL_BASE_URL", "https://settings.example.com")
        .variable("SAIL_CLIENT_ID", "client")
        .variable("SAIL_CLIENT_SECRET", "secret")
}

#[test]
fn options_choose_a_server_of_the_document() {
    for (shell, options, expected) in [
        (
            set(),
            "",
            "https://settings.example.com/sim-integrations/v1",
        ),
        (
            set(),
            "--server-variable apiUrl=api.acme.test",
            "https://api.acme.test/sim-integrations/v1",
        ),
        (
            set(),
            "--server-variable=tenant=acme",
            "https://acme.api.identitynow.com/sim-integrations/v1",
        ),
        (
            set(),
            "--server 1",
            "https://sailpoint.api.identitynow.com/sim-integrations/v1",
        ),
        (
            set(),
            "--server 'a tenant by its name' --server-variable tenant=acme",
            "https://acme.api.identitynow.com/sim-integrations/v1",
        ),
        (
            set(),
            "--base-url https://given.test --server 1",
            "https://given.test/sim-integrations/v1",
        ),
        (
            set().variable("SAILPOINT_SIM_SERVER_API_URL", "api.env.test"),
            "",
            "https://api.env.test/sim-integrations/v1",
        ),
        (
            set().variable("SAILPOINT_SIM_SERVER", "1"),
            "--server-variable tenant=acme",
            "https://acme.api.identitynow.com/sim-integrations/v1",
        ),
        (
            Shell::new().variable("SAILPOINT_SIM_SERVER_TENANT", "acme"),
            "--api-version v2024",
            "https://acme.api.identitynow.com/v2024/sim-integrations",
        ),
    ] {
        assert_eq!(url(&shell, options), expected, "{options}");
    }
}

#[test]
fn a_server_that_is_not_there_is_refused() {
    for (options, exit, words) in [
        ("--server 2", Exit::Settings, "none of the document's"),
        (
            "--server Production",
            Exit::Settings,
            "none of the document's",
        ),
        ("--server-variable region=eu", Exit::Settings, "region"),
        ("--server-variable tenant", Exit::Usage, "NAME=VALUE"),
        (
            "--server 1 --server-variable tenant=a",
            Exit::Settings,
            "tenant",
        ),
        // Another version's, with which this one would send to a path that is nowhere.
        (
            "--base-url https://given.test/v2025",
            Exit::Settings,
            "leave `/v2025` out",
        ),
        (
            "--base-url https://given.test/v2025 --api-version v2024",
            Exit::Settings,
            "leave `/v2025` out",
        ),
    ] {
        let line = format!("get-sim-integrations --dry-run {options}");
        set().run(&line).stopped(exit, words);
    }
}

/// Those who forget to name a host send no secret to the one in the document.
#[test]
fn a_call_sends_no_secret_to_a_default() {
    let ran = set().run("get-sim-integrations --server 1");
    ran.stopped(Exit::Settings, "credentials are not sent to");
}

#[test]
fn help_lists_the_servers() {
    let help = Shell::new()
        .run("get-sim-integrations --help")
        .done()
        .stdout;
    for words in ["--server <SERVER>", "https://{apiUrl} ", "tenant, apiUrl"] {
        assert!(help.contains(words), "{words} is not in:\n{help}");
    }
}
