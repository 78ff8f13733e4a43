//! The media types that responses are asked for in.

use super::{Alternative, ContentRole, Operation, StatusResponse};

impl Operation {
    /// The media types that the responses may have, in order of preference: what successes are
    /// asked for as, then what errors may be. A media type that successes only have for those
    /// who ask is none of these.
    pub fn accept(&self) -> Vec<&str> {
        let (successes, errors): (Vec<_>, Vec<_>) = self
            .responses()
            .partition(|response| response.status.is_success());
        let offered: Vec<&str> = others(&successes).collect();
        let chosen = others(&errors).filter(|media_type| !offered.contains(media_type));
        let asked = successes.iter().chain(&errors).copied().flat_map(preferred);
        distinct(asked.chain(chosen))
    }

    /// The same where successes are asked for in another media type: that one, and those of
    /// responses that do not come in it. What successes offer beside it is left out, for
    /// nobody asked for that.
    pub fn accept_as<'o>(&'o self, other: &'o Alternative) -> Vec<&'o str> {
        let media_type = other.media_type.as_str();
        let (refused, taken): (Vec<_>, Vec<_>) = self.responses().partition(|response| {
            response.status.is_success() && response.other(media_type).is_some()
        });
        let refused: Vec<&str> = refused.into_iter().flat_map(preferred).collect();
        let taken = taken.into_iter().flat_map(preferred);
        let all = std::iter::once(media_type).chain(taken);
        distinct(all.filter(|found| !refused.contains(found)))
    }
}

fn preferred(response: &StatusResponse) -> impl Iterator<Item = &str> {
    let contents = response.contents.iter();
    let preferred = contents.filter(|content| content.role == ContentRole::Preferred);
    preferred.map(|content| content.media_type.as_str())
}

fn others<'r>(responses: &[&'r StatusResponse]) -> impl Iterator<Item = &'r str> {
    let contents = responses.iter().flat_map(|response| response.others());
    contents.map(|(_, content)| content.media_type.as_str())
}

fn distinct<'t>(all: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut distinct = Vec::new();
    for text in all {
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    distinct
}
