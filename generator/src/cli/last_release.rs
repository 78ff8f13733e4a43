//! Finds the release that a crate is compared with.

use std::cmp::Ordering;
use std::io;
use std::path::Path;

use semver::Version;
use simgen::internal::config;
use simgen::internal::source::{Disk, History, ReadOptions, Revision, shown};

/// What a crate is compared with.
pub(super) struct Release {
    pub(super) revision: Revision,
    /// Why it is not a tag, and what it is instead; none for a tag, or for what
    /// the user named.
    pub(super) instead: Option<String>,
}

/// Why there is no release to compare with.
#[derive(Debug)]
pub(super) struct NoRelease {
    pub(super) why: String,
    pub(super) help: Option<String>,
    /// Whether there may never have been one.
    pub(super) may_be_first: bool,
}

impl NoRelease {
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            help: None,
            may_be_first: false,
        }
    }

    pub(super) fn with_help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    pub(super) fn that_may_be_first(self) -> Self {
        Self {
            may_be_first: true,
            ..self
        }
    }
}

/// A revision that the user named.
pub(super) fn named(name: &str, config: &Path) -> Result<Release, NoRelease> {
    let revision = Revision::find(name, folder(config)).map_err(|error| match is_outside(&error) {
        true => outside(config),
        false => NoRelease::new(format!("`{name}` is not a revision: {error}"))
            .with_help("`git fetch --tags` fetches tags, `git fetch --unshallow` the commits of a shallow clone"),
    })?;
    Ok(Release {
        revision,
        instead: None,
    })
}

/// The release with the highest version among the tags that the present
/// revision descends from. A pre-release counts where there is no other.
pub(super) fn tagged(package: &str, config: &Path) -> Result<Release, NoRelease> {
    let history = history(config)?;
    let tags = history
        .tags()
        .map_err(|error| NoRelease::new(error.to_string()))?;
    let releases = tags.iter().filter_map(|(tag, is_below)| {
        let (version, is_named) = version_of(tag, package)?;
        Some((tag, *is_below, is_named, version))
    });
    let (below, elsewhere): (Vec<_>, Vec<_>) = releases.partition(|(_, is_below, ..)| *is_below);
    // In a repository of several packages only tags with the package's name are its own.
    let has_named = below.iter().any(|(_, _, is_named, _)| *is_named);
    let own = below
        .iter()
        .filter(|(_, _, is_named, _)| *is_named || !has_named);
    let order = |one: &Version, other: &Version| -> Ordering {
        let is_release = |version: &Version| version.pre.is_empty();
        let kind = is_release(one).cmp(&is_release(other));
        kind.then_with(|| one.cmp_precedence(other))
    };
    let last = own.max_by(|(_, _, _, one), (_, _, _, other)| order(one, other));
    let Some((tag, ..)) = last else {
        let elsewhere = elsewhere.first().map(|(tag, ..)| tag.as_str());
        return Err(no_tag(package, elsewhere, history.is_shallow()));
    };
    named(tag, config)
}

/// A tag, or else the commit that gave the crate the version it has. That is no
/// release, but shows what changed since somebody last chose a version.
pub(super) fn tagged_or_versioned(package: &str, config: &Path) -> Result<Release, NoRelease> {
    let missing = match tagged(package, config) {
        Err(missing) if missing.may_be_first => missing,
        other => return other,
    };
    match versioned(config) {
        Ok(Some((revision, version))) => Ok(Release {
            instead: Some(format!(
                "{}; compared with {}, the commit that set version {version}",
                missing.why,
                revision.name()
            )),
            revision,
        }),
        _ => Err(missing),
    }
}

/// The oldest of the newest commits at which the configuration has the version
/// that was last committed; none where nothing was committed.
fn versioned(config: &Path) -> io::Result<Option<(Revision, String)>> {
    let commits = History::of(folder(config))?.commits_of(config)?;
    let mut found = None;
    for commit in commits {
        let revision = Revision::find(&commit, folder(config))?;
        let version = version_at(&revision, config);
        match (version, &found) {
            (Some(version), None) => found = Some((revision, version)),
            (Some(version), Some((_, last))) if version == *last => {
                found = Some((revision, version));
            }
            _ => break,
        }
    }
    Ok(found)
}

/// The version that the configuration has at a revision.
fn version_at(revision: &Revision, config: &Path) -> Option<String> {
    let path = revision.canonical(Path::new(&shown(config))).ok()?;
    let bytes = revision.read(&path, ReadOptions::default().largest_file);
    config::version_of(std::str::from_utf8(&bytes.ok()?).ok()?)
}

/// The version that a tag names, and whether it names the package too:
/// `v1.2.3`, `1.2.3`, `pets-v1.2.3`, `pets/v1.2.3`, `pets@1.2.3`.
fn version_of(tag: &str, package: &str) -> Option<(Version, bool)> {
    let own = tag.strip_prefix(package);
    let own = own.and_then(|rest| rest.strip_prefix(['-', '_', '/', '@']));
    let text = own.unwrap_or(tag);
    let version = Version::parse(text.strip_prefix('v').unwrap_or(text)).ok()?;
    Some((version, own.is_some()))
}

fn no_tag(package: &str, elsewhere: Option<&str>, is_shallow: bool) -> NoRelease {
    let forms = format!("`v1.2.3` or `{package}-v1.2.3`");
    match elsewhere {
        _ if is_shallow => NoRelease::new(format!(
            "no tag like {forms} is below HEAD, but this clone is shallow"
        ))
        .with_help("`git fetch --unshallow --tags` fetches what is missing"),
        Some(tag) => NoRelease::new(format!(
            "no tag like {forms} is below HEAD; `{tag}` is on another branch"
        ))
        .with_help(format!("`--since {tag}` compares with it")),
        None => NoRelease::new(format!("there is no tag like {forms}"))
            .with_help("`git fetch --tags` fetches tags, `--since REVISION` names a release")
            .that_may_be_first(),
    }
}

fn history(config: &Path) -> Result<History, NoRelease> {
    History::of(folder(config)).map_err(|error| match is_outside(&error) {
        true => outside(config).that_may_be_first(),
        false => NoRelease::new(error.to_string()),
    })
}

fn outside(config: &Path) -> NoRelease {
    NoRelease::new(format!("`{}` is in no git repository", shown(config)))
}

fn is_outside(error: &io::Error) -> bool {
    error.to_string().starts_with("not a git repository")
}

pub(super) fn folder(config: &Path) -> &Path {
    config.parent().unwrap_or(Path::new(""))
}

#[cfg(test)]
mod tests {
    use super::version_of;

    #[test]
    fn tags_of_releases_name_a_version_and_perhaps_the_package() {
        for (tag, expected) in [
            ("v1.2.3", Some(("1.2.3", false))),
            ("1.2.3", Some(("1.2.3", false))),
            ("pets-v1.2.3-rc.1", Some(("1.2.3-rc.1", true))),
            ("pets/v1.2.3", Some(("1.2.3", true))),
            ("pets@1.2.3", Some(("1.2.3", true))),
            ("pets_1.2.3", Some(("1.2.3", true))),
            ("toys-v1.2.3", None),
            ("petsv1.2.3", None),
            ("v1", None),
            ("v1.2", None),
            ("vnext", None),
        ] {
            let found = version_of(tag, "pets");
            let found = found.map(|(version, is_named)| (version.to_string(), is_named));
            let expected = expected.map(|(version, is_named)| (version.to_owned(), is_named));
            assert_eq!(found, expected, "{tag}");
        }
    }
}
