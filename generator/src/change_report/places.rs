//! Turns places of two documents into file, line and column.

use crate::change::{Report, Side};
use crate::source::{Place, Sources};

/// Where each change of a report has its cause: `spec/v2025.yaml:212:19`.
#[derive(Debug)]
pub struct Places(Vec<Option<String>>);

impl Places {
    /// Looks every place up, each file scanned once.
    pub fn find(report: &Report, old: &Sources, new: &Sources) -> Self {
        let mut texts = vec![None; report.changes.len()];
        for (sources, wanted) in [(old, Side::Old), (new, Side::New)] {
            let places: Vec<(usize, &Place)> = report
                .changes
                .iter()
                .enumerate()
                .filter_map(|(index, change)| match &change.place {
                    Some((side, place)) if *side == wanted => Some((index, place)),
                    _ => None,
                })
                .collect();
            let only: Vec<&Place> = places.iter().map(|(_, place)| *place).collect();
            for ((index, place), location) in places.iter().zip(sources.locate(&only)) {
                let path = &sources.file(place.file).path;
                texts[*index] = location.map(|at| format!("{path}:{}:{}", at.line, at.column));
            }
        }
        Self(texts)
    }

    /// The place of the change with this index.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        self.0.get(index)?.as_deref()
    }
}
