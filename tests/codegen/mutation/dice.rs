//! Numbers that look random and are the same in every run.

/// A generator of numbers (xorshift64*).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn thrown(seed: u64) -> Self {
        // No seed may lead to zero, where the generator would stay.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below this one; zero where that is zero.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap_or_default() % limit.max(1)
    }

    /// One of several.
    pub(super) fn one_of<'t, T>(&mut self, several: &'t [T]) -> Option<&'t T> {
        several.get(self.below(several.len()))
    }
}
