//! Looks for secrets in the memory of this process after all that held them is gone.
//!
//! Linux only: it reads `/proc/self/mem`. A secret is never in the program's text: it is
//! made at run time, and searched for by its bytes with a mask upon them.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::ExitCode;

use sailpoint_sim::v2025::Client;
use sailpoint_sim::{Config, Credentials};

const MASK: u8 = 0x5a;
/// How many bytes of a secret are searched for. What is freed loses its first bytes to the
/// allocator, so they are from the middle.
const SEARCHED: usize = 24;
const BASE_URL: &str = "https://acme.example.com";

/// A secret that is not there in one piece until it is asked for.
struct Marker([u8; 72]);

impl Marker {
    fn new(case: u8) -> Self {
        // A generator of numbers, so that no part repeats another (C11 §7.22.2.2).
        let mut state = u32::from(case) + 1;
        Self(std::array::from_fn(|_| {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            (b'a' + (state >> 16) as u8 % 26) ^ MASK
        }))
    }

    fn text(&self) -> String {
        self.0.iter().map(|byte| char::from(byte ^ MASK)).collect()
    }

    fn is_at(&self, window: &[u8]) -> bool {
        let middle = &self.0[24..24 + SEARCHED];
        window
            .iter()
            .zip(middle)
            .all(|(byte, masked)| byte ^ MASK == *masked)
    }
}

/// How often a secret is in memory that can be written.
fn count(marker: &Marker) -> usize {
    let maps = fs::read_to_string("/proc/self/maps").expect("Linux has it");
    let mut memory = File::open("/proc/self/mem").expect("Linux has it");
    let mut found = 0;
    for line in maps.lines() {
        let mut parts = line.split_whitespace();
        let (Some(range), Some(rights)) = (parts.next(), parts.next()) else {
            continue;
        };
        let bounds = range.split_once('-').map(|(start, end)| {
            let number = |text| u64::from_str_radix(text, 16).expect("it is a number");
            (number(start), number(end))
        });
        if let (Some((start, end)), true) = (bounds, rights.starts_with("rw")) {
            found += count_in(marker, &mut memory, start, end);
        }
    }
    found
}

fn count_in(marker: &Marker, memory: &mut File, start: u64, end: u64) -> usize {
    let mut buffer = [0_u8; 4096 + SEARCHED];
    let mut found = 0;
    let mut at = start;
    while at < end {
        let wanted = buffer
            .len()
            .min(usize::try_from(end - at).unwrap_or(usize::MAX));
        let piece = &mut buffer[..wanted];
        if memory.seek(SeekFrom::Start(at)).is_err() || memory.read_exact(piece).is_err() {
            break;
        }
        found += piece
            .windows(SEARCHED)
            .filter(|window| marker.is_at(window))
            .count();
        // What was read must not be found where it was read to.
        buffer.fill(0);
        at += 4096 + 1;
    }
    found
}

/// A server that responses one request with an empty list, and forgets it.
fn serve(listener: &TcpListener) {
    let (mut stream, _): (TcpStream, _) = listener.accept().expect("the client comes");
    let mut request = [0_u8; 16 * 1024];
    let mut length = 0;
    while !request[..length].windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut request[length..]) {
            Ok(0) | Err(_) => break,
            Ok(read) => length += read,
        }
    }
    request.fill(0);
    let response = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]";
    stream
        .write_all(response.as_bytes())
        .expect("the client reads");
}

fn settings_file(folder: &Path, name: &str, before: &str, secret: &Marker, after: &str) -> Config {
    let path = folder.join(name);
    let mut file = File::create(&path).expect("can be made");
    file.write_all(before.as_bytes()).expect("can be written");
    for byte in secret.0 {
        file.write_all(&[byte ^ MASK]).expect("can be written");
    }
    file.write_all(after.as_bytes()).expect("can be written");
    let config = Config::from_file(&path).expect("it is whole");
    fs::remove_file(&path).expect("it is there");
    config
}

/// What a client is made with and dropped again, without a call.
fn unused(case: &str, folder: &Path, secret: &Marker) {
    let config = Config::new().with_base_url(BASE_URL);
    let config = match case {
        "a token" => config.with_credentials(Credentials::token(secret.text())),
        "a token in a text with room to spare" => {
            let mut text = String::with_capacity(1000);
            text.push_str(&secret.text());
            config.with_credentials(Credentials::token(text))
        }
        "client credentials" => {
            config.with_credentials(Credentials::client_credentials("id", secret.text()))
        }
        "a JSON file" => {
            let before = format!(r#"{{"BaseURL":"{BASE_URL}","ClientId":"a","ClientSecret":""#);
            settings_file(folder, "a.json", &before, secret, "\"}")
        }
        _ => {
            let before = format!(
                "activeenvironment: x\nenvironments:\n  x:\n    baseurl: {BASE_URL}\n    pat:\n      clientid: a\n      clientsecret: "
            );
            settings_file(folder, "a.yaml", &before, secret, "\n")
        }
    };
    let client = Client::new(config.clone()).expect("it is whole");
    drop((client.clone(), config, client));
}

/// A client that made a call.
fn used(secret: &Marker) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let address = listener.local_addr().expect("it is bound");
    let server = std::thread::spawn(move || serve(&listener));
    let config = Config::new()
        .with_base_url(format!("http://{address}"))
        .with_http_on_loopback()
        .with_credentials(Credentials::token(secret.text()));
    let runtime = tokio::runtime::Runtime::new().expect("it starts");
    runtime.block_on(async {
        let client = Client::new(config).expect("it is whole");
        client.get_sim_integrations().await.expect("a response");
    });
    drop(runtime);
    server.join().expect("it ended");
}

fn main() -> ExitCode {
    let folder = std::env::temp_dir();
    let control = Marker::new(0);
    let kept = control.text();
    let seen = count(&control);
    drop(kept);
    println!(
        "{seen} of a text that is kept, {} of one that is freed",
        count(&control)
    );
    // The scan itself must find what is there.
    let mut failed = seen == 0;
    let cases = [
        "a token",
        "a token in a text with room to spare",
        "client credentials",
        "a JSON file",
        "a YAML file",
    ];
    for (index, case) in cases.iter().enumerate() {
        let marker = Marker::new(index as u8 + 1);
        unused(case, &folder, &marker);
        let found = count(&marker);
        println!("{found} of {case}, no call made");
        failed |= found > 0;
    }
    let marker = Marker::new(20);
    used(&marker);
    println!("{} of a token that was sent", count(&marker));
    match failed {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}
