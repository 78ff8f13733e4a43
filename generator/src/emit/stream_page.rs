//! Turns a package whose responses come item by item into what its first page says of that.

use super::doc::{DocComment, fenced};
use crate::ir::{Operation, Package};

/// What is said of responses that come item by item, where there are any.
pub(super) fn chapter(comment: DocComment, package: &Package) -> DocComment {
    let resources = package.apis.iter().flat_map(|api| &api.resources);
    let operations = resources.flat_map(|resource| &resource.operations);
    let mut payloads = operations.flat_map(Operation::payloads);
    if !payloads.any(|payload| payload.stream().is_some()) {
        return comment;
    }
    comment
        .block(["# Streams".to_owned()])
        .block([STREAMS.to_owned()])
        .block(fenced("", streams_example(package)))
        .block([STREAMS_LIMITS.to_owned()])
}

const STREAMS: &str = "A response that comes item by item (server-sent events, JSON Lines, a JSON text \
                       sequence) is an [`ItemStream`](runtime::ItemStream) of typed items, and without \
                       async an iterator. Where a response can also come as a whole, a method \
                       `accept_…` of the request asks for the stream.";

fn streams_example(package: &Package) -> impl Iterator<Item = String> {
    let krate = package.name.replace('-', "_");
    let uses = format!("use {krate}::runtime::{{ItemStream, StreamError}};");
    let lines = STREAMS_EXAMPLE.iter().map(|line| (*line).to_owned());
    [uses, String::new()].into_iter().chain(lines)
}

const STREAMS_EXAMPLE: &[&str] = &[
    "async fn print<T: std::fmt::Debug>(mut items: ItemStream<T>) -> Result<(), StreamError> {",
    "    while let Some(item) = items.next().await {",
    "        println!(\"{:?}\", item?);",
    "    }",
    "    Ok(())",
    "}",
];

const STREAMS_LIMITS: &str = "An item that does not fit its type is an error with its bytes, after which the \
                              stream goes on. A stream may take any time: the limit of an attempt holds for \
                              the silence between two pieces of it, and the limit of a response for one item. \
                              Dropping it closes the request. It is asked for again only with \
                              [`ReconnectPolicy`](runtime::ReconnectPolicy), after the last event's id.";
