//! Where a walk is: a path kept on the stack, made text only when somebody asks.

use crate::source::{FileId, Place, Pointer};

/// One step of a walk through the bundled document.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    parent: Option<&'a Cursor<'a>>,
    token: Token<'a>,
    /// Where this value comes from, unless it is where its parent comes from.
    origin: Option<Place>,
    file: FileId,
    depth: usize,
}

#[derive(Clone, Copy, Debug)]
enum Token<'a> {
    /// The top: a pointer that is escaped already.
    Base(&'a str),
    Member(&'a str),
    Element(usize),
}

impl<'a> Cursor<'a> {
    /// The top of a walk: a pointer into the bundled document, and where its
    /// value comes from.
    pub(super) fn top(base: &'a str, origin: Place) -> Self {
        Self {
            parent: None,
            token: Token::Base(base),
            file: origin.file,
            origin: Some(origin),
            depth: 0,
        }
    }

    /// The step to a member.
    pub(super) fn member<'b>(&'b self, name: &'b str) -> Cursor<'b> {
        self.step(Token::Member(name))
    }

    /// The step to an element.
    pub(super) fn element(&self, index: usize) -> Cursor<'_> {
        self.step(Token::Element(index))
    }

    /// The same step in the bundled document, with its value from elsewhere.
    pub(super) fn from(&self, origin: Place) -> Cursor<'a> {
        Cursor {
            file: origin.file,
            origin: Some(origin),
            depth: self.depth + 1,
            ..self.clone()
        }
    }

    /// The file that the value comes from.
    pub(super) fn file(&self) -> FileId {
        self.file
    }

    /// How many steps it is from the top.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Where the value is in the bundled document.
    pub(super) fn pointer(&self) -> Pointer {
        match (self.parent, self.token) {
            (_, Token::Base(base)) => Pointer::from_escaped(base),
            (parent, token) => {
                let mut pointer = parent.map_or_else(Pointer::root, Cursor::pointer);
                token.push_to(&mut pointer);
                pointer
            }
        }
    }

    /// Where the value is in the files.
    pub(super) fn place(&self) -> Place {
        match (&self.origin, self.parent) {
            (Some(origin), _) => origin.clone(),
            (None, Some(parent)) => {
                let mut place = parent.place();
                self.token.push_to(&mut place.pointer);
                place
            }
            (None, None) => Place {
                file: self.file,
                pointer: Pointer::root(),
            },
        }
    }

    fn step<'b>(&'b self, token: Token<'b>) -> Cursor<'b> {
        Cursor {
            parent: Some(self),
            token,
            origin: None,
            file: self.file,
            depth: self.depth + 1,
        }
    }
}

impl Token<'_> {
    fn push_to(self, pointer: &mut Pointer) {
        match self {
            Self::Base(name) | Self::Member(name) => pointer.push(name),
            Self::Element(index) => pointer.push_element(index),
        }
    }
}
