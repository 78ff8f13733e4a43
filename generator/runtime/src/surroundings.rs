//! Turns the computer's environment and files into what settings are read from.
//!
//! It does not know what a setting means.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use super::secret::secret;

/// The largest settings file, in bytes.
const LARGEST: usize = 1024 * 1024;

/// What settings are read from: the computer's own environment, or a test's.
pub trait Surroundings {
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
    /// Where there is no such file or it cannot be read.
    fn read_bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read(path).map(String::into_bytes)
    }

    /// A settings file's text, in memory that is wiped.
    ///
    /// # Errors
    ///
    /// Where there is no such file, it cannot be read, or it is none that settings are in:
    /// [`SystemSurroundings`] reads regular files of up to 1 MiB.
    fn read_settings(&self, path: &Path) -> io::Result<SecretString> {
        self.read(path).map(secret)
    }
}

/// The computer's own environment and files.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemSurroundings;

impl Surroundings for SystemSurroundings {
    fn variable(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }

    fn read(&self, path: &Path) -> io::Result<String> {
        fs::read_to_string(path)
    }

    fn read_bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn read_settings(&self, path: &Path) -> io::Result<SecretString> {
        // Opening a named pipe waits for its other end, so it is not even opened.
        check(&fs::metadata(path)?)?;
        let file = File::open(path)?;
        check(&file.metadata()?)?;
        // Some files are longer than they say. One allocation, so that none is left behind.
        let mut bytes = Zeroizing::new(vec![0; LARGEST + 1]);
        let length = fill(file, &mut bytes)?;
        if length > LARGEST {
            return Err(too_large());
        }
        let text = std::str::from_utf8(&bytes[..length]);
        let no_text = |_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8");
        text.map(SecretString::from).map_err(no_text)
    }
}

/// Refuses what is no regular file, which may have no end, and what is too large.
fn check(metadata: &Metadata) -> io::Result<()> {
    if !metadata.is_file() {
        let reason = "it is no regular file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
    }
    match metadata.len() > LARGEST as u64 {
        true => Err(too_large()),
        false => Ok(()),
    }
}

fn too_large() -> io::Error {
    let reason = "it is larger than 1 MiB, which no settings are";
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// Reads until the end of the file or of the memory; answers how much came.
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
