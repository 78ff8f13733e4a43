//! x
pub fn snapshots() -> Vec<(String, String)> { Vec::new() }
