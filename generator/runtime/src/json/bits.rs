//! Remembers which of a model's properties came, or are absent.
//!
//! It does not know what they are.

/// One bit for each number below a length; no memory of its own up to 64.
pub(super) struct Bits {
    first: u64,
    more: Vec<u64>,
}

impl Bits {
    pub(super) fn new(length: usize) -> Self {
        let more = length.saturating_sub(64).div_ceil(64);
        Self {
            first: 0,
            more: vec![0; more],
        }
    }

    /// The first 64.
    pub(super) fn first(&self) -> u64 {
        self.first
    }

    /// Sets a bit, and says whether it was not set before.
    pub(super) fn insert(&mut self, number: usize) -> bool {
        let bit = 1 << (number % 64);
        let word = match number < 64 {
            true => &mut self.first,
            false => &mut self.more[number / 64 - 1],
        };
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    pub(super) fn contains(&self, number: usize) -> bool {
        let word = match number < 64 {
            true => self.first,
            false => self.more[number / 64 - 1],
        };
        word & (1 << (number % 64)) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn a_bit_is_new_once_and_touches_no_other() {
        let length = 200;
        for number in [0, 1, 63, 64, 65, 127, 128, 191, 192, 199] {
            let mut bits = Bits::new(length);
            assert!(bits.insert(number), "{number}");
            assert!(!bits.insert(number), "{number}");
            let set: Vec<_> = (0..length).filter(|other| bits.contains(*other)).collect();
            assert_eq!(set, [number]);
            assert_eq!(bits.first() != 0, number < 64);
        }
    }
}
