//! What an operation gives when it worked, as its documented responses say it.

use std::sync::Arc;

use super::{
    Alternative, Operation, Payload, ResponseVariant, StatusPattern, StatusResponse, Stream,
    TypeRef,
};
use crate::names::RustIdent;

/// What successes hold, asked for in one way.
#[derive(Clone, Debug)]
pub enum Output<'o> {
    /// The same in each.
    One {
        /// The statuses, in document order.
        statuses: Vec<StatusPattern>,
        /// What their body holds.
        payload: &'o Payload,
    },
    /// Different things: an enum beside the operation.
    Many(OutputEnum<'o>),
}

/// An enum of successes.
#[derive(Clone, Debug)]
pub struct OutputEnum<'o> {
    /// Its name, unique in its resource.
    pub name: &'o RustIdent,
    /// One variant a status.
    pub variants: Vec<ResponseVariant<'o>>,
}

impl Operation {
    /// What comes back when it worked.
    pub fn output(&self) -> Output<'_> {
        Output::of(&self.responses, None, self.output_enum.as_ref())
    }

    /// The same where it is asked for in another media type.
    pub fn output_as<'o>(&'o self, other: &'o Alternative) -> Output<'o> {
        let name = other.output_enum.as_ref();
        Output::of(&self.responses, Some(&other.media_type), name)
    }

    /// What comes back in each way in which it can be asked for.
    pub fn outputs(&self) -> impl Iterator<Item = Output<'_>> {
        let others = self.alternatives.iter().map(|other| self.output_as(other));
        std::iter::once(self.output()).chain(others)
    }

    /// What successes hold, whatever they are asked for as.
    pub fn payloads(&self) -> impl Iterator<Item = &Payload> {
        self.outputs().flat_map(|output| output.payloads())
    }

    /// Whether the whole body of a success may be secret.
    pub fn has_secret_success(&self) -> bool {
        successes(&self.responses).any(|response| response.sensitive)
    }
}

/// The responses that say what a success holds: where none is of 2xx, `default` does.
pub fn successes(responses: &[Arc<StatusResponse>]) -> impl Iterator<Item = &StatusResponse> {
    let responses = responses.iter().map(Arc::as_ref);
    let is_named = responses.clone().any(|found| found.status.is_success());
    responses.filter(move |found| match is_named {
        true => found.status.is_success(),
        false => found.status == StatusPattern::Default,
    })
}

/// What every success holds, asked for as this media type or as the preferred one; none where
/// they differ, so that there is an enum of them.
pub fn common_payload<'r>(
    responses: &'r [Arc<StatusResponse>],
    asked: Option<&str>,
) -> Option<&'r Payload> {
    let payloads = || successes(responses).map(move |response| payload(response, asked));
    // Nothing else comes than a stream: one without a body has no items.
    let mut filled = payloads().filter(|payload| **payload != Payload::Empty);
    if let Some(stream) = filled.next().filter(|first| first.stream().is_some())
        && filled.all(|other| other == stream)
    {
        return Some(stream);
    }
    let Some(first) = payloads().next() else {
        return Some(&Payload::Empty);
    };
    payloads().all(|other| other == first).then_some(first)
}

fn payload<'r>(response: &'r StatusResponse, asked: Option<&str>) -> &'r Payload {
    let other = asked.and_then(|media_type| response.other(media_type));
    other.map_or(response.payload(), |content| &content.payload)
}

/// A response without a body can't be misread, so where none is documented every success is
/// taken: services that document 200 send 204 all the same.
fn statuses(responses: &[Arc<StatusResponse>], payload: &Payload) -> Vec<StatusPattern> {
    const ANY: StatusPattern = StatusPattern::Range(2);
    let all = successes(responses).map(|response| response.status);
    let mut statuses: Vec<_> = all.filter(|status| status.is_success()).collect();
    let is_any = statuses.is_empty() || *payload == Payload::Empty;
    if is_any && !statuses.contains(&ANY) {
        statuses.push(ANY);
    }
    statuses
}

impl<'o> Output<'o> {
    fn of(
        responses: &'o [Arc<StatusResponse>],
        asked: Option<&str>,
        name: Option<&'o RustIdent>,
    ) -> Self {
        let Some(name) = name else {
            let payload = common_payload(responses, asked).unwrap_or(&Payload::Empty);
            let statuses = statuses(responses, payload);
            return Self::One { statuses, payload };
        };
        let variants = successes(responses).map(|response| ResponseVariant {
            status: response.status,
            ident: &response.ident,
            media_type: None,
            payload: match payload(response, asked) {
                // Beside others a stream is read as a whole.
                Payload::Stream(_) => &Payload::Text,
                other => other,
            },
            sensitive: response.sensitive,
            doc: &response.doc,
        });
        let variants = variants.collect();
        Self::Many(OutputEnum { name, variants })
    }

    /// The statuses that mean success.
    pub fn statuses(&self) -> Vec<StatusPattern> {
        match self {
            Self::One { statuses, .. } => statuses.clone(),
            Self::Many(output) => {
                let variants = output.variants.iter();
                variants.map(|variant| variant.status).collect()
            }
        }
    }

    /// What the bodies of the successes hold.
    pub fn payloads(&self) -> Vec<&'o Payload> {
        match self {
            Self::One { payload, .. } => vec![*payload],
            Self::Many(output) => {
                let variants = output.variants.iter();
                variants.map(|variant| variant.payload).collect()
            }
        }
    }

    /// What every success holds.
    pub fn payload(&self) -> Option<&'o Payload> {
        match self {
            Self::One { payload, .. } => Some(*payload),
            Self::Many(_) => None,
        }
    }

    /// The type of the JSON that every success is, if it is.
    pub fn json(&self) -> Option<&'o TypeRef> {
        match self.payload()? {
            Payload::Json(ty) => Some(ty),
            Payload::Empty | Payload::Text | Payload::Bytes | Payload::Stream(_) => None,
        }
    }

    /// The stream that every success is, if it is one.
    pub fn stream(&self) -> Option<&'o Stream> {
        self.payload()?.stream()
    }
}
