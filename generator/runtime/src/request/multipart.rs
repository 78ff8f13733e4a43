//! Encodes a form as a multipart body (RFC 7578, RFC 2046 §5.1).
//!
//! It knows neither the operation nor where the form's values come from.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;

use super::super::json::form::{Content, Form};
use super::super::send::send_body::SendBody;
use super::concatenation::Parts;
use super::request_values::PartHeader;

impl Form {
    /// The body, with the media types that the document gives single parts.
    pub(crate) fn body(
        self,
        boundary: &str,
        media_types: &[(&str, &str)],
        headers: &[PartHeader],
    ) -> SendBody {
        let mut body = Parts::default();
        for (name, content) in self.parts {
            let given = media_types.iter().find(|(part, _)| *part == name);
            let given = given.map(|(_, media_type)| *media_type);
            let headers = headers.iter().filter(|(part, ..)| *part == name);
            body.write(format!("--{boundary}\r\n").as_bytes());
            body.write(content.head(&name, given, headers).as_bytes());
            body.write(b"\r\n\r\n");
            body.add(content.into_body());
            body.write(b"\r\n");
        }
        body.write(format!("--{boundary}--\r\n").as_bytes());
        body.finish()
    }

    /// A boundary that is in no part. What streams hold nobody knows, so that theirs
    /// is one that nobody can guess.
    pub(crate) fn boundary(&self) -> String {
        if self.parts.iter().any(|(_, content)| content.is_streamed()) {
            let random = || RandomState::new().hash_one(());
            return format!("part-boundary-{:016x}{:016x}", random(), random());
        }
        let is_free = |boundary: &String| {
            let boundary = boundary.as_bytes();
            self.parts
                .iter()
                .all(|(_, content)| !contains(&content.bytes(), boundary))
        };
        (0_u64..)
            .map(|number| format!("part-boundary-{number:016x}"))
            .find(is_free)
            .unwrap_or_default()
    }
}

impl Content {
    fn is_streamed(&self) -> bool {
        matches!(self, Self::File(file) if file.bytes().is_none())
    }

    /// The headers of the part, without the empty line after them.
    fn head<'h>(
        &self,
        name: &str,
        given: Option<&str>,
        headers: impl Iterator<Item = &'h PartHeader>,
    ) -> String {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
        let chosen = match self {
            Self::Text(_) => given,
            Self::Json(_) => given.or(Some("application/json")),
            Self::File(file) => {
                let shown = file.name.as_deref().unwrap_or("file");
                head.push_str(&format!("; filename=\"{}\"", quoted(shown)));
                let own = file.media_type.as_deref().or(given);
                own.or(Some("application/octet-stream"))
            }
        };
        if let Some(media_type) = chosen {
            head.push_str(&format!("\r\nContent-Type: {}", one_line(media_type)));
        }
        for (_, name, value) in headers {
            head.push_str(&format!("\r\n{name}: {}", one_line(value)));
        }
        head
    }

    fn into_body(self) -> SendBody {
        match self {
            Self::File(file) => file.content,
            other => SendBody::Whole(other.bytes()),
        }
    }
}

/// A name as browsers write it: what would end the quotes or the line is escaped.
fn quoted(name: &str) -> String {
    name.replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace('"', "%22")
}

/// A header's value can't begin another header.
fn one_line(value: &str) -> String {
    value.replace(['\r', '\n'], " ")
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
