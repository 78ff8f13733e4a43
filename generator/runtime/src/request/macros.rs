//! Writes the methods that the type of every operation has.
//!
//! The macros know only the name of the type. They are exported and hidden for the reasons
//! that `json/macros.rs` gives.

/// What the type of every operation can do, around the [`RequestBuilder`](super::builder::RequestBuilder)
/// that it holds.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_operation {
    ($operation:ident) => {
        $crate::runtime::operation_settings!($operation);

        impl $operation<$crate::runtime::Async> {
            /// Sends the request, and returns status and headers along with the value.
            ///
            /// # Errors
            ///
            /// By phase; see [`Error`](crate::runtime::Error).
            pub fn send(self) -> $crate::runtime::ResponseFuture<$operation> {
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
            ) -> $crate::runtime::ResponseFuture<$operation, $crate::runtime::ByteStream> {
                self.0.send_streaming::<$operation>()
            }
        }

        /// Awaiting the request sends it and returns the value.
        impl ::core::future::IntoFuture for $operation<$crate::runtime::Async> {
            type Output = $crate::runtime::ValueResult<$operation>;
            type IntoFuture = $crate::runtime::ValueFuture<$operation>;

            fn into_future(self) -> Self::IntoFuture {
                self.0.send_for_value::<$operation>()
            }
        }

        $crate::runtime::blocking_operation!($operation);
    };
}

/// What the types of all operations can do, whatever their responses are.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_operation_settings {
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

        impl<M> ::core::fmt::Debug for $operation<M> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(::core::concat!(::core::stringify!($operation), " { .. }"))
            }
        }
    };
}

/// `Display` and `Error` for an `ErrorBody`.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_error_body {
    ($error:ident) => {
        impl ::core::fmt::Display for $error {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::write_error_body(self, f)
            }
        }

        impl ::std::error::Error for $error {}

        impl $crate::runtime::Sealed for $error {}
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

            /// Sends the request, waits for the response, and returns the value alone, as
            /// awaiting does without `blocking`.
            ///
            /// # Errors
            ///
            /// As [`Self::send`].
            pub fn call(self) -> $crate::runtime::ValueResult<$operation> {
                self.0.call::<$operation>()
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
    __runtime_blocking_operation as blocking_operation, __runtime_error_body as error_body,
    __runtime_operation as operation, __runtime_operation_settings as operation_settings,
};
