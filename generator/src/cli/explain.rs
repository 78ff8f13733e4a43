//! Prints what the codes of diagnostics mean.

use simgen::internal::diagnostic::Code;

use super::failure::Failure;
use super::run::print;

/// Prints what a code means, how to fix its cause, and an example.
pub(super) fn one(code: &str) -> Result<(), Failure> {
    let wanted = code.trim();
    match Code::ALL.iter().find(|code| code.as_str() == wanted) {
        Some(code) => {
            print(&text(*code));
            Ok(())
        }
        None => {
            let near = nearest(wanted).map(|name| format!("; did you mean `{name}`?"));
            let near = near.unwrap_or_else(|| "; `simgen explain` lists all".to_owned());
            Err(Failure::usage(format!("there is no code `{wanted}`{near}")))
        }
    }
}

/// Prints every code with the first sentence of what it means.
pub(super) fn all() -> Result<(), Failure> {
    let longest = Code::ALL.iter().map(|code| code.as_str().len()).max();
    let width = longest.unwrap_or_default();
    for code in Code::ALL {
        let text = code.explanation().replace('\n', " ");
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let sentence = words.split_inclusive(". ").next().unwrap_or_default();
        print(&format!("{:width$}  {}\n", code.as_str(), sentence.trim()));
    }
    Ok(())
}

fn text(code: Code) -> String {
    let lines: Vec<&str> = code.explanation().lines().map(str::trim).collect();
    let example = code.example();
    format!(
        "{}\n\n{}\n\nfix: {}\n\nbefore:\n\n{}\nafter:\n\n{}",
        code.as_str(),
        lines.join("\n").trim(),
        code.fix(),
        indented(example.before),
        indented(example.after),
    )
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

fn nearest(wanted: &str) -> Option<&'static str> {
    let distance = |name: &str| strsim::damerau_levenshtein(wanted, name);
    let names = Code::ALL.iter().map(|code| code.as_str());
    let nearest = names.min_by_key(|name| distance(name))?;
    (distance(nearest) <= nearest.len() / 3).then_some(nearest)
}
