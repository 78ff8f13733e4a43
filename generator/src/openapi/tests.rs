//! Security schemes, which the rest of a document names without a reference.

use openapiv3::SecurityScheme;

use super::{Document, read};
use crate::diagnostic::Diagnostics;
use crate::source::Sources;

fn document(schemes: &str) -> Document {
    let root = format!(
        "openapi: 3.0.3\n\
         info: {{title: t, version: '1'}}\n\
         paths: {{}}\n\
         components: {{securitySchemes: {schemes}}}\n"
    );
    let shared = "components: {securitySchemes: {oauth2: {type: http, scheme: bearer}}}\n";
    let sources = Sources::from_texts([("root.yaml", root.as_str()), ("shared.yaml", shared)]);
    let file = sources.find("root.yaml").expect("it was given");
    let mut diagnostics = Diagnostics::new(true);
    let document = read(&sources, file, &mut diagnostics).expect("it can be read");
    let diagnostics = diagnostics.into_vec();
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    document
}

#[test]
fn a_referenced_security_scheme_keeps_the_name_that_requirements_use() {
    let cases: [(&str, &[&str]); 3] = [
        (
            "{oauth2: {$ref: 'shared.yaml#/components/securitySchemes/oauth2'}}",
            &["oauth2"],
        ),
        (
            "{other: {$ref: 'shared.yaml#/components/securitySchemes/oauth2'}}",
            &["other"],
        ),
        (
            "{one: {type: http, scheme: bearer}, two: {$ref: '#/components/securitySchemes/one'}}",
            &["one", "two"],
        ),
    ];
    for (schemes, expected) in cases {
        let components = document(schemes)
            .api
            .components
            .expect("they were declared");
        let names: Vec<_> = components.security_schemes.keys().collect();
        assert_eq!(names, expected, "{schemes}");
        for scheme in components.security_schemes.values() {
            let item = scheme.as_item();
            assert!(
                matches!(item, Some(SecurityScheme::HTTP { .. })),
                "{schemes}"
            );
        }
    }
}
