//! Turns words into Rust identifiers: case, keywords, collisions.
//!
//! Must not know: OpenAPI. Every identifier of the output is made here, once.
//!
//! The rules, in order: text is transliterated to ASCII, so that no name looks
//! like another or trips over a lint; a leading sign and names made of symbols
//! only become words; case is converted; a leading digit gets an `n`; a
//! keyword, or a name that emitted code needs for itself, gets a trailing
//! underscore; a name that is too long ends with a number made of all of it; a
//! name that is taken gets a number. The first to ask gets the name, so a later
//! schema never renames an earlier one.

mod listed;
mod package;
mod reserved;

pub use listed::listed;
pub use package::{is_taken, package_name};
pub use reserved::{
    ARRAY_LENGTH, CORE, CRATE_FEATURES, MODE, MODEL_IMPORTS, PRELUDE, REQUEST_METHODS,
    ROOT_MODULES, WINDOWS_FILES,
};

use std::borrow::Cow;
use std::fmt;

use foldhash::{HashMap, HashSet};
use heck::{ToSnakeCase, ToUpperCamelCase};
use sha2::{Digest, Sha256};

/// Longer names are shortened: many file systems take 255 bytes, and rustdoc and
/// what is emitted for a name add to it.
const LONGEST: usize = 96;

/// A valid Rust identifier that is not a keyword. Made only by this module.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RustIdent(String);

impl RustIdent {
    /// Takes text that is an identifier already.
    #[cfg(test)]
    pub(crate) fn for_test(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it says only the first part of a name that was too long.
    pub fn is_shortened(&self) -> bool {
        let mark = self.0.rfind(['h', 'H']);
        let number = mark.filter(|at| *at > LONGEST / 2);
        let number = number.and_then(|at| self.0.get(at + 1..at + 9));
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        self.0.len() + 9 > LONGEST && number.is_some_and(|number| number.bytes().all(is_digit))
    }

    /// The same for a module with a file of its own, which Windows must be able to hold.
    #[must_use]
    pub fn for_file(self) -> Self {
        match WINDOWS_FILES.contains(&self.as_str()) {
            true => Self(format!("{}_", self.0)),
            false => self,
        }
    }
}

impl fmt::Display for RustIdent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// `UpperCamelCase`: types and variants.
pub fn type_name(words: &str) -> RustIdent {
    let name = ascii_words(words).to_upper_camel_case();
    finish(name, "Empty", 'N', "H")
}

/// `snake_case`: fields, functions, arguments, modules.
pub fn value_name(words: &str) -> RustIdent {
    let name = ascii_words(words).to_snake_case();
    finish(name, "empty", 'n', "_h")
}

/// A name that an earlier run gave, unless it is not an identifier any more.
pub fn known_name(text: &str) -> Option<RustIdent> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_name = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.len() > 1
        && text.chars().all(is_word)
        && !reserved::is_keyword(text);
    is_name.then(|| RustIdent(text.to_owned()))
}

/// One scope in which names must differ.
#[derive(Clone, Debug, Default)]
pub struct Namespace {
    taken: HashSet<String>,
    /// What earlier runs called things, by what identifies them.
    known: HashMap<String, RustIdent>,
    /// The last number that each stem got: those below are taken.
    numbers: HashMap<String, u32>,
}

impl Namespace {
    /// A scope in which these names belong to the emitted code itself.
    pub fn reserving(names: &[&str]) -> Self {
        Self {
            taken: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Self::default()
        }
    }

    /// Whether something has this name.
    pub fn has(&self, name: &RustIdent) -> bool {
        self.taken.contains(&name.0)
    }

    /// Keeps names for those who had them before: what is identified by the
    /// text gets the name, and nothing else does.
    pub fn keep<'k>(&mut self, known: impl IntoIterator<Item = (&'k str, &'k str)>) {
        for (key, name) in known {
            let Some(name) = known_name(name) else {
                continue;
            };
            if self.taken.insert(name.0.clone()) {
                self.known.insert(key.to_owned(), name);
            }
        }
    }

    /// Takes the name that this had before; else as [`Self::claim_beside`].
    pub fn claim_for(&mut self, key: &str, wanted: RustIdent, reserved: &[&str]) -> RustIdent {
        match self.known.remove(key) {
            Some(name) => name,
            None => self.claim_beside(wanted, reserved),
        }
    }

    /// Takes this name, or the nearest one that is free: a reserved name gets
    /// a trailing underscore, a taken one a number.
    pub fn claim(&mut self, wanted: RustIdent) -> RustIdent {
        if self.taken.insert(wanted.0.clone()) {
            return wanted;
        }
        let stem = wanted.0.trim_end_matches('_').to_owned();
        let separator = if stem.ends_with(|last: char| last.is_ascii_digit()) {
            "_"
        } else {
            ""
        };
        let last = self.numbers.entry(stem.clone()).or_insert(1);
        loop {
            *last += 1;
            let name = format!("{stem}{separator}{last}");
            if self.taken.insert(name.clone()) {
                return RustIdent(name);
            }
        }
    }

    /// Takes this name unless the emitted code needs it, which asks for a
    /// trailing underscore before it asks for a number.
    pub fn claim_beside(&mut self, wanted: RustIdent, reserved: &[&str]) -> RustIdent {
        if reserved.contains(&wanted.as_str()) {
            return self.claim(RustIdent(format!("{wanted}_")));
        }
        self.claim(wanted)
    }
}

/// The words in ASCII, with what case conversion would lose spelled out.
fn ascii_words(words: &str) -> String {
    let ascii = if words.bytes().all(is_printed) {
        Cow::Borrowed(words)
    } else {
        Cow::Owned(deunicode::deunicode(words))
    };
    let text = ascii.trim();
    if !text.is_empty() && !text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return text.chars().map(symbol).collect::<Vec<_>>().join(" ");
    }
    match text.split_at_checked(1) {
        Some((sign @ ("-" | "+"), rest)) => format!("{} {rest}", symbol_word(sign)),
        _ => text.replace('\'', ""),
    }
}

/// What transliteration leaves as it is.
fn is_printed(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

fn symbol_word(sign: &str) -> &'static str {
    if sign == "-" { "minus" } else { "plus" }
}

fn symbol(character: char) -> String {
    let word = match character {
        '-' => "minus",
        '+' => "plus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equals",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '^' => "caret",
        '~' => "tilde",
        '?' => "question",
        '_' => "underscore",
        ' ' => "space",
        '"' | '\'' => "quote",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        other => return format!("u{:x}", u32::from(other)),
    };
    word.to_owned()
}

fn finish(name: String, empty: &str, digit_prefix: char, mark: &str) -> RustIdent {
    let mut name = name;
    name.retain(|c| c.is_ascii_alphanumeric() || c == '_');
    if name.is_empty() {
        name = empty.to_owned();
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert(0, digit_prefix);
    }
    if reserved::is_keyword(&name) {
        name.push('_');
    }
    if name.len() > LONGEST {
        let number = number_of(&name);
        name.truncate(LONGEST - mark.len() - 8);
        name.truncate(name.trim_end_matches('_').len());
        name.push_str(&format!("{mark}{number:08x}"));
    }
    RustIdent(name)
}

/// A number that is the same for equal texts, and hardly ever for others.
pub fn number_of(text: &str) -> u32 {
    let digest = Sha256::digest(text.as_bytes());
    let bytes = digest.iter().take(4);
    bytes.fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_needs_no_transliteration() {
        for character in (0..128).filter(|byte| is_printed(*byte)).map(char::from) {
            assert_eq!(
                deunicode::deunicode_char(character),
                Some(&*character.to_string())
            );
        }
    }

    #[test]
    fn type_names_are_upper_camel_case_whatever_the_words() {
        for (words, expected) in [
            ("ServiceDeskIntegrationDto", "ServiceDeskIntegrationDto"),
            ("getSIMIntegration", "GetSimIntegration"),
            ("LIFECYCLE_STATE", "LifecycleState"),
            ("Self", "Self_"),
            ("2fa", "N2fa"),
            ("", "Empty"),
            ("  ", "Empty"),
            ("-1", "Minus1"),
            ("+1", "Plus1"),
            ("-created_at", "MinusCreatedAt"),
            ("<=", "LessEquals"),
            ("Straße", "Strasse"),
            ("名前", "MingQian"),
            ("😀", "Grinning"),
            ("a.b/c", "ABC"),
            ("don't", "Dont"),
        ] {
            assert_eq!(type_name(words).as_str(), expected, "{words:?}");
        }
    }

    #[test]
    fn names_that_are_too_long_keep_their_beginning_and_differ() {
        let long = "list pets of one owner ".repeat(12);
        let other = format!("{long} again");
        for name in [type_name, value_name] {
            let [one, other] = [name(&long), name(&other)];
            assert_eq!(one, name(&long));
            assert_ne!(one, other);
            for name in [&one, &other] {
                assert!(name.as_str().len() <= LONGEST, "{name}");
                assert!(name.is_shortened(), "{name}");
                assert_eq!(known_name(name.as_str()).as_ref(), Some(name));
            }
            assert_eq!(one.as_str()[..60], other.as_str()[..60]);
            let mut taken = Namespace::default();
            taken.claim(one.clone());
            assert!(taken.claim(one).is_shortened());
        }
        let longest = "a".repeat(LONGEST);
        assert_eq!(value_name(&longest).as_str(), longest);
        assert!(!value_name(&longest).is_shortened());
    }

    #[test]
    fn very_many_names_may_collide() {
        let mut names = Namespace::default();
        for number in 1..=50_000 {
            let expected = match number {
                1 => "a".to_owned(),
                number => format!("a{number}"),
            };
            assert_eq!(names.claim(value_name("a")).as_str(), expected);
        }
    }

    #[test]
    fn no_module_is_called_as_a_device_of_windows() {
        for (words, expected) in [
            ("CON", "con_"),
            ("nul", "nul_"),
            ("lpt1", "lpt1_"),
            ("com", "com"),
            ("console", "console"),
        ] {
            assert_eq!(value_name(words).for_file().as_str(), expected);
        }
    }

    #[test]
    fn value_names_are_snake_case_and_no_keywords() {
        for (words, expected) in [
            ("type", "type_"),
            ("self", "self_"),
            ("gen", "gen_"),
            ("X-SailPoint-Experimental", "x_sail_point_experimental"),
            ("@odata.type", "odata_type"),
            ("$ref", "ref_"),
            ("2FA", "n2fa"),
            ("_", "underscore"),
            ("", "empty"),
        ] {
            assert_eq!(value_name(words).as_str(), expected, "{words:?}");
        }
    }

    #[test]
    fn the_first_to_ask_gets_the_name_and_later_ones_a_number() {
        let mut names = Namespace::reserving(&["Option"]);
        let claimed: Vec<String> = ["Pet", "pet", "PET", "Pet2", "V1", "v1"]
            .iter()
            .map(|words| {
                names
                    .claim_beside(type_name(words), &["Option"])
                    .to_string()
            })
            .collect();
        assert_eq!(claimed, ["Pet", "Pet2", "Pet3", "Pet2_2", "V1", "V1_2"]);
        assert_eq!(
            names
                .claim_beside(type_name("option"), &["Option"])
                .as_str(),
            "Option_"
        );
        assert_eq!(
            names
                .claim_beside(type_name("option"), &["Option"])
                .as_str(),
            "Option2"
        );
    }
}
