//! JSON values that the document holds: defaults and examples.

use std::fmt;

/// A JSON value. Numbers keep the text of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// The number's JSON text.
    Number(String),
    /// Text.
    String(String),
    /// In order.
    List(Vec<Literal>),
    /// In document order.
    Object(Vec<(String, Literal)>),
}

impl Literal {
    /// Text as it is, anything else as JSON.
    pub fn plain(&self) -> String {
        match self {
            Self::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// Compact JSON.
impl fmt::Display for Literal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(value) => write!(out, "{value}"),
            Self::Number(text) => out.write_str(text),
            Self::String(text) => write_json_string(out, text),
            Self::List(items) => {
                out.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    out.write_str(if index == 0 { "" } else { "," })?;
                    write!(out, "{item}")?;
                }
                out.write_str("]")
            }
            Self::Object(entries) => {
                out.write_str("{")?;
                for (index, (name, value)) in entries.iter().enumerate() {
                    out.write_str(if index == 0 { "" } else { "," })?;
                    write_json_string(out, name)?;
                    write!(out, ":{value}")?;
                }
                out.write_str("}")
            }
        }
    }
}

/// In runs of what stands for itself, which is nearly everything.
fn write_json_string(out: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    out.write_str("\"")?;
    let is_escaped = |byte: u8| byte < 0x20 || matches!(byte, b'"' | b'\\');
    let mut start = 0;
    for (at, byte) in text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| is_escaped(*byte))
    {
        out.write_str(&text[start..at])?;
        start = at + 1;
        match byte {
            b'"' => out.write_str("\\\"")?,
            b'\\' => out.write_str("\\\\")?,
            b'\n' => out.write_str("\\n")?,
            b'\r' => out.write_str("\\r")?,
            b'\t' => out.write_str("\\t")?,
            control => write!(out, "\\u{control:04x}")?,
        }
    }
    out.write_str(&text[start..])?;
    out.write_str("\"")
}

#[cfg(test)]
mod tests {
    use super::Literal;

    #[test]
    fn texts_are_written_as_json_has_them() {
        for (text, expected) in [
            ("", r#""""#),
            ("plain", r#""plain""#),
            ("\"a\\", r#""\"a\\""#),
            ("é\n\r\tü\u{7f}", "\"é\\n\\r\\tü\u{7f}\""),
            ("\u{0}\u{1f}", r#""\u0000\u001f""#),
        ] {
            assert_eq!(Literal::String(text.to_owned()).to_string(), expected);
        }
    }
}
