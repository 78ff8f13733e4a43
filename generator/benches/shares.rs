//! What share of a run each stage takes, on one thread: all stages of a document one after the
//! other, several times. Shares can be compared between machines, times can't.
//!
//! `cargo bench -p simgen --bench shares`, over a synthetic document of 1,000 operations;
//! with `-- DOCUMENT…` for others.

mod inputs;
mod one_config;

use std::env;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use simgen::internal::diagnostic::Diagnostics;
use simgen::internal::source::{FileId, FileSystem, ReadOptions, Sources};
use simgen::internal::{emit, format, lower_all, openapi};

use inputs::synthetic;
use one_config::config;

/// The allocator of the command line.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns, of which the one in the middle is shown.
const TURNS: usize = 9;

const STAGES: [&str; 5] = [
    "source: files to trees",
    "openapi: trees to documents",
    "lower, check: documents to the IR",
    "emit: the IR to syntax",
    "format: syntax and comments to text",
];

fn main() {
    let documents: Vec<PathBuf> = env::args_os()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .map(PathBuf::from)
        .collect();
    if documents.is_empty() {
        let text = synthetic(1000);
        show("1000 operations", || {
            let sources = Sources::from_texts([("api.yaml", text.as_str())]);
            let document = sources.find("api.yaml").expect("the text was just added");
            (sources, document)
        });
    }
    for document in documents {
        show(&document.display().to_string(), || read(&document));
    }
}

fn read(document: &Path) -> (Sources, FileId) {
    let mut sources = Sources::default();
    let document = sources.read(&FileSystem, document, &ReadOptions::default());
    (sources, document)
}

fn show(name: &str, read: impl Fn() -> (Sources, FileId)) {
    let mut turns = [(); TURNS].map(|()| turn(&read));
    turns.sort_by_key(|times| times.iter().sum::<Duration>());
    let times = turns[TURNS / 2];
    let total: Duration = times.iter().sum();
    println!("{name}: {:.0} ms", total.as_secs_f64() * 1e3);
    for (stage, time) in STAGES.iter().zip(times) {
        let share = 100.0 * time.as_secs_f64() / total.as_secs_f64();
        println!("  {stage:<38} {share:>5.1} %");
    }
}

/// How long each stage takes.
fn turn(read: impl Fn() -> (Sources, FileId)) -> [Duration; STAGES.len()] {
    let mut times = [Duration::ZERO; STAGES.len()];
    let (sources, document) = timed(&mut times[0], &read);
    let config = config(&[document], false);
    let mut diagnostics = Diagnostics::new(false);
    drop(timed(&mut times[1], || {
        openapi::read(&sources, document, &mut diagnostics)
    }));
    // Which reads once more.
    let mut both = Duration::ZERO;
    let package = timed(&mut both, || {
        lower_all(&sources, &config, &mut Diagnostics::new(false))
    });
    let package = package.expect("the document can be used");
    times[2] = both.saturating_sub(times[1]);
    for job in emit::package(&package).chain(emit::code(&package)) {
        for file in timed(&mut times[3], || job.run()) {
            black_box(timed(&mut times[4], || format::file(file)));
        }
    }
    times
}

fn timed<T>(time: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    *time += start.elapsed();
    result
}
