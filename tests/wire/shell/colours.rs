//! What stands out on a terminal.

use sailpoint_sim::mock;

use super::Shell;

const ID: &str = "62945a496ef440189b1f03e3623411c8";

#[test]
fn messages_headings_and_json_stand_out_on_a_terminal_unless_no_color_says_otherwise() {
    let mock = mock::start().expect("loopback has a free port");
    let shell = Shell::of(&mock);
    let get = format!("get-sim-integration {ID}");
    for (line, seen) in [
        (
            get.as_str(),
            "\u{1b}[34m\"name\"\u{1b}[0m: \u{1b}[32m\"ServiceNow tickets\"\u{1b}[0m",
        ),
        ("get-sim-integrations", "\u{1b}[1m id"),
        (
            "get-sim-integration nothing",
            "\u{1b}[1;31merror:\u{1b}[0m get-sim-integration: 404",
        ),
        (
            "get-sim-integration nothing",
            "\n\u{1b}[36mhelp:\u{1b}[0m check `id`",
        ),
        (
            "get-sim-integrations --dry-run",
            "\u{1b}[36mnote:\u{1b}[0m base URL from",
        ),
        ("--help", "\u{1b}[1mUsage:\u{1b}[0m sailpoint-sim"),
        ("--help", "\n\u{1b}[1mCommands:\u{1b}[0m\n"),
    ] {
        let all = |shell: Shell| {
            let ran = shell.run(line);
            ran.stdout + &ran.stderr
        };
        let colourful = all(shell.clone().in_colours().terminal());
        assert!(colourful.contains(seen), "{line}: {colourful:?}");
        let plain = all(shell.clone().terminal());
        for without in [
            shell
                .clone()
                .terminal()
                .in_colours()
                .variable("TERM", "dumb"),
            shell.clone().terminal().variable("NO_COLOR", "0"),
        ] {
            assert_eq!(all(without), plain, "{line}");
        }
        assert!(!plain.contains('\u{1b}'), "{line}: {plain:?}");
        let piped = all(shell.clone().in_colours());
        assert!(!piped.contains('\u{1b}'), "{line}: {piped:?}");
        // Nothing else differs.
        let mut stripped = colourful;
        for style in ["0", "1", "1;31", "32", "34", "36"] {
            stripped = stripped.replace(&format!("\u{1b}[{style}m"), "");
        }
        assert_eq!(stripped, plain, "{line}");
    }
}
