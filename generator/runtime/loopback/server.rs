//! A server on localhost that gives the responses of the API's document, so
//! that the client can be tried without an account. It knows no HTTP beyond that.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

/// The response to a request.
pub struct Response {
    /// The request's method.
    pub method: &'static str,
    /// The end of the request's path; `{…}` stands for any segment.
    pub path: &'static str,
    /// The response's status code.
    pub status: u16,
    /// The response's body; empty for none.
    pub body: &'static str,
}

/// Starts it, and gives the address that it can be reached at, until the program ends.
pub fn start(responses: &'static [Response]) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that hangs up is not worth ending the server for.
            let _ = converse(stream, responses);
        }
    });
    Ok(format!("http://{address}"))
}

/// Responds to one request.
fn converse(stream: TcpStream, responses: &[Response]) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let path = target.split('?').next().unwrap_or("").to_owned();
    let found = responses
        .iter()
        .find(|response| response.method == method && ends_with(&path, response.path));
    let (status, body) = found.map_or((404, ""), |response| (response.status, response.body));
    skip_body(&mut reader)?;
    let media = match body {
        "" => "",
        _ => "content-type: application/json\r\n",
    };
    let length = body.len();
    write!(
        reader.get_mut(),
        "HTTP/1.1 {status} \r\n{media}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// Whether the last segments of a path are those of a template.
fn ends_with(path: &str, template: &str) -> bool {
    let mut segments = path.rsplit('/');
    template.rsplit('/').all(|part| {
        let segment = segments.next();
        part.starts_with('{') && segment.is_some() || segment == Some(part) || part.is_empty()
    })
}

/// Reads the rest of the request, whose body nobody asks for.
fn skip_body(reader: &mut BufReader<TcpStream>) -> io::Result<()> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    io::copy(&mut reader.take(length), &mut io::sink())?;
    Ok(())
}
