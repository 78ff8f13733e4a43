//! Support code of a generated client.
