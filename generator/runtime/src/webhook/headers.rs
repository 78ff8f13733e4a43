//! Reads headers of a request, whichever type a server has for them.
//!
//! It does not know what they say.

use http::HeaderMap;

/// The headers of a request that was received. They are [`http::HeaderMap`] in most servers; a
/// slice of pairs does too.
///
/// ```
/// # use simgen_runtime::WebhookHeaders;
/// /// What some server has.
/// struct Headers(Vec<(String, Vec<u8>)>);
///
/// impl WebhookHeaders for Headers {
///     fn header(&self, name: &str) -> Option<&[u8]> {
///         let mut all = self.0.iter();
///         let found = all.find(|(other, _)| other.eq_ignore_ascii_case(name));
///         found.map(|(_, value)| value.as_slice())
///     }
/// }
/// ```
pub trait WebhookHeaders {
    /// The value of the first header of this name, in which case does not count.
    fn header(&self, name: &str) -> Option<&[u8]>;
}

impl WebhookHeaders for HeaderMap {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.get(name).map(|value| value.as_bytes())
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> WebhookHeaders for [(N, V)] {
    fn header(&self, name: &str) -> Option<&[u8]> {
        let mut all = self.iter();
        let found = all.find(|(other, _)| other.as_ref().eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_ref())
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>, const LENGTH: usize> WebhookHeaders for [(N, V); LENGTH] {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.as_slice().header(name)
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> WebhookHeaders for Vec<(N, V)> {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.as_slice().header(name)
    }
}
