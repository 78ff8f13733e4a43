//! Turns an implementation of a runtime trait into those of the other traits that follow from it.
//!
//! The macros know only the name of the type. They are exported because a macro that
//! no emitted type uses may not cause a warning, and hidden because only emitted code
//! uses them.

/// `Json`, `Serialize` and `Deserialize` for a model, of which it says each property: its name and
/// how present it is. `deprecated` says that some of its fields are.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_model {
    (
        $type:ty {
            $($field:ident: $presence:ident($name:literal $(, $access:ident)?),)*
            ..$rest:ident
        }
        $(, $lint:ident)?
    ) => {
        $(#[expect($lint, reason = "such properties are read and written all the same")])?
        impl $crate::runtime::Json for $type {
            fn read_fields<'de, A: ::serde::de::MapAccess<'de>>(
                object: &mut $crate::runtime::ObjectReader<'_, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                $(let mut $field = ::core::option::Option::None;)*
                let mut $rest = ::core::default::Default::default();
                object.read(Self::properties(), &mut [$(&mut $field),*], &mut $rest)?;
                ::core::result::Result::Ok(Self {
                    $($field: $crate::runtime::Slots::$presence($field),)*
                    $rest
                })
            }

            fn write_fields<W: $crate::runtime::Target>(
                &self,
                object: &mut $crate::runtime::ObjectWriter<W>,
            ) {
                $(object.property(&self.$field);)*
                object.rest(&self.$rest);
            }

            fn properties() -> &'static $crate::runtime::Properties {
                static PROPERTIES: $crate::runtime::Properties =
                    $crate::runtime::Properties::new(&[
                        $($crate::runtime::Property::$presence($name)$(.$access())?),*
                    ]);
                &PROPERTIES
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
            const SHAPE: $crate::runtime::JsonShape<Self> =
                $crate::runtime::JsonShape::of_string_enum();
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
                <Self as $crate::runtime::StringEnum>::from_text(text.into())
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
            fn read<'de, D: ::serde::Deserializer<'de>>(
                json: D,
                place: &$crate::runtime::Place<'_>,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::read_integer_enum(json, place)
            }

            fn write<W: $crate::runtime::JsonWriter>(
                &self,
                json: W,
                _: $crate::runtime::Direction,
            ) -> ::core::result::Result<W::Ok, W::Error> {
                $crate::runtime::write_integer_enum(self, json)
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
            fn read<'de, D: ::serde::Deserializer<'de>>(
                json: D,
                place: &$crate::runtime::Place<'_>,
            ) -> ::core::result::Result<Self, D::Error> {
                let value = $crate::runtime::Json::read(json, place)?;
                ::core::result::Result::Ok(<Self as $crate::runtime::ValueEnum>::from_value(value))
            }

            fn write<W: $crate::runtime::JsonWriter>(
                &self,
                json: W,
                direction: $crate::runtime::Direction,
            ) -> ::core::result::Result<W::Ok, W::Error> {
                let value = $crate::runtime::ValueEnum::value(self);
                $crate::runtime::Json::write(&value, json, direction)
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
