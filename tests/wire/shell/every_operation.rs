//! Help, a dry run, a success and an error of every operation of every version, as a person would
//! see them.

use std::fmt::Write as _;

use sailpoint_sim::{mock, runtime::Mock, v1, v2024, v2025, v2026};

use super::Shell;
use crate::clock::TestClock;

/// The file that examples call `body.json`.
const BODY: &str = r#"{"id": "never sent", "name": "Tickets", "description": "Opens tickets.", "attributes": {"password": "s3cret"}, "statusMap": {"closed": "Committed"}}"#;

const ID: &str = "62945a496ef440189b1f03e3623411c8";

/// Every command with arguments that do.
const COMMANDS: [(&str, &str); 7] = [
    ("get-sim-integrations", ""),
    ("create-sim-integration", "--body @body.json"),
    ("get-sim-integration", ID),
    (
        "put-sim-integration",
        "62945a496ef440189b1f03e3623411c8 --body @body.json --yes",
    ),
    (
        "delete-sim-integration",
        "62945a496ef440189b1f03e3623411c8 --yes",
    ),
    (
        "patch-sim-attributes",
        "62945a496ef440189b1f03e3623411c8 --test /type=ServiceNowSDIM --replace '/description=It'\\''s new' --remove /clusterRef",
    ),
    (
        "patch-before-provisioning-rule",
        "62945a496ef440189b1f03e3623411c8 --replace /description=New",
    ),
];

const ALL: [&str; 4] = ["v2024", "v2025", "v2026", "v1"];

/// The versions with snapshots: one of the yearly ones, which differ in their names alone, and
/// the one with paths of its own.
const SHOWN: [&str; 2] = ["v2025", "v1"];

/// Where the name of a yearly version is in what a person sees.
const PLACES_OF_A_NAME: [&str; 3] = [
    "(SailPoint SIM Integrations ",
    ".identitynow.com/",
    "{apiUrl}/",
];

/// Lets the next call of every operation fail.
macro_rules! let_all_fail {
    ($mock:expr, $version:ident) => {{
        use $version::sim_integrations::*;
        $mock.on::<GetSimIntegrations>().fails_with(403);
        $mock.on::<CreateSimIntegration>().fails_with(400);
        $mock.on::<GetSimIntegration>().fails_with(404);
        $mock.on::<PutSimIntegration>().fails_with(404);
        $mock.on::<DeleteSimIntegration>().fails_with(401);
        $mock.on::<PatchSimAttributes>().fails_with(400);
        $mock.on::<PatchBeforeProvisioningRule>().fails_with(500);
    }};
}

fn mock_server() -> Mock {
    let builder = mock::builder().with_clock(TestClock::new());
    builder.start().expect("loopback has a free port")
}

/// What a person sees who types the line.
fn typed(shell: &Shell, line: &str) -> String {
    let ran = shell.run(line);
    let mut text = format!("$ sailpoint-sim {line}\n{}", ran.stdout);
    if !ran.stderr.is_empty() {
        let _ = write!(text, "--- standard error\n{}", ran.stderr);
    }
    if ran.exit.code() != 0 {
        let _ = writeln!(text, "--- exit code {}", ran.exit.code());
    }
    text
}

fn session(version: &str, command: &str, arguments: &str) -> String {
    let mock = mock_server();
    let shell = Shell::of(&mock)
        .file("body.json", BODY)
        .before(["--api-version", version]);
    let shown = Shell::new()
        .variable("SAIL_BASE_URL", "https://acme.api.identitynow.com")
        .file("body.json", BODY)
        .before(["--api-version", version]);
    let line = format!("{command} {arguments}");
    let line = line.trim_end();
    let mut text = [
        typed(&shown, &format!("{command} --help")),
        typed(&shown, &format!("{line} --dry-run")),
        typed(&shell, line),
    ]
    .join("\n");
    match version {
        "v2024" => let_all_fail!(mock, v2024),
        "v2025" => let_all_fail!(mock, v2025),
        "v2026" => let_all_fail!(mock, v2026),
        _ => let_all_fail!(mock, v1),
    }
    let _ = write!(text, "\n{}", typed(&shell, line));
    mock.verify();
    text
}

#[test]
fn help_a_dry_run_a_success_and_an_error_look_as_they_were_seen() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"sailpoint-sim/\d+\.\d+\.\d+", "sailpoint-sim/VERSION");
    settings.bind(|| {
        for version in SHOWN {
            for (command, arguments) in COMMANDS {
                let text = session(version, command, arguments);
                insta::assert_snapshot!(format!("{version}_{command}"), text);
            }
        }
        insta::assert_snapshot!("help", typed(&Shell::new(), "--help"));
    });
}

#[test]
fn yearly_versions_differ_in_their_names_alone() {
    for (command, arguments) in COMMANDS {
        let shown = session("v2025", command, arguments);
        for version in ["v2024", "v2026"] {
            let expected = PLACES_OF_A_NAME.iter().fold(shown.clone(), |text, before| {
                text.replace(&format!("{before}v2025"), &format!("{before}{version}"))
            });
            let found = session(version, command, arguments);
            assert_eq!(found, expected, "{command} of {version}");
        }
    }
}

#[test]
fn every_operation_has_a_command_that_is_tried() {
    for version in ALL {
        let help = Shell::new()
            .before(["--api-version", version])
            .run("-h")
            .done()
            .stdout;
        let listed = help
            .split("Commands:\n")
            .nth(1)
            .expect("there are commands");
        let listed = listed.lines().take_while(|line| !line.is_empty());
        let names: Vec<_> = listed
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        let tried = COMMANDS.iter().map(|(command, _)| *command);
        let expected: Vec<_> = tried.chain(["completions", "man", "help"]).collect();
        assert_eq!(names, expected, "{version}");
    }
}

#[test]
fn every_snapshot_belongs_to_a_command() {
    let versions = SHOWN.iter();
    let mut expected: Vec<String> = versions
        .flat_map(|version| COMMANDS.map(|(command, _)| format!("{version}_{command}.snap")))
        .chain(["help.snap".to_owned()])
        .collect();
    expected.sort();
    let files = std::fs::read_dir("shell/snapshots").expect("tests run in their package");
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut found: Vec<String> = names.filter(|name| name.ends_with(".snap")).collect();
    found.sort();
    assert_eq!(found, expected);
}
