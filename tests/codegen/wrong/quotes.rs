//! The project's own documents with the quotes of one reference left out.

use simgen::internal::diagnostic::{Diagnostics, Severity};
use simgen::internal::source::Sources;

use crate::spec::project;

#[test]
fn no_reference_of_the_documents_loses_its_quotes_unnoticed() {
    let project = project();
    let files: Vec<(String, String)> = project
        .sources
        .files()
        .map(|(_, file)| (file.path.clone(), file.text.clone()))
        .collect();
    let mut tried = 0;
    for (index, (path, text)) in files.iter().enumerate() {
        for (number, line) in text.lines().enumerate() {
            if !line.contains("$ref: '#/") {
                continue;
            }
            let changed: Vec<String> = text
                .lines()
                .enumerate()
                .map(|(at, line)| match at == number {
                    true => line.replace('\'', ""),
                    false => line.to_owned(),
                })
                .collect();
            let mut files = files.clone();
            files[index].1 = changed.join("\n");
            let sources = Sources::from_texts(files);
            // The files have the same order, so the ids of the project fit.
            let mut diagnostics = Diagnostics::new(true);
            simgen::internal::lower_all(&sources, &project.config, &mut diagnostics);
            let found = diagnostics.into_vec();
            let told = found.iter().any(|found| {
                let help = found.help.as_deref().unwrap_or_default();
                let at = found.location(&sources).map(|at| at.line);
                found.severity == Severity::Error
                    && help.contains("in quotes")
                    && at == Some(number + 1)
            });
            assert!(told, "{path}:{}: {line}\n{found:#?}", number + 1);
            tried += 1;
        }
    }
    assert!(tried > 40, "only {tried} references were tried");
}
