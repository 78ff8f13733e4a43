//! The extensions that are read as members which later versions of OpenAPI have. Those of schemas
//! are in `lower`; `docs/extensions.md` has them all.

/// What documents of OpenAPI 3.0 call `webhooks`.
pub(crate) const WEBHOOKS_OF_3_0: &str = "x-webhooks";
