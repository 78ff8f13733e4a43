//! Says of a model's properties what the document does: their names, whether they must be
//! there, whether they may be null, whether only the server sets them.
//!
//! It does not know their types.

use std::sync::OnceLock;

/// A property of a model.
#[derive(Debug)]
pub struct Property {
    pub(super) name: &'static str,
    /// Whether it must be there.
    pub(super) is_required: bool,
    /// Whether null is read by its type. It leaves other properties absent.
    pub(super) takes_null: bool,
    /// Whether it stays out of requests (OpenAPI 3.0.3 §4.7.24.2).
    pub(super) is_read_only: bool,
}

impl Property {
    /// A property that is always there and never null, unless its type has null itself.
    pub const fn required(name: &'static str) -> Self {
        Self {
            name,
            is_required: true,
            takes_null: true,
            is_read_only: false,
        }
    }

    /// A property that may be absent. Null is read as absent, since servers write it so, and
    /// is kept among the undeclared properties, so that it is written again.
    pub const fn optional(name: &'static str) -> Self {
        Self {
            is_required: false,
            takes_null: false,
            ..Self::required(name)
        }
    }

    /// A property that is always there and may be null.
    pub const fn nullable(name: &'static str) -> Self {
        Self::required(name)
    }

    /// A property that may be absent (`None`) or null (`Some(None)`).
    pub const fn optional_nullable(name: &'static str) -> Self {
        Self {
            is_required: false,
            ..Self::required(name)
        }
    }

    /// A property of any type, null included, that may be absent.
    pub const fn optional_json(name: &'static str) -> Self {
        Self::optional_nullable(name)
    }

    /// The same, as one that only the server sets.
    #[must_use]
    pub const fn read_only(self) -> Self {
        Self {
            is_read_only: true,
            ..self
        }
    }
}

/// All properties of a model, in the document's order.
#[derive(Debug)]
pub struct Properties {
    pub(super) list: &'static [Property],
    /// A bit for each of the first 64 that must be there.
    pub(super) required: u64,
    /// A bit for the length of each name, that of 63 for all longer ones.
    lengths: u64,
    /// Their numbers in the order of their names, once one was looked for.
    sorted: OnceLock<Box<[usize]>>,
}

/// Up to so many properties are looked through one by one.
const FEW: usize = 32;

impl Properties {
    /// Takes the properties, each of which has a name of its own.
    pub const fn new(list: &'static [Property]) -> Self {
        let (mut required, mut lengths) = (0, 0);
        let mut number = 0;
        while number < list.len() {
            if list[number].is_required && number < 64 {
                required |= 1 << number;
            }
            lengths |= length_bit(list[number].name);
            number += 1;
        }
        Self {
            list,
            required,
            lengths,
            sorted: OnceLock::new(),
        }
    }

    /// The number of the property of this name. Those from a number on are tried first, where
    /// there are few: servers keep to an order and leave some out.
    pub(super) fn find(&self, name: &str, from: usize) -> Option<usize> {
        if self.lengths & length_bit(name) == 0 {
            return None;
        }
        if self.list.len() <= FEW {
            let is_it = |property: &Property| property.name == name;
            let (before, after) = self.list.split_at(from);
            let found = after.iter().position(is_it).map(|number| number + from);
            return found.or_else(|| before.iter().position(is_it));
        }
        let sorted = self.sorted.get_or_init(|| self.sort());
        let found = sorted.binary_search_by(|number| self.list[*number].name.cmp(name));
        found.ok().map(|place| sorted[place])
    }

    fn sort(&self) -> Box<[usize]> {
        let mut sorted: Box<[usize]> = (0..self.list.len()).collect();
        sorted.sort_unstable_by_key(|number| self.list[*number].name);
        sorted
    }
}

const fn length_bit(name: &str) -> u64 {
    let length = name.len();
    1 << if length < 63 { length } else { 63 }
}

#[cfg(test)]
mod tests {
    use super::{Properties, Property};

    #[test]
    fn a_property_is_found_among_few_and_many() {
        const fn all<const N: usize>(names: [&'static str; N]) -> [Property; N] {
            let mut all = [const { Property::required("") }; N];
            let mut number = 0;
            while number < N {
                all[number] = Property::nullable(names[number]);
                number += 1;
            }
            all
        }
        const NAMES: [&str; 4] = ["b", "aa", "c", "aaa"];
        static FOUR: [Property; 4] = all(NAMES);
        static FEW: Properties = Properties::new(&FOUR);
        // So many that they are looked up.
        const MANY: [&str; 36] = [
            "r", "q", "p", "o", "n", "m", "l", "k", "j", "i", "h", "g", "f", "e", "d", "c", "b",
            "a", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P",
            "Q", "RR",
        ];
        static THIRTY_SIX: [Property; 36] = all(MANY);
        static ALL: Properties = Properties::new(&THIRTY_SIX);
        for from in 0..=4 {
            for (number, name) in NAMES.iter().enumerate() {
                assert_eq!(FEW.find(name, from), Some(number), "{name} from {from}");
            }
            for name in ["", "a", "d", "bb", "aaaa"] {
                assert_eq!(FEW.find(name, from), None, "{name} from {from}");
            }
        }
        for (number, name) in MANY.iter().enumerate() {
            assert_eq!(ALL.find(name, 0), Some(number), "{name}");
        }
        for name in ["", "s", "R", "ab", "abc"] {
            assert_eq!(ALL.find(name, 0), None, "{name}");
        }
        let required = [Property::required("b"), Property::optional("a")];
        assert_eq!(required.map(|property| property.is_required), [true, false]);
        assert_eq!((FEW.required, ALL.required), (0b1111, (1 << 36) - 1));
    }
}
