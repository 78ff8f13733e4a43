//! Turns the computer's environment and files into what settings are read from.
//!
//! It does not know what a setting means.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use super::super::auth::secret::secret;

const MIB: usize = 1024 * 1024;
/// The largest settings file, in bytes.
const LARGEST_SETTINGS: usize = MIB;
/// The largest of all other files and streams that are read as a whole, in bytes.
pub(crate) const LARGEST: usize = 256 * MIB;

/// What settings are read from: the computer's own environment, or a test's.
///
/// ```
/// # use simgen_runtime::Environment;
/// use std::{ffi::OsString, io, path::Path};
///
/// /// Variables of a test, and no files.
/// struct Variables(&'static [(&'static str, &'static str)]);
///
/// impl Environment for Variables {
///     fn variable(&self, name: &str) -> Option<OsString> {
///         let found = self.0.iter().find(|(other, _)| *other == name);
///         found.map(|(_, value)| (*value).into())
///     }
///
///     fn read(&self, _: &Path) -> io::Result<String> {
///         Err(io::ErrorKind::NotFound.into())
///     }
/// }
///
/// let environment = Variables(&[("BASE_URL", "https://acme.example.com")]);
/// assert_eq!(environment.variable("BASE_URL"), Some("https://acme.example.com".into()));
/// ```
pub trait Environment {
    /// An environment variable.
    fn variable(&self, name: &str) -> Option<OsString>;

    /// A file's text.
    ///
    /// # Errors
    ///
    /// Where there is no such file or it cannot be read.
    fn read(&self, path: &Path) -> io::Result<String>;

    /// A file's bytes, whatever they are.
    ///
    /// # Errors
    ///
    /// Where there is no such file or it cannot be read: [`SystemEnvironment`] reads regular
    /// files of up to 256 MiB.
    fn read_bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read(path).map(String::into_bytes)
    }

    /// A settings file's text, in memory that is wiped.
    ///
    /// # Errors
    ///
    /// Where there is no such file, it cannot be read, or it is none that settings are in:
    /// [`SystemEnvironment`] reads regular files of up to 1 MiB.
    fn read_settings(&self, path: &Path) -> io::Result<SecretString> {
        self.read(path).map(secret)
    }
}

/// The computer's own environment and files.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEnvironment;

impl Environment for SystemEnvironment {
    fn variable(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }

    fn read(&self, path: &Path) -> io::Result<String> {
        let text = String::from_utf8(self.read_bytes(path)?);
        text.map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))
    }

    fn read_bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        read_within(&mut regular(path, LARGEST)?, LARGEST)
    }

    fn read_settings(&self, path: &Path) -> io::Result<SecretString> {
        let file = regular(path, LARGEST_SETTINGS)?;
        // Some files are longer than they say. One allocation, so that none is left behind.
        let mut bytes = Zeroizing::new(vec![0; LARGEST_SETTINGS + 1]);
        let length = fill(file, &mut bytes)?;
        if length > LARGEST_SETTINGS {
            return Err(too_large(LARGEST_SETTINGS));
        }
        let text = std::str::from_utf8(&bytes[..length]);
        let no_text = |_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8");
        text.map(SecretString::from).map_err(no_text)
    }
}

/// A path as settings write it: `~/` at its start is the user's home folder. `None` where there
/// is none.
pub(crate) fn expanded(path: &str, environment: &dyn Environment) -> Option<PathBuf> {
    match path.strip_prefix("~/") {
        Some(inside) => home(environment).map(|home| home.join(inside)),
        None => Some(PathBuf::from(path)),
    }
}

/// The user's home folder.
fn home(environment: &dyn Environment) -> Option<PathBuf> {
    let names = ["HOME", "USERPROFILE"].into_iter();
    let mut homes = names.filter_map(|name| environment.variable(name));
    homes
        .next()
        .filter(|home| !home.is_empty())
        .map(PathBuf::from)
}

/// Opens a regular file. Opening a named pipe waits for its other end, so it is not even
/// opened.
fn regular(path: &Path, largest: usize) -> io::Result<File> {
    check(&fs::metadata(path)?, largest)?;
    let file = File::open(path)?;
    check(&file.metadata()?, largest)?;
    Ok(file)
}

/// All bytes up to the end, unless they are too many.
pub(crate) fn read_within(from: &mut dyn io::Read, largest: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(largest as u64 + 1).read_to_end(&mut bytes)?;
    match bytes.len() > largest {
        true => Err(too_large(largest)),
        false => Ok(bytes),
    }
}

/// Refuses what is not a regular file, which may have no end, and what is too large.
fn check(metadata: &Metadata, largest: usize) -> io::Result<()> {
    if !metadata.is_file() {
        let reason = "it is not a regular file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
    }
    match metadata.len() > largest as u64 {
        true => Err(too_large(largest)),
        false => Ok(()),
    }
}

fn too_large(largest: usize) -> io::Error {
    let reason = format!(
        "it is larger than {} MiB, the most that is read",
        largest / MIB
    );
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// Reads until the end of the file or of the memory; returns how much came.
fn fill(mut file: File, bytes: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < bytes.len() {
        match file.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
