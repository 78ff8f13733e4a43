//! Turns a response that comes item by item into lines of standard output, as they come.
//!
//! It does not know the operation.

use std::io::Write as _;

use serde_json::Value;
use tokio::runtime::Runtime;

use super::super::request::client_core::CompletedCall;
use super::super::response::envelope::EnvelopeData;
use super::super::response::item_stream::ItemStream;
use super::super::response::stream_error::{StreamError, StreamErrorKind};
use super::super::response::streaming::Streaming;
use super::super::send::media_type::Format;
use super::Console;
use super::exit::{Exit, Stop};
use super::output::View;

/// Writes each item as one line of JSON: the data of an event that has nothing else, or else
/// the event's fields. False where the response does not come item by item.
pub(super) fn write(
    runtime: &Runtime,
    completed: &mut CompletedCall,
    view: &View<'_>,
    io: &mut Console<'_>,
) -> Result<bool, Stop> {
    let format = Format::of(completed.response.media_type());
    let Some(format) = format.filter(|_| completed.is_arriving()) else {
        return Ok(false);
    };
    let limit = completed.response_limit;
    let items = ItemStream::of(streaming(format), completed.response.body.clone());
    let mut items = items.reading(completed.stream(), limit, None);
    while let Some(item) = runtime.block_on(items.next()) {
        let item = item.map_err(stop)?;
        view.write_line(&shown(item, format), io)?;
        io.stdout.flush()?;
    }
    Ok(true)
}

fn streaming(format: Format) -> Streaming<Value> {
    match format {
        Format::Events => Streaming::envelopes(EnvelopeData::Either).ending_with(&["[DONE]"]),
        Format::JsonLines => Streaming::json_lines(),
        Format::JsonSequence => Streaming::json_sequence(),
    }
}

/// An event that has nothing but data is that.
fn shown(item: Value, format: Format) -> Value {
    match item {
        Value::Object(mut fields) if format == Format::Events && fields.len() == 1 => {
            fields.remove("data").unwrap_or_default()
        }
        item => item,
    }
}

fn stop(error: StreamError) -> Stop {
    let exit = match error.kind() {
        StreamErrorKind::Transport(_) | StreamErrorKind::Timeout(_) => Exit::NoResponse,
        _ => Exit::Undescribed,
    };
    Stop::new(exit, format!("{error}"))
}
