//! Turns a status, headers and a body into the steps that put them on a connection.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Notify;

/// What happens on a connection after a request was read.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(super) steps: Vec<Step>,
}

/// One thing that a server does to a connection.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Sends these bytes, whatever they are.
    Write(Vec<u8>),
    /// Does nothing until the signal is given.
    Wait(Signal),
    /// Sends these bytes again and again, for as long as somebody takes them.
    Repeat(Vec<u8>),
    /// Tells the test that the steps before this one were played.
    Tell(Signal),
    /// Ends the connection in order (FIN), so that nothing but `Tell` and no request follows.
    Close,
    /// Ends the connection at once (RST), so that no step and no request follows.
    Reset,
}

/// Given with `notify_one`, before or after somebody waits for it.
pub(crate) type Signal = Arc<Notify>;

impl Reply {
    /// These steps and nothing else: whole and broken responses alike.
    pub(crate) fn scripted(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: steps.into_iter().collect(),
        }
    }

    /// A whole response that leaves the connection open.
    pub(crate) fn whole(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let length = body.len().to_string();
        let headers = [headers, &[("content-length", length.as_str())]].concat();
        Self::scripted([Step::head(status, &headers), Step::Write(body.to_vec())])
    }

    /// A whole response with a JSON body.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::whole(
            status,
            &[("content-type", "application/json")],
            body.to_string(),
        )
    }

    /// A whole response of the kind that proxies and gateways give.
    pub(crate) fn html(status: u16, body: &str) -> Self {
        Self::whole(
            status,
            &[("content-type", "text/html; charset=utf-8")],
            body,
        )
    }

    /// A whole response without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self::whole(status, &[], "")
    }

    /// What a request gets that no response was scripted for.
    pub(super) fn unscripted() -> Self {
        Self::whole(
            501,
            &[("content-type", "text/plain")],
            "no response is scripted for this request",
        )
    }

    /// What it does, to be put together with other steps.
    pub(crate) fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    /// The same response once the signal is given.
    pub(crate) fn after(mut self, signal: &Signal) -> Self {
        self.steps.insert(0, Step::Wait(Arc::clone(signal)));
        self
    }
}

impl Step {
    /// Sends a status line, these headers, and the empty line after them.
    pub(crate) fn head(status: u16, headers: &[(&str, &str)]) -> Self {
        let mut text = format!("HTTP/1.1 {status} \r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        Self::Write(text.into_bytes())
    }
}
