//! Turns a report into text for people at a terminal.

use super::{Places, groups, heading, summary};
use crate::change::{Change, Class, Report};

/// Prints a report; `colour` for a terminal.
pub fn terminal(report: &Report, places: &Places, colour: bool) -> String {
    let paint = Paint(colour);
    let mut text = String::new();
    for (scope, changes) in groups(report) {
        text.push_str(&paint.bold(&heading(scope)));
        text.push('\n');
        for (index, found) in changes {
            text.push_str(&change(&paint, found, places.get(index)));
        }
        text.push('\n');
    }
    text.push_str(&summary(report));
    text.push('\n');
    text
}

fn change(paint: &Paint, change: &Change, place: Option<&str>) -> String {
    let class = paint.class(change.class);
    let mut text = format!("  {class}  {}\n", change.what);
    let mut line = |sign: char, code: u8, words: &str| {
        text.push_str(&format!(
            "         {}\n",
            paint.with(code, &format!("{sign} {words}"))
        ));
    };
    for rust in &change.rust {
        if let Some(before) = &rust.before {
            line('-', 31, before);
        }
        if let Some(after) = &rust.after {
            line('+', 32, after);
        }
    }
    text.push_str(&format!("         why: {}\n", change.why));
    if let Some(place) = place {
        text.push_str(&format!("         at:  {place}\n"));
    }
    text
}

struct Paint(bool);

impl Paint {
    fn with(&self, code: u8, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn bold(&self, text: &str) -> String {
        self.with(1, text)
    }

    fn class(&self, class: Class) -> String {
        let code = match class {
            Class::Major => 31,
            Class::Minor => 33,
            Class::Patch => 36,
            Class::Docs => 2,
        };
        self.with(code, &format!("{:<5}", class.as_str()))
    }
}
