//! Turns the `Accept` of a request into which of several media types it prefers
//! (RFC 9110 §12.5.1).
//!
//! It does not know what a response is.

use http::{HeaderMap, header};

use super::super::send::media_type::essence;

/// The highest weight, in thousandths.
const WHOLE: u16 = 1000;

/// The media ranges that a request takes; none is any.
#[derive(Debug, Default)]
pub(super) struct Accept(Vec<Range>);

/// One media range with its weight.
#[derive(Debug)]
struct Range {
    /// `*` is any.
    kind: String,
    /// `*` is any.
    subtype: String,
    /// Names and values before `q`, in lower case.
    parameters: Vec<(String, String)>,
    /// In thousandths; 0 is "not acceptable" (RFC 9110 §12.4.2).
    weight: u16,
}

/// A media type that a request takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Preferred {
    /// Which of those that were offered.
    pub(super) index: usize,
    /// One that it covers, where a range was offered and the request names one.
    pub(super) named: Option<String>,
}

impl Accept {
    /// The ranges of a request. What is no media range counts as absent.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(header::ACCEPT).into_iter();
        let lines = lines.filter_map(|line| line.to_str().ok());
        let ranges = lines.flat_map(|line| split(line, ',')).filter_map(range);
        Self(ranges.collect())
    }

    /// The media type with the highest weight, the first one of several; none where the
    /// request takes none of them.
    pub(super) fn preferred<'o>(
        &self,
        offered: impl Iterator<Item = &'o str>,
    ) -> Option<Preferred> {
        let mut best: Option<(u16, Preferred)> = None;
        for (index, media) in offered.enumerate() {
            let (weight, named) = self.weight(media);
            if weight > best.as_ref().map_or(0, |(best, _)| *best) {
                best = Some((weight, Preferred { index, named }));
            }
        }
        best.map(|(_, preferred)| preferred)
    }

    /// How welcome a media type is.
    fn weight(&self, media: &str) -> (u16, Option<String>) {
        let Some(offered) = range(media) else {
            // A name of the document's own, such as `json`, is none that one could ask for.
            return (WHOLE, None);
        };
        if self.0.is_empty() {
            return (WHOLE, None);
        }
        let covered = self.0.iter().filter(|range| offered.covers(range));
        let named = covered.filter(|range| offered.is_range() && !range.is_range());
        // The last of equal ones is what `max_by_key` finds, and the first is wanted.
        if let Some(range) = named.rev().max_by_key(|range| range.weight) {
            return (range.weight, Some(range.text()));
        }
        let covering = self.0.iter().filter(|range| range.covers(&offered));
        // The most specific range decides, not the most welcome.
        let range = covering.max_by_key(|range| range.precedence());
        (range.map_or(0, |range| range.weight), None)
    }
}

impl Range {
    /// Whether everything that the other one has is in this one.
    fn covers(&self, other: &Self) -> bool {
        let is_any = |name: &str| name == "*";
        (is_any(&self.kind) || self.kind == other.kind)
            && (is_any(&self.subtype) || self.subtype == other.subtype)
            && self
                .parameters
                .iter()
                .all(|parameter| other.parameters.contains(parameter))
    }

    fn is_range(&self) -> bool {
        self.subtype == "*"
    }

    fn precedence(&self) -> (bool, bool, usize) {
        (self.kind != "*", self.subtype != "*", self.parameters.len())
    }

    fn text(&self) -> String {
        format!("{}/{}", self.kind, self.subtype)
    }
}

/// `text/html;level=1;q=0.4`; none where it is not a media range.
fn range(text: &str) -> Option<Range> {
    let name = essence(text).to_ascii_lowercase();
    let (kind, subtype) = name.split_once('/')?;
    if kind.is_empty() || subtype.is_empty() || (kind == "*" && subtype != "*") {
        return None;
    }
    let mut range = Range {
        kind: kind.to_owned(),
        subtype: subtype.to_owned(),
        parameters: Vec::new(),
        weight: WHOLE,
    };
    for parameter in split(text, ';').skip(1) {
        let Some((name, value)) = parameter.split_once('=') else {
            continue;
        };
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim().trim_matches('"').to_ascii_lowercase();
        if name == "q" {
            range.weight = weight(&value)?;
            // What follows is no part of the media type.
            break;
        }
        // Says how text is encoded, and all text here is UTF-8.
        if name != "charset" {
            range.parameters.push((name, value));
        }
    }
    Some(range)
}

/// `0.4` in thousandths (RFC 9110 §12.4.2).
fn weight(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|found| found.is_ascii_digit());
    if !matches!(whole, "0" | "1") || fraction.len() > 3 || !is_digits(fraction) {
        return None;
    }
    let fraction: u16 = format!("{fraction:0<3}").parse().ok()?;
    let weight = if whole == "1" { WHOLE } else { 0 } + fraction;
    (weight <= WHOLE).then_some(weight)
}

/// The parts between separators that are not in quotes (RFC 9110 §5.6.4).
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let parts = text.split(move |found: char| {
        let was_escaped = std::mem::replace(&mut is_escaped, false);
        match found {
            _ if was_escaped => false,
            '\\' if is_quoted => {
                is_escaped = true;
                false
            }
            '"' => {
                is_quoted = !is_quoted;
                false
            }
            _ => found == separator && !is_quoted,
        }
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::Accept;

    fn preferred(lines: &[&str], offered: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            let line = HeaderValue::from_str(line).expect("it is a header's value");
            headers.append(header::ACCEPT, line);
        }
        let found = Accept::of(&headers).preferred(offered.iter().copied())?;
        Some(
            found
                .named
                .unwrap_or_else(|| offered[found.index].to_owned()),
        )
    }

    #[test]
    fn the_most_welcome_media_type_is_preferred_and_of_several_the_first() {
        let both: &[&str] = &["application/json", "application/pdf"];
        for (lines, offered, expected) in [
            (&[][..], both, Some("application/json")),
            (&["*/*"], both, Some("application/json")),
            (&[""], both, Some("application/json")),
            (&["nonsense"], both, Some("application/json")),
            (&["application/pdf"], both, Some("application/pdf")),
            (&["Application/PDF"], both, Some("application/pdf")),
            (&["application/*"], both, Some("application/json")),
            (
                &["text/html", "application/pdf"],
                both,
                Some("application/pdf"),
            ),
            (
                &["application/json;q=0.5, application/pdf"],
                both,
                Some("application/pdf"),
            ),
            (
                &["application/json;q=0.5, */*;q=0.4"],
                both,
                Some("application/json"),
            ),
            (
                &["application/json;q=0.4, */*;q=0.5"],
                both,
                Some("application/pdf"),
            ),
            (
                &["*/*, application/json;q=0"],
                both,
                Some("application/pdf"),
            ),
            (
                &["application/json;Q=0.001"],
                both,
                Some("application/json"),
            ),
            (&["application/json;q=0.000"], both, None),
            (&["text/html"], both, None),
            (&["application/json;q=2, text/html"], both, None),
            (&["application/json;q=1.001, text/html"], both, None),
            (&["*/json, text/html"], both, None),
        ] {
            let found = preferred(lines, offered);
            assert_eq!(found.as_deref(), expected, "{lines:?}");
        }
    }

    #[test]
    fn parameters_make_a_range_more_specific() {
        let levels: &[&str] = &["text/html;level=1", "text/html", "text/html;level=\"2,;\""];
        for (line, expected) in [
            ("text/html;level=1", Some("text/html;level=1")),
            (
                "text/html;level=1;q=0.1, text/html;q=0.7",
                Some("text/html"),
            ),
            ("text/html; level=\"2,;\"", Some("text/html;level=\"2,;\"")),
            ("text/html;level=3", None),
            ("text/html;charset=utf-8", Some("text/html;level=1")),
        ] {
            assert_eq!(preferred(&[line], levels).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_range_of_the_document_gives_what_the_request_names() {
        let offered: &[&str] = &["image/*", "json"];
        for (line, expected) in [
            ("image/png", "image/png"),
            ("image/png;q=0.1, image/webp", "image/webp"),
            ("image/*", "image/*"),
            ("image/*;q=0, image/png", "image/png"),
            ("text/html", "json"),
        ] {
            assert_eq!(
                preferred(&[line], offered).as_deref(),
                Some(expected),
                "{line}"
            );
        }
    }
}
