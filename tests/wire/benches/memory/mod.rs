//! What reading a large list takes of memory at the peak, beside the text: each way in a process
//! of its own, which reads the list once.

use std::fs;
use std::hint::black_box;
use std::process::Command;

use sailpoint_sim::runtime::read_json;

use crate::{Flattened, Ours, Plain, derived};

/// The ways, by the names that the other rows have for them.
const WAYS: [&str; 4] = [
    "derive",
    "derive with rest",
    "client",
    "client's types by serde",
];

/// What a process is told that reads the list; the name of its way follows.
const READ: &str = "read-large-list";

/// Bytes of the list.
const SIZE: usize = 16 << 20;

/// Whether this process is one of those that only read, in which case it has done so.
pub(crate) fn is_done() -> bool {
    let way = std::env::args()
        .skip_while(|argument| argument != READ)
        .nth(1);
    if let Some(way) = &way {
        println!("{}", added(way).unwrap_or_default());
    }
    way.is_some()
}

/// Prints MiB, and how often each is the first two.
pub(crate) fn compare() {
    println!("decode 16 MiB, memory at the peak");
    let peaks = WAYS.map(|way| {
        let program = std::env::current_exe().expect("it has a path");
        let output = Command::new(program).args([READ, way]).output();
        let text = String::from_utf8(output.expect("it runs").stdout).expect("a number");
        text.trim().parse::<f64>().expect("a number")
    });
    if peaks[0] == 0.0 {
        println!("  this system does not tell");
        return;
    }
    for (way, peak) in WAYS.iter().zip(peaks) {
        println!(
            "  {way:<24} {:8.1} MiB, {:.2} of derive, {:.2} of derive with rest",
            peak / 1024.0,
            peak / peaks[0],
            peak / peaks[1],
        );
    }
}

/// KiB that reading the list adds to the most that the process ever had.
fn added(way: &str) -> Option<u64> {
    let item = derived::item().to_string();
    let count = SIZE / (item.len() + 1);
    let mut text = String::with_capacity(SIZE + 2);
    for number in 0..count {
        text.push(if number == 0 { '[' } else { ',' });
        text.push_str(&item);
    }
    text.push(']');
    let text = text.as_bytes();
    let before = peak()?;
    match way {
        "derive" => drop(black_box(serde_json::from_slice::<Plain>(text))),
        "derive with rest" => drop(black_box(serde_json::from_slice::<Flattened>(text))),
        "client" => drop(black_box(read_json::<Ours>(text))),
        _ => drop(black_box(serde_json::from_slice::<Ours>(text))),
    }
    Some(peak()? - before)
}

/// The most memory that this process had, in KiB. Linux says it.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
