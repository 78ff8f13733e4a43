//! What whole runs of the command line take, as the system counts it: CPU time,
//! time on the clock, and memory at the peak. `simgen generate` into a fresh
//! folder over `spec/` and over a synthetic document of 1,000 operations, and
//! `simgen diff` of that document with itself after twenty changes.
//!
//! `cargo bench -p simgen --bench processes`, with `-- DOCUMENT…` for others.
//! Figures are printed and nothing is asserted: they are the machine's, too.

mod inputs;
mod seeds;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io};

use tempfile::TempDir;
use wait4::Wait4;

use inputs::synthetic;
use seeds::Seeded;

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec");

/// Runs of one command, of which the fastest and the one in the middle are shown.
const RUNS: usize = 9;

fn main() -> io::Result<()> {
    let documents: Vec<PathBuf> = env::args_os()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .map(PathBuf::from)
        .collect();
    println!(
        "{:<40} {:>16} {:>16} {:>9}",
        "", "CPU min, median", "clock min, median", "peak"
    );
    if documents.is_empty() {
        spec()?;
        let folder = tempfile::tempdir()?;
        let document = folder.path().join("1000 operations.yaml");
        fs::write(&document, synthetic(1000))?;
        return single(&document);
    }
    documents.iter().try_for_each(|document| single(document))
}

/// `simgen generate` in a copy of `spec/`, where nothing has been generated yet.
fn spec() -> io::Result<()> {
    let runs = measured(|| {
        let folder = tempfile::tempdir()?;
        let copy = folder.path().join("spec");
        fs::create_dir(&copy)?;
        for file in fs::read_dir(SPEC)? {
            let file = file?;
            fs::copy(file.path(), copy.join(file.file_name()))?;
        }
        let mut command = simgen([OsStr::new("generate")]);
        command.current_dir(folder.path());
        Ok((command, folder))
    })?;
    show("generate spec/", &runs);
    Ok(())
}

/// `simgen generate` and `simgen diff` of one document.
fn single(document: &Path) -> io::Result<()> {
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    let runs = measured(|| {
        let folder = tempfile::tempdir()?;
        let mut command = simgen([OsStr::new("generate"), document.as_os_str()]);
        command.arg("--out").arg(folder.path().join("out"));
        command.args(["--name", "measured"]);
        Ok((command, folder))
    })?;
    show(&format!("generate {name}"), &runs);

    let Some(seeded) = Seeded::read(document)? else {
        println!("{name} has too little in it that could be changed, or lies in several files");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let [old, new] = seeded.write(folder.path())?;
    let sides = || [OsStr::new("diff"), old.as_os_str(), new.as_os_str()];
    let runs = measured(|| Ok((simgen(sides()), tempfile::tempdir()?)))?;
    show(&format!("diff {name}"), &runs);
    let report = simgen(sides()).args(["--format", "json"]).output()?;
    println!("    {}", seeded.compared(&report.stdout));
    Ok(())
}

fn simgen<'a>(arguments: impl IntoIterator<Item = &'a OsStr>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simgen"));
    command.args(arguments);
    command
}

/// What one process took.
struct Run {
    cpu: Duration,
    clock: Duration,
    /// In bytes.
    peak: u64,
}

/// Runs a command anew each time, after one run that warms the disk's cache.
fn measured(prepare: impl Fn() -> io::Result<(Command, TempDir)>) -> io::Result<Vec<Run>> {
    let runs: io::Result<Vec<Run>> = (0..=RUNS)
        .map(|_| {
            let (mut command, _folder) = prepare()?;
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let start = Instant::now();
            let ended = command.spawn()?.wait4()?;
            if !ended.status.success() {
                return Err(io::Error::other(format!("{command:?}: {}", ended.status)));
            }
            Ok(Run {
                cpu: ended.rusage.utime + ended.rusage.stime,
                clock: start.elapsed(),
                peak: ended.rusage.maxrss,
            })
        })
        .collect();
    Ok(runs?.split_off(1))
}

fn show(name: &str, runs: &[Run]) {
    let times = |time: fn(&Run) -> Duration| {
        let mut times: Vec<f64> = runs
            .iter()
            .map(|run| time(run).as_secs_f64() * 1e3)
            .collect();
        times.sort_by(f64::total_cmp);
        format!("{:.0}, {:.0} ms", times[0], times[times.len() / 2])
    };
    let peak = runs.iter().map(|run| run.peak).max().unwrap_or_default();
    println!(
        "{name:<40} {:>16} {:>16} {:>5.1} MiB",
        times(|run| run.cpu),
        times(|run| run.clock),
        peak as f64 / f64::from(1 << 20)
    );
}
