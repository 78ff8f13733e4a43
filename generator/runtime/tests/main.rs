//! What the support code does, seen from outside.

mod emitted;
