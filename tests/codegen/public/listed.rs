//! Turns `api.txt` into lines, one for each public item.

use super::lines::{Line, spelled};

/// Every item of the list.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let items = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "));
    let items: Vec<(bool, &str)> = items.map(without_attributes).collect();
    let enums: Vec<&str> = items
        .iter()
        .filter_map(|(_, item)| item.strip_prefix("pub enum "))
        .map(path)
        .collect();
    let is_shared = |item: &str| item.starts_with(OPERATION) || item.starts_with(STREAMING);
    let (shared, items): (Vec<_>, Vec<_>) = items.iter().partition(|(_, item)| is_shared(item));
    let own = items
        .iter()
        .flat_map(|(is_open, item)| item_lines(*is_open, item, &enums));
    let requests = items.iter().filter(|(_, item)| has(item, "Operation"));
    let inherited = requests.flat_map(|(_, item)| {
        let methods = methods(&shared, has(item, "StreamingOperation"));
        of_operation(path(&item[STRUCT.len()..]), &methods)
    });
    own.chain(inherited).collect()
}

const STRUCT: &str = "pub struct ";

/// What all operations can do is listed once, for the trait that they implement.
const OPERATION: &str = "pub fn runtime::Operation";

/// The same for those whose response is a stream, which do some of it in another way.
const STREAMING: &str = "pub fn runtime::StreamingOperation";

/// Whether a type has a trait:
/// `pub struct v1::pets::GetPet<M = Async>: Debug + IntoFuture + Operation`
fn has(item: &str, wanted: &str) -> bool {
    let traits = item.rsplit_once(": ").map_or("", |(_, traits)| traits);
    item.starts_with(STRUCT) && traits.split(" + ").any(|name| name == wanted)
}

/// What an operation can do, below its name: `<Async>::send(self) -> …`
fn methods(shared: &[(bool, &str)], is_streaming: bool) -> Vec<String> {
    let below = |start: &'static str| {
        let items = shared.iter().map(|(_, item)| *item);
        items.filter_map(move |item| item.strip_prefix(start))
    };
    let streaming: Vec<&str> = below(STREAMING).filter(|_| is_streaming).collect();
    let name = |method: &str| method[..arguments(method)].to_owned();
    let is_replaced = |method: &&str| streaming.iter().any(|own| name(own) == name(method));
    let usual = below(OPERATION).filter(|method| !is_replaced(method));
    let own = streaming.iter();
    let own = own.map(|method| method.replace("<StreamingOperation", "<Operation"));
    usual.map(str::to_owned).chain(own).collect()
}

/// What the macro of operations gives to one of them.
fn of_operation(operation: &str, methods: &[String]) -> Vec<Line> {
    let name = operation.rsplit("::").next().unwrap_or(operation);
    let methods = methods.iter().map(|method| {
        let after = method.replace("<Operation", &format!("<{name}"));
        function(&format!("{operation}{after}"))
    });
    let error = format!("Error<<{name} as Operation>::Error>");
    let output = format!("=Result<<{name} as Operation>::Output, {error}>");
    let future = format!("=ValueFuture<{name}>");
    let types = [("IntoFuture", &future), ("Output", &output)];
    let types = types.map(|(ty, rest)| Line::alike("type", &format!("{operation}::{ty}"), rest));
    methods.chain(types).collect()
}

fn item_lines(is_open: bool, item: &str, enums: &[&str]) -> Vec<Line> {
    let rest = item.trim_start_matches("pub ");
    let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
    match word {
        "mod" => vec![Line::new("mod", after, "")],
        "use" => {
            let (target, alias) = after.split_once(" as ").expect("an alias has two paths");
            vec![Line::alias(alias, target)]
        }
        "struct" | "enum" | "trait" => declared(is_open, word, after),
        "type" => {
            let name = path(after);
            match after[after_generics(after)..].strip_prefix(" = ") {
                Some(target) => vec![Line::alike("type", name, &format!("={target}"))],
                None => vec![Line::new("type", name, "")],
            }
        }
        "const" => {
            let (name, ty) = after.split_once(": ").expect("a constant has a type");
            vec![Line::new("const", name, ty)]
        }
        // rustdoc's page of a static shows its type as code only.
        "static" => vec![Line::new("static", path(after), "")],
        "fn" => vec![function(after)],
        _ => {
            let (owner, _) = path(rest).rsplit_once("::").expect("a member has an owner");
            let kind = if enums.contains(&owner) {
                "variant"
            } else {
                "field"
            };
            let name = path(rest);
            vec![Line::new(
                kind,
                name,
                rest[name.len()..].trim_start_matches(": "),
            )]
        }
    }
}

/// `v1::Client<M = Async>: Clone + Debug`
fn declared(is_open: bool, word: &str, after: &str) -> Vec<Line> {
    let name = path(after);
    let kind = if is_open {
        format!("#[non_exhaustive] {word}")
    } else {
        word.to_owned()
    };
    let traits = after[after_generics(after)..]
        .split_once(": ")
        .map_or("", |(_, traits)| traits);
    let given = traits.split(" + ").filter(|name| !name.is_empty());
    let given = given.map(|given| Line::new("impl", name, given));
    // The macro of enums of texts gives this type with the trait.
    let is_text = word == "enum" && !name.starts_with("runtime::") && traits.contains("FromStr");
    let error = is_text.then(|| Line::alike("type", &format!("{name}::Err"), "=Infallible"));
    std::iter::once(Line::new(&kind, name, ""))
        .chain(given)
        .chain(error)
        .collect()
}

/// `v1::Client<M>::add_pet(&self) -> AddPet<M>`
fn function(text: &str) -> Line {
    let text = text.trim_end_matches(" { … }");
    let at = arguments(text);
    let (owner, name) = text[..at].rsplit_once("::").unwrap_or(("", &text[..at]));
    // Generics of the function are between its name and its arguments.
    let start = path(owner).len();
    let (owner, generics) = owner.split_at(start);
    let name = path(name);
    let rest = &text[text[..at]
        .rfind(&format!("::{name}"))
        .map_or(0, |at| at + 2 + name.len())..];
    Line::new("fn", &format!("{owner}{}::{name}", spelled(generics)), rest)
}

/// Where the arguments of a function begin: after the generics before them.
fn arguments(text: &str) -> usize {
    let begins = outside_generics(text).find(|(_, c)| *c == '(');
    begins.map_or(text.len(), |(at, _)| at)
}

/// Where the path that a text begins with ends, and its generics: `Error<E = PetsError>`.
fn after_generics(text: &str) -> usize {
    let name = path(text).len();
    match outside_generics(&text[name..]).next() {
        Some((at, '>')) => name + at + 1,
        _ => name,
    }
}

/// The characters that are in no generics, and the last one of generics.
fn outside_generics(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut depth = 0;
    text.char_indices().filter(move |(_, c)| {
        depth += match c {
            '<' => 1,
            '>' => -1,
            _ => 0,
        };
        depth == 0
    })
}

/// The path that a text begins with.
fn path(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    loop {
        end += text[end..]
            .find(|c| !is_part(c))
            .unwrap_or(text.len() - end);
        match text[end..].strip_prefix("::") {
            Some(next) if next.starts_with(is_part) => end += 2,
            _ => return &text[..end],
        }
    }
}

/// Whether it is `#[non_exhaustive]`, and what is after its attributes.
fn without_attributes(line: &str) -> (bool, &str) {
    let mut rest = line;
    while let Some((_, after)) = rest
        .strip_prefix("#[")
        .and_then(|rest| rest.split_once("] "))
    {
        rest = after;
    }
    (line.contains("#[non_exhaustive] "), rest)
}
