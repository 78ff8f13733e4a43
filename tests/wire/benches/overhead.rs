//! What the client costs beside the same call made with bare `reqwest` and decoded into
//! structs with serde's derive: CPU time of the calling thread, so that the server counts
//! for neither. Both are measured in one run, a few calls each in turns and in an order
//! of chance, so that whatever slows the computer down slows both.
//!
//! `cargo bench -p wire-tests`; numbers after `--` say how many rounds, and for how
//! many items.

mod derived;

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::hint::black_box;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use cpu_time::ThreadTime;
use sailpoint_sim::v2025::Client;
use sailpoint_sim::v2025::models::ServiceDeskIntegrationDto;
use sailpoint_sim::{Config, Credentials};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};

/// Calls of one kind in a row: enough to measure, few enough that most rounds end
/// before the computer turns to another program.
const CALLS: u32 = 20;
const ROUNDS: usize = 1000;

derived::structs!(plain,);

const TOKEN: &str = "tok-123";

type List = Vec<ServiceDeskIntegrationDto>;
type Bare = Vec<plain::Integration>;

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
        // The first rounds are for caches and are not counted.
        let times = (0..rounds + rounds / 10).map(|_| bench.round());
        report(items, &times.skip(rounds / 10).collect::<Vec<_>>());
    }
}

/// Microseconds a call, and how often the one is the other: the median of all rounds,
/// and between which bounds half of the rounds are.
fn report(items: usize, rounds: &[Round]) {
    let [_, typed, _] = quartiles(rounds.iter().map(|round| round.typed));
    let [_, bare, _] = quartiles(rounds.iter().map(|round| round.bare));
    let [low, ratio, high] = quartiles(rounds.iter().map(|round| round.typed / round.bare));
    println!(
        "{items:>3} items: typed {typed:7.2} µs, bare {bare:7.2} µs, \
         ratio {ratio:.3} (half of the rounds: {low:.3} to {high:.3})"
    );
}

fn quartiles(values: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values[values.len() * quarter / 4])
}

/// Microseconds a call.
struct Round {
    typed: f64,
    bare: f64,
}

/// A server, and two clients of it.
struct Bench {
    runtime: Runtime,
    client: Client,
    http: reqwest::Client,
    origin: String,
}

impl Bench {
    fn new(items: usize) -> Self {
        let origin = serve(items);
        let config = Config::new()
            .with_base_url(&origin)
            .with_http_on_loopback()
            .with_credentials(Credentials::token(TOKEN));
        // With the same settings as the client has by default. Retries are reqwest's own
        // here, where the client has its policy.
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_gzip()
            .referer(false)
            .no_proxy()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .user_agent("sailpoint-sim/0.1.0")
            .build();
        Self {
            runtime: runtime(),
            client: Client::new(config).expect("the settings are complete"),
            http: http.expect("the settings are complete"),
            origin,
        }
    }

    /// Both ways give the same.
    fn check(&self, items: usize) {
        let typed = self.runtime.block_on(self.typed());
        assert_eq!(typed.len(), items);
        let bare = self.runtime.block_on(self.bare());
        // The types agree on what is declared.
        let typed = serde_json::to_string(&typed).expect("is JSON");
        let bare = serde_json::to_string(&bare).expect("is JSON");
        assert_eq!(typed, bare);
    }

    /// Both ways, in an order of chance.
    fn round(&self) -> Round {
        // Chance from the keys of the standard library's hash maps.
        let typed_first = RandomState::new().build_hasher().finish();
        let typed_first = typed_first.is_multiple_of(2);
        let early = typed_first.then(|| self.time(|bench| bench.typed()));
        let bare = self.time(|bench| bench.bare());
        let typed = early.unwrap_or_else(|| self.time(|bench| bench.typed()));
        Round { typed, bare }
    }

    /// Microseconds of CPU time that a call takes.
    fn time<F: Future>(&self, call: impl Fn(&'_ Self) -> F) -> f64
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
        async move { request.await.expect("a response") }
    }

    /// The same call as one writes it by hand: where the server is and the token are
    /// settings of the program here, too.
    fn bare(&self) -> impl Future<Output = Bare> + use<> {
        let request = self
            .http
            .get(format!("{}/v2025/sim-integrations", self.origin))
            .bearer_auth(TOKEN)
            .header("accept", "application/json")
            .header("x-sailpoint-experimental", "true");
        async move {
            let response = request.send().await.expect("a response");
            assert_eq!(response.status(), 200);
            let body = response.bytes().await.expect("it is whole");
            serde_json::from_slice(&body).expect("it decodes")
        }
    }
}

/// Responds to every request with this many items. One thread serves all connections:
/// to wake a thread on another processor costs the caller more, so both ways of calling
/// must have to wake the same one.
fn serve(items: usize) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    let body = Value::Array(vec![derived::item(); items]).to_string();
    let length = body.len();
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    thread::spawn(move || runtime().block_on(accept(listener, response.into())));
    format!("http://{address}")
}

fn runtime() -> Runtime {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("there is a thread")
}

async fn accept(listener: TcpListener, response: Arc<str>) {
    listener
        .set_nonblocking(true)
        .expect("a listener need not block");
    let listener = tokio::net::TcpListener::from_std(listener).expect("it does not block");
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(converse(stream, Arc::clone(&response)));
    }
}

/// Responds to requests without a body until the connection ends.
async fn converse(stream: TcpStream, response: Arc<str>) {
    let _ = stream.set_nodelay(true);
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    while let Ok(1..) = stream.read_line(&mut line).await {
        let is_end = line == "\r\n";
        line.clear();
        if is_end && stream.write_all(response.as_bytes()).await.is_err() {
            return;
        }
    }
}
