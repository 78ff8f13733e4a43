//! Turns an implementation of a runtime trait into those of the other traits that follow from it.
//!
//! The macros know only the name of the type. They are exported because a macro that
//! no emitted type uses may not cause a warning, and hidden because only emitted code
//! uses them.

/// `Json`, `Serialize` and `Deserialize` for a `Model`.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_model {
    ($type:ty) => {
        impl $crate::runtime::Json for $type {
            fn from_json(
                value: ::serde_json::Value,
            ) -> ::core::result::Result<Self, $crate::runtime::JsonError> {
                $crate::runtime::read_model(value)
            }

            fn to_json(&self, direction: $crate::runtime::Direction) -> ::serde_json::Value {
                $crate::runtime::write_model(self, direction)
            }

            fn write_json(
                &self,
                direction: $crate::runtime::Direction,
                text: &mut ::std::vec::Vec<u8>,
            ) {
                $crate::runtime::write_model_text(self, direction, text);
            }
        }

        $crate::runtime::union!($type);
    };
}

/// `Serialize` and `Deserialize` for a type with `Json`.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_serde {
    ($type:ty) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::serialize_json(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::deserialize_json(deserializer)
            }
        }
    };
}

/// `Json`, `Display`, `AsRef<str>`, `From` and serde's traits for a `StringEnum`.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_string_enum {
    ($type:ty) => {
        impl $crate::runtime::Json for $type {
            fn from_json(
                value: ::serde_json::Value,
            ) -> ::core::result::Result<Self, $crate::runtime::JsonError> {
                $crate::runtime::read_string_enum(value)
            }

            fn to_json(&self, _: $crate::runtime::Direction) -> ::serde_json::Value {
                $crate::runtime::write_string_enum(self)
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad($crate::runtime::StringEnum::as_str(self))
            }
        }

        impl ::core::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                $crate::runtime::StringEnum::as_str(self)
            }
        }

        impl ::core::convert::From<&str> for $type {
            fn from(text: &str) -> Self {
                <Self as $crate::runtime::StringEnum>::from_text(text.into())
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            fn from(text: ::std::string::String) -> Self {
                <Self as $crate::runtime::StringEnum>::from_text(text)
            }
        }

        $crate::runtime::union!($type);
    };
}

#[doc(hidden)]
pub use {
    __runtime_model as model, __runtime_serde as union, __runtime_string_enum as string_enum,
};
