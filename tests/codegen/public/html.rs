//! Turns a page into its elements that have an id, and an element into text.
//!
//! Ids are what links across the web rely on, so that they stay the same from one toolchain to the
//! next.

/// An element that has an id.
pub(super) struct Element<'h> {
    pub(super) id: &'h str,
    /// What is inside of it.
    pub(super) inner: &'h str,
}

/// The elements with an id, in the order in which they begin.
pub(super) fn elements(html: &str) -> Vec<Element<'_>> {
    let starts = html.match_indices('<').map(|(at, _)| at);
    starts.filter_map(|at| element(html, at)).collect()
}

/// What is inside of the first element with an id.
pub(super) fn inside<'h>(html: &'h str, id: &str) -> Option<&'h str> {
    let at = html.find(&format!("id=\"{id}\""))?;
    let start = html[..at].rfind('<')?;
    element(html, start).map(|found| found.inner)
}

/// The text of the first element whose start has these words.
pub(super) fn text_of(html: &str, words: &str) -> Option<String> {
    let at = html.find(words)?;
    let start = html[..at + 1].rfind('<')?;
    content(html, start).map(text)
}

fn element(html: &str, start: usize) -> Option<Element<'_>> {
    let tag = &html[start..start + html[start..].find('>')?];
    let id = tag.split_once(" id=\"")?.1.split('"').next()?;
    let inner = content(html, start)?;
    Some(Element { id, inner })
}

/// What is between the start of an element and its end.
fn content(html: &str, start: usize) -> Option<&str> {
    let name: String = html[start + 1..]
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let begin = start + html[start..].find('>')? + 1;
    let (mut depth, mut at) = (1, begin);
    loop {
        let end = at + html[at..].find(&close)?;
        let next = html[at..end].find(&open).map(|next| at + next);
        let is_tag = |next: usize| html[next + open.len()..].starts_with([' ', '>']);
        match next {
            Some(next) => {
                depth += i32::from(is_tag(next));
                at = next + open.len();
            }
            None if depth == 1 => return Some(&html[begin..end]),
            None => {
                depth -= 1;
                at = end + close.len();
            }
        }
    }
}

/// The text without tags; line breaks are spaces.
pub(super) fn text(html: &str) -> String {
    let mut text = String::new();
    for (index, part) in html.split('<').enumerate() {
        let (tag, words) = match part.split_once('>') {
            Some((tag, words)) if index > 0 => (tag, words),
            _ => ("", part),
        };
        text.push_str(if tag.starts_with("br") { " " } else { "" });
        text.push_str(words);
    }
    let escaped = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
        ("&amp;", "&"),
        // Marks functions that return a future, an iterator or a reader.
        ("ⓘ", ""),
    ];
    escaped
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
}
