//! Says of what is not a text of a document what it is, and what to do about it.

use std::string::FromUtf8Error;

/// What is given in place of a file, and what to do instead.
pub(super) fn no_file(root: &str) -> Option<(String, String)> {
    if root == "-" {
        let message = "`-` is not read: a document is a file, because its references are relative";
        let help = "write standard input to a file and name that";
        return Some((message.to_owned(), help.to_owned()));
    }
    let (scheme, rest) = root.split_once("://")?;
    if scheme.eq_ignore_ascii_case("file") {
        let message = format!("`{root}` is a URL, not a path");
        return Some((message, format!("write the path alone: `{rest}`")));
    }
    let message = format!("`{root}` is on the network, which is never read");
    let help = format!("download the document and name the file: `curl -LO {root}`");
    Some((message, help))
}

/// What a file is that can't be a document, by its first bytes.
pub(super) fn other_format(shown: &str, bytes: &[u8]) -> Option<(String, String)> {
    let name = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => "UTF-32",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
        // ASCII in UTF-16 without a mark is valid UTF-8, and no text.
        [0, 1..=255, ..] | [1..=255, 0, ..] => "UTF-16",
        [0x1f, 0x8b, ..] => "gzip",
        [b'P', b'K', 3, 4, ..] => "zip",
        _ => return None,
    };
    match name {
        "gzip" | "zip" => Some((
            format!("`{shown}` is compressed ({name})"),
            "unpack it and name the file that was in it".to_owned(),
        )),
        _ => Some((
            format!("`{shown}` is {name}, not UTF-8"),
            format!("save it as UTF-8: `iconv -f {name} -t UTF-8`"),
        )),
    }
}

/// What bytes are that hold a character of another encoding.
pub(super) fn not_utf_8(shown: &str, error: &FromUtf8Error) -> (String, String) {
    let at = error.utf8_error().valid_up_to();
    let before = error.as_bytes().get(..at).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let message = format!("`{shown}` is not UTF-8: byte {at}, in line {line}, fits no character");
    (message, "save it as UTF-8".to_owned())
}
