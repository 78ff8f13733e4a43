//! What kinds of findings there are: their names, what they mean, and how they are fixed.

/// The same document with a finding and without it.
///
/// Where it needs several files, a line `# file: PATH` begins each. A document
/// is given without `openapi`, `info` and `paths` where they do not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What simgen reports.
    pub before: &'static str,
    /// The same, fixed.
    pub after: &'static str,
}

impl Example {
    /// Splits a file of the folder `explain`.
    fn parse(text: &'static str) -> Self {
        let text = text.strip_prefix("## before\n").unwrap_or(text);
        let (before, after) = text.split_once("## after\n").unwrap_or((text, ""));
        Self { before, after }
    }
}

/// Declares [`Code`] with its stable name and its explanation in one place. Its
/// example is in the file of that name in the folder `explain`.
macro_rules! codes {
    ($($(#[doc = $explanation:literal])+ $variant:ident => $name:literal: $fix:literal,)+) => {
        /// What kind of finding. The names are stable: scripts and editors may rely on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $explanation])+ $variant,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its kebab-case name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The fix, for findings that know no better one.
            pub fn fix(self) -> &'static str {
                match self { $(Self::$variant => $fix,)+ }
            }

            /// What it means.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => concat!($($explanation, "\n"),+),)+ }
            }

            /// A document that has it, before and after the fix.
            pub fn example(self) -> Example {
                let text = match self {
                    $(Self::$variant => include_str!(concat!("explain/", $name, ".txt")),)+
                };
                Example::parse(text)
            }
        }
    };
}

codes! {
    /// The file can't be opened or is not UTF-8. Check its path, its
    /// permissions and its encoding.
    UnreadableFile => "unreadable-file": "check the path, its permissions, and that the file is UTF-8",
    /// The file is neither valid YAML nor valid JSON. The place is where
    /// the parser gave up; the mistake is there or just before.
    Syntax => "syntax": "fix the text there or just before it; a YAML or JSON validator shows the same place",
    /// The file is nested too deep, is too large, or its aliases expand to
    /// too much. Documents that people write stay far below the limits.
    TooComplex => "too-complex": "take the nesting or the aliases apart; documents that people write stay far below the limits",
    /// `openapi` is missing or is none of the versions 3.0, 3.1 and 3.2. Swagger 2.0
    /// is another language; convert the document first.
    UnsupportedVersion => "unsupported-version": "write `openapi: 3.0.3`, or convert the document from the other version first",
    /// An object has two members of the same name. Parsers read only one of
    /// them, and do not agree which.
    DuplicateMember => "duplicate-member": "remove one of the two, or rename it",
    /// A text without quotes that YAML reads as a number, a boolean or null,
    /// which is written in another way than it is in the file. simgen takes
    /// the text as it is in the file; other tools may not.
    UnquotedText => "unquoted-text": "put the text in quotes",
    /// Something that YAML has and JSON does not, and that simgen does not
    /// read: a tag, or a second document in the file; or a number that JSON
    /// can't hold.
    IgnoredYaml => "ignored-yaml": "write it in the part of YAML that JSON has too",
    /// A value does not have the type or the members that OpenAPI gives
    /// it there.
    InvalidDocument => "invalid-document": "write there what OpenAPI has in this place",
    /// There is nothing where a `$ref` points to.
    UnresolvedReference => "unresolved-reference": "fix the reference, or add what it names",
    /// A `$ref` is not a text, or it leads to another kind of object than
    /// belongs where it is: to a response where a schema is needed. In YAML a
    /// reference without quotes is empty, because `#` begins a comment.
    InvalidReference => "invalid-reference": "write the reference as a text in quotes that leads to an object of the right kind",
    /// A `$ref` leads, through other references, back to itself.
    ReferenceCycle => "reference-cycle": "let one of these references lead to something that is not a reference",
    /// A `$ref` leads to the network, or out of the root document's folder.
    /// Allow other folders with `--allow-path`; simgen never uses the network.
    ForbiddenReference => "forbidden-reference": "copy the file below the document's folder, or allow its folder with `--allow-path`",
    /// Something that OpenAPI has and simgen can't generate yet.
    Unsupported => "unsupported": "describe it another way, or leave the operation out",
    /// The parts of an `allOf` contradict each other.
    ConflictingAllOf => "conflicting-all-of": "let the parts agree, or use `oneOf` where only one of them holds",
    /// Two alternatives of a `oneOf` or `anyOf` accept the same values, so
    /// the first always wins. Add a `discriminator`, or different `required`s.
    AmbiguousUnion => "ambiguous-union": "add a `discriminator`, let them `require` different properties, or put the narrower one first",
    /// A path template and its path parameters do not match.
    PathMismatch => "path-mismatch": "let the names in braces and the parameters with `in: path` be the same",
    /// Two operations have the same `operationId`.
    DuplicateOperationId => "duplicate-operation-id": "give each operation an `operationId` of its own",
    /// A security requirement names a scheme that is not declared.
    UnknownSecurityScheme => "unknown-security-scheme": "declare it below `components/securitySchemes`, or fix its name",
    /// A server's URL is not one that requests can go to as it is: it is not a URL, has user
    /// information, a query or a fragment, or names no host where one is needed.
    InvalidServer => "invalid-server": "write a URL with scheme and host, as in `https://api.example.com/v1`",
    /// No request can be sent to a path that has a query, a fragment or a part `..`.
    UnusablePath => "unusable-path": "write the path alone, without `?`, `#`, `.` and `..`",
    /// Two paths differ only in the names of their parameters, so they are the same path.
    DuplicatePath => "duplicate-path": "write the operations of both below one path",
    /// A parameter can't be part of a request: its style has no form for such a value, or
    /// its name can't be that of a header or a cookie, or is that of a header that HTTP
    /// itself needs.
    Unsendable => "unsendable": "change the style or the schema of the parameter, or leave it out",
    /// A header that is described elsewhere: `Accept` and `Content-Type` by media types,
    /// `Authorization` by security schemes. OpenAPI says to ignore it here.
    IgnoredHeader => "ignored-header": "leave it out",
    /// Two things that a schema says can't both hold.
    Contradiction => "contradiction": "change or leave out one of the two",
    /// A `pattern` is not a regular expression as JavaScript has them (ECMA-262).
    InvalidPattern => "invalid-pattern": "write a regular expression of ECMA-262, or leave it out",
    /// A list names the same thing twice. The second one changes nothing.
    Repeated => "repeated": "leave one of them out",
    /// A default does not have the type of its schema.
    InvalidDefault => "invalid-default": "write a default that the schema allows, or leave it out",
    /// An example can't be a value of the schema that it is for. The client's
    /// documentation shows another one that can.
    InvalidExample => "invalid-example": "write an example that the schema allows, or leave it out",
    /// An object has a member that the document's version of OpenAPI does not give it. It does
    /// nothing; where the name is nearly that of a member, it is taken for a slip.
    UnknownMember => "unknown-member": "fix the name, or begin it with `x-` if it is an extension",
    /// A name that nothing declares: a variable of a server, a scope, a
    /// required property; or a media type that is none. Where the name is
    /// nearly one that is declared, it is taken for a slip.
    UnknownName => "unknown-name": "fix the name, or declare it",
    /// The name of a component has a character that OpenAPI does not allow there. Its Rust name
    /// is made of the others; other tools may refuse the document.
    InvalidName => "invalid-name": "use letters of ASCII, digits, `.`, `-` and `_` alone",
    /// A list of parameters has two of the same name and place. The last counts.
    DuplicateParameter => "duplicate-parameter": "leave one of them out",
    /// Something common that is not OpenAPI and is repaired before reading on.
    /// A warning where the repair decides about a type, a name or what is sent,
    /// a note where it does not.
    Repaired => "repaired": "write it as OpenAPI has it",
    /// A response comes in several media types, of which the client can't ask for these:
    /// they spell the same value in another way, or the server chooses them for an error.
    OtherMediaType => "other-media-type": "nothing has to be done; leave the other media types out if nobody needs them",
    /// A webhook or callback is left out of the events, because nothing of it can be read: it
    /// has no body, or one that is neither JSON nor a form.
    UnreadableWebhook => "unreadable-webhook": "describe its body as `application/json`, or leave it out",
    /// Nothing in the document says which of several events a body is: no property and no header has
    /// values of its own for each. The caller has to say it.
    UntoldEvents => "untold-events": "list the value of a property of each payload, as in `enum: [pet.adopted]`",
    /// An operation is left out of the client because of an error in it.
    SkippedOperation => "skipped-operation": "fix the error that is reported with it",
    /// A schema is typed as any JSON because of an error in it.
    SkippedSchema => "skipped-schema": "fix the error that is reported with it",
    /// A name of the document, or one made of several for an inline schema, is so long that
    /// Rust's tools and file systems do not take it. Its beginning and a number made of all of it stand for it, in every run the same.
    ShortenedName => "shortened-name": "give it a shorter name",
    /// `simgen.toml` is not as it should be.
    InvalidConfig => "invalid-config": "fix `simgen.toml` there",
    /// The lock file of the crate (`simgen.lock`) can't be read: git left the marks of a merge
    /// conflict in it, or somebody edited it. simgen writes this file, and nobody has to edit it. It
    /// lists the files that simgen may replace or remove, and the names of what is in the crate.
    InvalidLock => "invalid-lock": "take one side of the conflict whole, or restore the file, and run `simgen generate`",
}
