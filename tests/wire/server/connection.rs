//! Turns the bytes of one connection into requests, and responses into bytes.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Exchange;
use super::recorded::{self, Recorded};
use super::reply::{Reply, Step};

/// Whether another request may come over a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    KeepOpen,
    Closed,
}

/// Responses requests until either side ends the connection.
pub(super) async fn converse(mut stream: TcpStream, exchange: &Exchange) -> io::Result<()> {
    // Steps are sent when they are played, not when the client acknowledged the last one.
    stream.set_nodelay(true)?;
    let mut unread = Vec::new();
    while let Some(request) = next_request(&mut stream, &mut unread).await? {
        let response = exchange.response(request);
        if play(&mut stream, response).await? == After::Closed {
            break;
        }
    }
    Ok(())
}

async fn play(stream: &mut TcpStream, response: Reply) -> io::Result<After> {
    let mut after = After::KeepOpen;
    for step in response.steps {
        match step {
            Step::Write(bytes) => stream.write_all(&bytes).await?,
            Step::Wait(signal) => signal.notified().await,
            Step::Repeat(bytes) => loop {
                stream.write_all(&bytes).await?;
            },
            Step::Tell(signal) => signal.notify_one(),
            Step::Close => {
                stream.shutdown().await?;
                after = After::Closed;
            }
            Step::Reset => {
                stream.set_zero_linger()?;
                return Ok(After::Closed);
            }
        }
    }
    if after == After::KeepOpen {
        stream.flush().await?;
    }
    Ok(after)
}

/// Reads one request; `None` where the client ended the connection between two.
async fn next_request(
    stream: &mut TcpStream,
    unread: &mut Vec<u8>,
) -> io::Result<Option<Recorded>> {
    loop {
        if let Some((request, length)) = recorded::parse(unread)? {
            unread.drain(..length);
            return Ok(Some(request));
        }
        if stream.read_buf(unread).await? == 0 {
            return match unread.is_empty() {
                true => Ok(None),
                false => Err(io::ErrorKind::UnexpectedEof.into()),
            };
        }
    }
}
