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

/// What the type of every operation can do, around the [`RequestBuilder`](super::super::request::builder::RequestBuilder)
/// that it holds.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_operation {
    ($operation:ident) => {
        impl $crate::runtime::Sealed for $operation {}

        /// How this one call is made.
        impl<M> $operation<M> {
            /// Sets a header that is not a parameter of the operation. Headers that frame the
            /// message or carry credentials are refused.
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self(self.0.with_header(name, value))
            }

            /// Limits the time of this call, waits between attempts included.
            pub fn with_timeout(self, limit: ::core::time::Duration) -> Self {
                Self(self.0.with_timeout(limit))
            }

            /// Limits the time of each attempt, from sending to the end of the body.
            pub fn with_attempt_timeout(self, limit: ::core::time::Duration) -> Self {
                Self(self.0.with_attempt_timeout(limit))
            }

            /// Sets when this call is sent again.
            pub fn with_retry(self, policy: $crate::runtime::RetryPolicy) -> Self {
                Self(self.0.with_retry(policy))
            }
        }

        impl $operation<$crate::runtime::Async> {
            /// Sends the request, and returns status and headers along with the value.
            ///
            /// # Errors
            ///
            /// By phase; see [`Error`](crate::runtime::Error).
            pub fn send(
                self,
            ) -> $crate::runtime::BoxFuture<'static, $crate::runtime::CallResult<$operation>> {
                self.0.send::<$operation>()
            }

            /// Sends the request, and returns a success before its body has come, to be read
            /// as it arrives and whatever its size. An error is read as a whole.
            ///
            /// The time limits hold until the body begins. From then on, no longer may pass
            /// without a piece of it than one attempt may take.
            ///
            /// # Errors
            ///
            /// As [`Self::send`].
            pub fn send_streaming(
                self,
            ) -> $crate::runtime::BoxFuture<
                'static,
                $crate::runtime::CallResult<$operation, $crate::runtime::ByteStream>,
            > {
                self.0.send_streaming::<$operation>()
            }
        }

        /// Awaiting the request sends it and returns the value.
        impl ::core::future::IntoFuture for $operation<$crate::runtime::Async> {
            type Output = ::core::result::Result<
                <$operation as $crate::runtime::Operation>::Output,
                $crate::runtime::Error<<$operation as $crate::runtime::Operation>::Error>,
            >;
            type IntoFuture = $crate::runtime::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                self.0.send_for_value::<$operation>()
            }
        }

        impl<M> ::core::fmt::Debug for $operation<M> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(::core::concat!(::core::stringify!($operation), " { .. }"))
            }
        }

        $crate::runtime::blocking_operation!($operation);
    };
}

/// The part of `operation!` that needs the feature `blocking`. The feature is the runtime's, so
/// it is not asked for where the macro is called.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_blocking_operation {
    ($operation:ident) => {
        impl $operation<$crate::runtime::Blocking> {
            /// Sends the request and waits for the response.
            ///
            /// # Errors
            ///
            /// By phase; see [`Error`](crate::runtime::Error). Inside an async runtime it is
            /// refused as invalid input, because waiting would hold up everything else there.
            pub fn send(self) -> $crate::runtime::CallResult<$operation> {
                self.0.send::<$operation>()
            }

            /// Sends the request, and returns a success before its body has come, to be read
            /// as it arrives and whatever its size. An error is read as a whole.
            ///
            /// The time limits hold until the body begins. From then on, no longer may pass
            /// without a piece of it than one attempt may take.
            ///
            /// # Errors
            ///
            /// As [`Self::send`].
            pub fn send_streaming(
                self,
            ) -> $crate::runtime::CallResult<$operation, $crate::runtime::ByteReader> {
                self.0.send_streaming::<$operation>()
            }
        }
    };
}

/// Nothing: there are no blocking clients.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_blocking_operation {
    ($operation:ident) => {};
}

#[doc(hidden)]
pub use {
    __runtime_blocking_operation as blocking_operation, __runtime_integer_enum as integer_enum,
    __runtime_model as model, __runtime_operation as operation, __runtime_serde as union,
    __runtime_string_enum as string_enum, __runtime_value_enum as value_enum,
};
