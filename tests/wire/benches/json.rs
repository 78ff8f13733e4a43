//! What it takes to read and write lists of a model, beside structs with serde's derive: CPU
//! time of one thread. All ways are measured in one run, a few times each in turns and in an
//! order of chance, so that whatever slows the computer down slows all of them.
//!
//! `cargo bench -p wire-tests --bench json`; a number after `--` says how many rounds.

mod derived;
mod memory;

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::hint::black_box;

use cpu_time::ThreadTime;
use sailpoint_sim::runtime::{Direction, Json as _, read_json};
use sailpoint_sim::v2025::models::ServiceDeskIntegrationDto;
use serde_json::{Value, json};

derived::structs!(plain,);
derived::structs!(flattened, #[serde(flatten)] rest: Map<String, Value>);

const ROUNDS: usize = 300;

/// Bytes that each way reads or writes in a turn, about.
const TURN: usize = 50_000;

type Ours = Vec<ServiceDeskIntegrationDto>;
type Plain = Vec<plain::Integration>;
type Flattened = Vec<flattened::Integration>;

/// A way of doing something, by its name.
type Way<'w> = (&'static str, Box<dyn Fn() + 'w>);

fn main() {
    if memory::is_done() {
        return;
    }
    // Once a block of this size was given back, glibc keeps memory for the process. Otherwise it
    // would take and give back pages with each list of some size, which costs more than lists
    // do, and whether a way has that cost would depend on a few bytes.
    drop(black_box(vec![0_u8; 16 << 20]));
    // Cargo passes `--bench`, which says nothing here.
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let rounds = numbers.next().unwrap_or(ROUNDS);
    for count in [1, 50, 250] {
        let list = Value::Array(vec![derived::item(); count]).to_string();
        both(&format!("{count} values"), list.as_bytes(), rounds);
    }
    // Plain derive drops undeclared properties, so that it is no measure here.
    let item = with_undeclared(100);
    let count = 1_000_000 / item.to_string().len();
    let list = Value::Array(vec![item; count]).to_string();
    both("1 MB, undeclared properties", list.as_bytes(), rounds / 4);
    memory::compare();
}

/// The same item with so many properties that nobody declares.
fn with_undeclared(count: usize) -> Value {
    let mut item = derived::item();
    let object = item.as_object_mut().expect("is an object");
    for number in 0..count {
        let value = match number % 4 {
            0 => json!(format!("the value {number}")),
            1 => json!(number),
            2 => json!({"id": number, "tags": ["a", "b"]}),
            _ => json!(true),
        };
        object.insert(format!("undeclared{number}"), value);
    }
    item
}

fn both(of: &str, text: &[u8], rounds: usize) {
    let ours: Ours = read_json(text).expect("fits");
    let plain: Plain = serde_json::from_slice(text).expect("fits");
    let flattened: Flattened = serde_json::from_slice(text).expect("fits");
    compare(
        &format!("decode {of}"),
        TURN.div_ceil(text.len()),
        rounds,
        &[
            (
                "derive",
                Box::new(|| drop(black_box(serde_json::from_slice::<Plain>(text)))),
            ),
            (
                "derive with rest",
                Box::new(|| drop(black_box(serde_json::from_slice::<Flattened>(text)))),
            ),
            (
                "client",
                Box::new(|| drop(black_box(read_json::<Ours>(text)))),
            ),
            (
                "client's types by serde",
                Box::new(|| drop(black_box(serde_json::from_slice::<Ours>(text)))),
            ),
        ],
    );
    let written = || {
        let mut text = Vec::new();
        ours.write_json(Direction::Response, &mut text);
        text
    };
    compare(
        &format!("encode {of}"),
        TURN.div_ceil(text.len()),
        rounds,
        &[
            (
                "derive",
                Box::new(|| drop(black_box(serde_json::to_vec(&plain)))),
            ),
            (
                "derive with rest",
                Box::new(|| drop(black_box(serde_json::to_vec(&flattened)))),
            ),
            ("client", Box::new(|| drop(black_box(written())))),
            (
                "client's types by serde",
                Box::new(|| drop(black_box(serde_json::to_vec(&ours)))),
            ),
        ],
    );
}

/// Prints the medians: microseconds, and how often each way is each of the first two.
fn compare(what: &str, times: usize, rounds: usize, ways: &[Way<'_>]) {
    // The first rounds are for caches and are not counted.
    let all: Vec<Vec<f64>> = (0..rounds + rounds / 10)
        .map(|_| round(times, ways))
        .collect();
    let all = &all[rounds / 10..];
    println!("{what}");
    for (index, (name, _)) in ways.iter().enumerate() {
        let median = |of: &dyn Fn(&[f64]) -> f64| {
            let mut values: Vec<f64> = all.iter().map(|round| of(round)).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        println!(
            "  {name:<24} {:9.2} µs, {:.2} of derive, {:.2} of derive with rest",
            median(&|round| round[index]),
            median(&|round| round[index] / round[0]),
            median(&|round| round[index] / round[1]),
        );
    }
}

/// Microseconds that each way takes once, in an order of chance. Each goes once before it is
/// measured: otherwise the one after another pays for the memory which that gave back to the
/// system, or has it for nothing.
fn round(times: usize, ways: &[Way<'_>]) -> Vec<f64> {
    // Chance from the keys of the standard library's hash maps.
    let first = RandomState::new().build_hasher().finish() as usize;
    let mut taken = vec![0.0; ways.len()];
    for turn in 0..ways.len() {
        let index = (first % ways.len() + turn) % ways.len();
        ways[index].1();
        let start = ThreadTime::now();
        for _ in 0..times {
            ways[index].1();
        }
        taken[index] = start.elapsed().as_secs_f64() * 1e6 / times as f64;
    }
    taken
}
