//! Puts the schemas that were taken out of a part back into its model.
//!
//! May not know: what a schema is; it follows numbers.

use openapiv3::{
    Encoding, Header, MediaType, Operation, Parameter, ParameterSchemaOrContent, PathItem,
    ReferenceOr, RequestBody, Response, Schema, SecurityScheme,
};

/// Something that holds schemas in other places than schemas.
pub(super) trait PutBack {
    /// Replaces each number by the schema that was taken from there.
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]);
}

impl PutBack for ReferenceOr<Schema> {
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
        let ReferenceOr::Reference { reference } = self else {
            return;
        };
        let number: Option<usize> = reference.parse().ok();
        if let Some(schema) = number.and_then(|number| taken.get_mut(number)) {
            let nothing = ReferenceOr::Reference {
                reference: String::new(),
            };
            *self = std::mem::replace(schema, nothing);
        }
    }
}

/// One for each object that may be a reference, because those two can't both
/// be blanket implementations.
macro_rules! or_reference {
    ($($part:ty),+) => {
        $(impl PutBack for ReferenceOr<$part> {
            fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
                if let ReferenceOr::Item(part) = self {
                    part.put_back(taken);
                }
            }
        })+
    };
}

or_reference!(Response, Parameter, RequestBody, Header, SecurityScheme);

impl PutBack for SecurityScheme {
    fn put_back(&mut self, _taken: &mut [ReferenceOr<Schema>]) {}
}

impl PutBack for PathItem {
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
        for parameter in &mut self.parameters {
            parameter.put_back(taken);
        }
    }
}

impl PutBack for Operation {
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
        for parameter in &mut self.parameters {
            parameter.put_back(taken);
        }
        if let Some(body) = &mut self.request_body {
            body.put_back(taken);
        }
        let responses = &mut self.responses;
        let all = responses
            .responses
            .values_mut()
            .chain(&mut responses.default);
        for response in all {
            response.put_back(taken);
        }
    }
}

impl PutBack for Parameter {
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
        let (Self::Query { parameter_data, .. }
        | Self::Header { parameter_data, .. }
        | Self::Path { parameter_data, .. }
        | Self::Cookie { parameter_data, .. }) = self;
        parameter_data.format.put_back(taken);
    }
}

impl PutBack for ParameterSchemaOrContent {
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
        match self {
            Self::Schema(schema) => schema.put_back(taken),
            Self::Content(content) => {
                for media in content.values_mut() {
                    media.put_back(taken);
                }
            }
        }
    }
}

impl PutBack for Header {
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
        self.format.put_back(taken);
    }
}

impl PutBack for RequestBody {
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
        for media in self.content.values_mut() {
            media.put_back(taken);
        }
    }
}

impl PutBack for Response {
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
        for header in self.headers.values_mut() {
            header.put_back(taken);
        }
        for media in self.content.values_mut() {
            media.put_back(taken);
        }
    }
}

impl PutBack for MediaType {
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
        if let Some(schema) = &mut self.schema {
            schema.put_back(taken);
        }
        for encoding in self.encoding.values_mut() {
            encoding.put_back(taken);
        }
    }
}

impl PutBack for Encoding {
    fn put_back(&mut self, taken: &mut [ReferenceOr<Schema>]) {
        for header in self.headers.values_mut() {
            header.put_back(taken);
        }
    }
}
