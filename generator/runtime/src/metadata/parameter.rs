//! Turns what a document says of a parameter into a place and a way of writing it.
//!
//! It does not know the value.

/// A parameter of an operation (OpenAPI 3.0.3 §4.7.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub(crate) location: Location,
    pub(crate) name: &'static str,
    pub(crate) style: Style,
    /// `None` is the default of the style: true for `form`, false for all others.
    explode: Option<bool>,
    pub(crate) allow_reserved: bool,
    pub(crate) defaulted: bool,
    pub(crate) sensitive: bool,
}

/// Where a parameter goes (OpenAPI 3.0.3 §4.7.12.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a value is written (OpenAPI 3.0.3 §4.7.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;name=value`
    Matrix,
    /// `.value`
    Label,
    /// `value`
    Simple,
    /// `name=value`
    Form,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a%7Cb`, which is `a|b` encoded.
    PipeDelimited,
    /// `name%5Bkey%5D=value`, which is `name[key]=value` encoded.
    DeepObject,
    /// One JSON text: the parameter has `content` instead of a schema.
    Json,
}

impl Parameter {
    /// In the path, by default `simple`.
    pub const fn path(name: &'static str) -> Self {
        Self::new(Location::Path, name, Style::Simple)
    }

    /// In the query, by default `form`.
    pub const fn query(name: &'static str) -> Self {
        Self::new(Location::Query, name, Style::Form)
    }

    /// A header, by default `simple`.
    pub const fn header(name: &'static str) -> Self {
        Self::new(Location::Header, name, Style::Simple)
    }

    /// A cookie, by default `form`.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(Location::Cookie, name, Style::Form)
    }

    /// Another style than the place's own.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Whether each element of a list or object is written by itself.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = Some(explode);
        self
    }

    /// Leaves reserved characters (RFC 3986 §2.2) as they are in a query, save those
    /// that would end the value there or be changed: `&`, `+`, `#`, `[`, `]` and `'`.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// The value is the document's default, which the settings may switch off.
    #[must_use]
    pub(crate) const fn defaulted(mut self) -> Self {
        self.defaulted = true;
        self
    }

    /// The value may be secret: nothing shows it.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    pub(crate) fn is_exploded(&self) -> bool {
        self.explode.unwrap_or(matches!(self.style, Style::Form))
    }

    /// Whether two stand for the same thing on the wire.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let same_name = match self.location {
            Location::Header => self.name.eq_ignore_ascii_case(other.name),
            _ => self.name == other.name,
        };
        self.location == other.location && same_name
    }

    const fn new(location: Location, name: &'static str, style: Style) -> Self {
        Self {
            location,
            name,
            style,
            explode: None,
            allow_reserved: false,
            defaulted: false,
            sensitive: false,
        }
    }
}
