//! What the client costs beside the same call made with bare `reqwest` and decoded
//! by the same functions, in CPU time of the calling thread. Both are measured in
//! one run and in turns, so that whatever slows the computer down slows both.
//!
//! `cargo bench -p wire-tests`; numbers after `--` say how many rounds, and for how
//! many items.

use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use cpu_time::ThreadTime;
use sailpoint_sim::runtime::Json;
use sailpoint_sim::v2025::Client;
use sailpoint_sim::v2025::models::ServiceDeskIntegrationDto;
use sailpoint_sim::{Config, Credentials};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

/// The very text that the client parses JSON with, which is private there.
#[path = "../../../generated/src/runtime/strict_json.rs"]
mod strict_json;

/// Calls of one kind in a row: long enough to measure, short enough to take turns.
const CALLS: u32 = 100;
const ROUNDS: usize = 100;

type List = Vec<ServiceDeskIntegrationDto>;

fn main() {
    // Cargo passes `--bench`, which says nothing here.
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let rounds = numbers.next().unwrap_or(ROUNDS);
    let mut sizes: Vec<usize> = numbers.collect();
    if sizes.is_empty() {
        sizes = vec![1, 50];
    }
    for items in sizes {
        let bench = Bench::new(items);
        bench.check(items);
        let mut typed = Vec::new();
        let mut bare = Vec::new();
        for round in 0..rounds {
            if round % 2 == 0 {
                typed.push(bench.time(|bench| bench.typed()));
                bare.push(bench.time(|bench| bench.bare()));
            } else {
                bare.push(bench.time(|bench| bench.bare()));
                typed.push(bench.time(|bench| bench.typed()));
            }
        }
        report(items, &mut typed, &mut bare);
    }
}

/// Microseconds a call, as the median of the rounds, and their ratio.
fn report(items: usize, typed: &mut [f64], bare: &mut [f64]) {
    let mut ratios: Vec<f64> = typed
        .iter()
        .zip(&*bare)
        .map(|(one, other)| one / other)
        .collect();
    let (typed, bare, ratio) = (median(typed), median(bare), median(&mut ratios));
    println!("{items:>3} items: typed {typed:8.2} µs, bare {bare:8.2} µs, ratio {ratio:.3}");
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A server, and two clients of it.
struct Bench {
    runtime: Runtime,
    client: Client,
    http: reqwest::Client,
    url: String,
}

impl Bench {
    fn new(items: usize) -> Self {
        let origin = serve(items);
        let runtime = Builder::new_current_thread().enable_all().build();
        let config = Config::new()
            .with_base_url(&origin)
            .with_http_on_loopback()
            .with_credentials(Credentials::token("tok-123"));
        // With the same settings as the client has by default.
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .user_agent("sailpoint-sim/0.1.0")
            .build();
        Self {
            runtime: runtime.expect("there is a thread"),
            client: Client::new(config).expect("the settings are complete"),
            http: http.expect("the settings are complete"),
            url: format!("{origin}/v2025/sim-integrations"),
        }
    }

    /// Both ways give the same.
    fn check(&self, items: usize) {
        let typed = self.runtime.block_on(self.typed());
        assert_eq!(typed.len(), items);
        assert!(typed == self.runtime.block_on(self.bare()));
    }

    /// Microseconds of CPU time that a call takes.
    fn time<F: Future<Output = List>>(&self, call: impl Fn(&'_ Self) -> F) -> f64
    where
        Self: 'static,
    {
        let start = ThreadTime::now();
        self.runtime.block_on(async {
            for _ in 0..CALLS {
                black_box(call(self).await);
            }
        });
        start.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS)
    }

    fn typed(&self) -> impl Future<Output = List> + use<> {
        let request = self.client.get_sim_integrations();
        async move { request.await.expect("it is answered") }
    }

    fn bare(&self) -> impl Future<Output = List> + use<> {
        let request = self
            .http
            .get(&self.url)
            .header("accept", "application/json")
            .header("authorization", "Bearer tok-123")
            .header("x-sailpoint-experimental", "true");
        async move {
            let response = request.send().await.expect("it is answered");
            assert_eq!(response.status(), 200);
            let body = response.bytes().await.expect("it is whole");
            let value = strict_json::parse(&body).expect("it is JSON");
            List::from_json(value).expect("it decodes")
        }
    }
}

/// Answers every request with this many items, each connection on a thread of its own.
fn serve(items: usize) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    let body = Value::Array(vec![item(); items]).to_string();
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            thread::spawn(move || converse(stream, answer.as_bytes()));
        }
    });
    format!("http://{address}")
}

/// Answers requests without a body until the connection ends.
fn converse(stream: TcpStream, answer: &[u8]) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|length| length > 0) {
        let is_end = line == "\r\n";
        line.clear();
        if is_end && reader.get_mut().write_all(answer).is_err() {
            return;
        }
    }
}

fn item() -> Value {
    json!({
        "id": "62945a496ef440189b1f03e3623411c8",
        "name": "ServiceNow tickets",
        "created": "2024-01-17T18:45:25.994Z",
        "modified": "2024-02-18T18:45:25.994Z",
        "description": "Opens a ServiceNow ticket for every provisioning action.",
        "type": "ServiceNowSDIM",
        "ownerRef": {"type": "IDENTITY", "id": "2c9180a46faadee4016fb4e018c20639", "name": "Desk"},
        "clusterRef": {"type": "CLUSTER", "id": "2c9180847a7fccdd017aa5896f9f4f6f", "name": "VA"},
        "provisioningConfig": {
            "universalManager": false,
            "managedResourceRefs": [
                {"type": "SOURCE", "id": "2c9180835d191a86015d28455b4a2329", "name": "Employees"}
            ],
            "planInitializerScript": null,
            "noProvisioningRequests": false,
            "provisioningRequestExpiration": 72
        },
        "attributes": {"url": "https://tickets.example.com", "username": "sim-integration"}
    })
}
