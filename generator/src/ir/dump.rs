//! The IR as a short text, one line an item.
use super::Api;
/// Prints one API.
pub fn dump(api: &Api) -> String {
    let _ = api;
    String::new()
}
