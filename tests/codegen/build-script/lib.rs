//! A client that was written while this package was built.

include!(concat!(env!("OUT_DIR"), "/client.rs"));
