//! Completions for shells, and the help that lists them.

use crate::project::Project;

#[test]
fn every_shell_gets_completions_of_commands_options_and_values() {
    let project = Project::new();
    let help = project.run(&["--help"]).ends_with_code(0).out();
    assert!(help.contains("completions"), "{help}");
    let shells = ["bash", "elvish", "fish", "powershell", "zsh"];
    let help = project
        .run(&["completions", "--help"])
        .ends_with_code(0)
        .out();
    for shell in shells {
        assert!(help.contains(shell), "{help}");
        let ran = project.run(&["completions", shell]).ends_with_code(0);
        assert_eq!(ran.error(), "", "{shell}");
        for word in [
            "generate",
            "bundle",
            "explain",
            "allow-path",
            "message-format",
        ] {
            assert!(ran.out().contains(word), "{shell} does not complete {word}");
        }
    }
    for wrong in [&["completions"][..], &["completions", "tcsh"]] {
        let ran = project.run(wrong).ends_with_code(2);
        assert_eq!(ran.out(), "", "{wrong:?}");
    }
}
