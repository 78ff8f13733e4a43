//! Does many things on all processors, or two at once.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder};

/// More threads would wait for each other, and each holds what it works on.
const MOST: usize = 4;

/// What the main thread of a program has on Linux: syntax is a tree, and trees are walked.
const STACK: usize = 8 << 20;

/// What comes of each input, on several threads, and of `own`, which is done on this one first;
/// in no order.
pub(crate) fn map<I, O, M>(
    inputs: Vec<I>,
    make: impl Fn(I) -> M + Sync,
    own: impl FnOnce() -> Vec<O>,
) -> Vec<O>
where
    I: Send,
    O: Send,
    M: IntoIterator<Item = O>,
{
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(MOST).min(inputs.len());
    let inputs = Mutex::new(inputs.into_iter());
    let next = || {
        let mut inputs = inputs.lock().unwrap_or_else(PoisonError::into_inner);
        inputs.next()
    };
    let work = || -> Vec<O> { std::iter::from_fn(next).flat_map(&make).collect() };
    thread::scope(|scope| {
        // Where there is no thread to be had, this one does it all.
        let start = |_| Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let others: Vec<_> = (1..threads).flat_map(start).collect();
        let mut all = own();
        all.extend(work());
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        all
    })
}

/// What comes of `own`, on this thread, and of `other`, on another one.
pub(crate) fn both<A, B: Send>(own: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let thread = Builder::new().stack_size(STACK).spawn_scoped(scope, &other);
        let own = own();
        let other = match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // There is no thread to be had.
            Err(_) => other(),
        };
        (own, other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn each_input_is_used_once_and_nothing_is_lost() {
        for count in [0, 1, 2, 1_000] {
            let calls = AtomicUsize::new(0);
            let make = |input: usize| {
                calls.fetch_add(1, Ordering::Relaxed);
                [input, input + 1_000_000]
            };
            let mut all = map((0..count).collect(), make, || vec![usize::MAX]);
            all.sort_unstable();
            let expected = (0..count).chain((0..count).map(|input| input + 1_000_000));
            let expected: Vec<usize> = expected.chain([usize::MAX]).collect();
            assert_eq!(all, expected);
            assert_eq!(calls.into_inner(), count);
        }
    }

    #[test]
    fn both_come_back_and_so_does_a_panic() {
        assert_eq!(both(|| 1, || 2), (1, 2));
        let caught = std::panic::catch_unwind(|| both(|| 1, || -> u8 { panic!() }));
        assert!(caught.is_err());
    }

    #[test]
    fn a_panic_on_a_thread_is_one_of_the_caller() {
        let make = |input: usize| -> [usize; 1] { [1 / input] };
        let inputs = vec![1, 0, 1, 0, 1, 0];
        let caught = std::panic::catch_unwind(|| map(inputs, make, Vec::new));
        assert!(caught.is_err());
    }
}
