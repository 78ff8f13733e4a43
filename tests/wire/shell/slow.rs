//! What is said of a call that takes long.

use std::time::Duration;

use sailpoint_sim::mock;
use sailpoint_sim::v2025::sim_integrations::{CreateSimIntegration, GetSimIntegration};

use super::Shell;
use crate::clock::TestClock;

const GET: &str = "get-sim-integration 62945a496ef440189b1f03e3623411c8";

#[test]
fn each_pause_before_another_attempt_is_said() {
    let mock = mock::start().expect("loopback has a free port");
    mock.on::<GetSimIntegration>().fails_with(503).breaks();
    let ran = Shell::of(&mock)
        .with_clock(&TestClock::new())
        .run(GET)
        .done();
    let lines: Vec<&str> = ran.stderr.lines().collect();
    let begins = [
        "note: attempt 1 failed (503 Service Unavailable); trying again in 0.",
        "note: attempt 2 failed (the connection broke); trying again in ",
    ];
    assert_eq!(lines.len(), begins.len(), "{lines:?}");
    for (line, begin) in lines.iter().zip(begins) {
        assert!(line.starts_with(begin) && line.ends_with(" s"), "{line}");
    }
    // Nothing follows the last attempt.
    mock.on::<CreateSimIntegration>().fails_with(503);
    let create = "create-sim-integration --body '{\"name\": \"x\"}'";
    let ran = Shell::of(&mock).run(create);
    assert!(ran.stderr.starts_with("error: "), "{}", ran.stderr);
}

/// The mock server takes as long as its clock, which another thread advances.
#[test]
fn a_response_that_does_not_come_is_said_on_a_terminal() {
    for (is_terminal, expected) in [(true, "note: no response yet after 5 s\n"), (false, "")] {
        let clock = TestClock::new();
        let mock = mock::builder().with_clock(clock.clone()).start();
        let mock = mock.expect("loopback has a free port");
        let slow = mock.on::<GetSimIntegration>();
        slow.responds_by_default().after(Duration::from_secs(7));
        let shell = Shell::of(&mock).with_clock(&clock);
        let shell = if is_terminal { shell.terminal() } else { shell };
        let ran = std::thread::scope(|scope| {
            scope.spawn(|| {
                while mock.requests().is_empty() {
                    std::thread::yield_now();
                }
                // The mock server begins to wait after it has remembered the request.
                while clock.waiting() < if is_terminal { 3 } else { 2 } {
                    std::thread::yield_now();
                }
                clock.advance(Duration::from_secs(5));
                clock.advance(Duration::from_secs(2));
            });
            shell.run(GET).done()
        });
        assert_eq!(ran.stderr, expected);
    }
}
