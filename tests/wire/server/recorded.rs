//! Turns the bytes of a request into what a test asks about.

use std::fmt;
use std::io;

use serde_json::Value;

/// A request as it came over the wire.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Recorded {
    /// The method's token.
    pub(crate) method: String,
    /// The target's path, still percent-encoded.
    pub(crate) path: String,
    /// What is after the target's `?`; `None` where there is none.
    pub(crate) query: Option<String>,
    /// Names in lower case, in the order in which they were sent.
    pub(crate) headers: Vec<(String, String)>,
    /// The body's bytes.
    pub(crate) body: Vec<u8>,
}

impl Recorded {
    /// Every value of a header, so that a header sent twice does not go unseen.
    pub(crate) fn header(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(found, _)| found == name);
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// The body as JSON; `None` where there is no body.
    pub(crate) fn json(&self) -> Option<Value> {
        match self.body.as_slice() {
            [] => None,
            body => Some(serde_json::from_slice(body).expect("the request's body is JSON")),
        }
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Recorded")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("headers", &self.headers)
            .field("body", &String::from_utf8_lossy(&self.body))
            .finish()
    }
}

/// The first request in `bytes` and its length; `None` where more must be read.
pub(super) fn parse(bytes: &[u8]) -> io::Result<Option<(Recorded, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut head = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(start) = head.parse(bytes).map_err(io::Error::other)? else {
        return Ok(None);
    };
    let headers = lower_case(head.headers);
    let Some((body, end)) = body(bytes, start, &headers)? else {
        return Ok(None);
    };
    let (path, query) = split(head.path.unwrap_or_default());
    let method = head.method.unwrap_or_default().to_owned();
    Ok(Some((
        Recorded {
            method,
            path,
            query,
            headers,
            body,
        },
        end,
    )))
}

fn lower_case(headers: &[httparse::Header<'_>]) -> Vec<(String, String)> {
    let text = |header: &httparse::Header<'_>| {
        let value = String::from_utf8_lossy(header.value).into_owned();
        (header.name.to_ascii_lowercase(), value)
    };
    headers.iter().map(text).collect()
}

/// The body and where it ends (RFC 9112 §6.3); `None` where more must be read.
fn body(
    bytes: &[u8],
    start: usize,
    headers: &[(String, String)],
) -> io::Result<Option<(Vec<u8>, usize)>> {
    let value = |wanted: &str| {
        let mut named = headers.iter().filter(|(name, _)| name == wanted);
        named.next().map(|(_, value)| value.as_str())
    };
    if let Some(coding) = value("transfer-encoding") {
        return match coding {
            "chunked" => chunks(bytes, start),
            other => Err(io::Error::other(format!("{other} is not expected"))),
        };
    }
    let length = value("content-length").map_or(Ok(0), str::parse::<usize>);
    let end = start + length.map_err(io::Error::other)?;
    Ok(bytes.get(start..end).map(|body| (body.to_vec(), end)))
}

/// RFC 9112 §7.1, without trailers.
fn chunks(bytes: &[u8], start: usize) -> io::Result<Option<(Vec<u8>, usize)>> {
    let mut body = Vec::new();
    let mut at = start;
    loop {
        let size = httparse::parse_chunk_size(&bytes[at..]);
        let size = size.map_err(|_| io::Error::other("the size of a chunk is none"))?;
        let httparse::Status::Complete((line, size)) = size else {
            return Ok(None);
        };
        let first = at + line;
        let last = first + usize::try_from(size).map_err(io::Error::other)?;
        let (Some(chunk), Some(b"\r\n")) = (bytes.get(first..last), bytes.get(last..last + 2))
        else {
            return Ok(None);
        };
        body.extend_from_slice(chunk);
        at = last + 2;
        if size == 0 {
            return Ok(Some((body, at)));
        }
    }
}

fn split(target: &str) -> (String, Option<String>) {
    match target.split_once('?') {
        Some((path, query)) => (path.to_owned(), Some(query.to_owned())),
        None => (target.to_owned(), None),
    }
}
