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

/// `Serialize` and `Deserialize` for a type with `Json`, and the mark of generated types.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_serde {
    ($type:ty) => {
        impl $crate::runtime::Sealed for $type {}

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

/// `Json`, `Display`, `AsRef<str>`, `FromStr`, `From` both ways and serde's traits for a
/// `StringEnum`.
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

        impl ::core::convert::From<$type> for ::std::string::String {
            fn from(value: $type) -> Self {
                $crate::runtime::StringEnum::as_str(&value).into()
            }
        }

        /// Any text is a value; it never fails.
        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(text.into())
            }
        }

        $crate::runtime::union!($type);
    };
}

/// `Json`, `Display`, `From` both ways and serde's traits for an `IntegerEnum`.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_integer_enum {
    ($type:ty) => {
        impl $crate::runtime::Json for $type {
            fn from_json(
                value: ::serde_json::Value,
            ) -> ::core::result::Result<Self, $crate::runtime::JsonError> {
                $crate::runtime::read_integer_enum(value)
            }

            fn to_json(&self, _: $crate::runtime::Direction) -> ::serde_json::Value {
                $crate::runtime::write_integer_enum(self)
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&$crate::runtime::IntegerEnum::number(self), f)
            }
        }

        impl ::core::convert::From<i64> for $type {
            fn from(number: i64) -> Self {
                <Self as $crate::runtime::IntegerEnum>::from_number(number)
            }
        }

        impl ::core::convert::From<$type> for i64 {
            fn from(value: $type) -> Self {
                $crate::runtime::IntegerEnum::number(&value)
            }
        }

        $crate::runtime::union!($type);
    };
}

/// `Json`, `From` both ways and serde's traits for a `ValueEnum`.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_value_enum {
    ($type:ty) => {
        impl $crate::runtime::Json for $type {
            fn from_json(
                value: ::serde_json::Value,
            ) -> ::core::result::Result<Self, $crate::runtime::JsonError> {
                ::core::result::Result::Ok(<Self as $crate::runtime::ValueEnum>::from_value(value))
            }

            fn to_json(&self, _: $crate::runtime::Direction) -> ::serde_json::Value {
                $crate::runtime::ValueEnum::value(self)
            }
        }

        impl ::core::convert::From<::serde_json::Value> for $type {
            fn from(value: ::serde_json::Value) -> Self {
                <Self as $crate::runtime::ValueEnum>::from_value(value)
            }
        }

        impl ::core::convert::From<$type> for ::serde_json::Value {
            fn from(value: $type) -> Self {
                $crate::runtime::ValueEnum::value(&value)
            }
        }

        $crate::runtime::union!($type);
    };
}

#[doc(hidden)]
pub use {
    __runtime_integer_enum as integer_enum, __runtime_model as model, __runtime_serde as union,
    __runtime_string_enum as string_enum, __runtime_value_enum as value_enum,
};
