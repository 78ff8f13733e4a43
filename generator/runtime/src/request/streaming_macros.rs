//! Writes the methods that the type of an operation has whose response is a stream of items.
//!
//! The macros know only the name of the type. They are exported and hidden for the reasons
//! that `json/macros.rs` gives.

/// What the type of such an operation can do, around the
/// [`RequestBuilder`](super::builder::RequestBuilder) that it holds.
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_streaming_operation {
    ($streaming_operation:ident) => {
        $crate::runtime::operation_settings!($streaming_operation);

        impl $crate::runtime::StreamingOperation for $streaming_operation {}

        /// How the stream goes on where it ends.
        impl<M> $streaming_operation<M> {
            /// Asks for the stream again where it ends or its connection breaks. Without a
            /// policy that is never done.
            pub fn with_reconnect(self, policy: $crate::runtime::ReconnectPolicy) -> Self {
                Self(self.0.with_reconnect(policy))
            }
        }

        impl $streaming_operation<$crate::runtime::Async> {
            /// Sends the request, and returns status and headers along with the stream of items,
            /// before the first of them has come. An error is read as a whole.
            ///
            /// The time limits hold until the body begins. From then on, no longer may pass
            /// without a piece of it than one attempt may take.
            ///
            /// # Errors
            ///
            /// By phase; see [`Error`](crate::runtime::Error).
            pub fn send(self) -> $crate::runtime::ResponseFuture<$streaming_operation> {
                self.0.send_items::<$streaming_operation, _>()
            }

            /// Sends the request, and returns a success before its body has come, to be read
            /// as it arrives, byte for byte.
            ///
            /// # Errors
            ///
            /// As [`Self::send`].
            pub fn send_streaming(
                self,
            ) -> $crate::runtime::ResponseFuture<$streaming_operation, $crate::runtime::ByteStream>
            {
                self.0.send_streaming::<$streaming_operation>()
            }
        }

        /// Awaiting the request sends it and returns the stream of items.
        impl ::core::future::IntoFuture for $streaming_operation<$crate::runtime::Async> {
            type Output = $crate::runtime::ValueResult<$streaming_operation>;
            type IntoFuture = $crate::runtime::ValueFuture<$streaming_operation>;

            fn into_future(self) -> Self::IntoFuture {
                self.0.send_for_items::<$streaming_operation, _>()
            }
        }

        $crate::runtime::blocking_streaming_operation!($streaming_operation);
    };
}

/// The part of `streaming_operation!` that needs the feature `blocking`. The feature is the
/// runtime's, so it is not asked for where the macro is called.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_blocking_streaming_operation {
    ($streaming_operation:ident) => {
        impl $streaming_operation<$crate::runtime::Blocking> {
            /// Sends the request, and returns status and headers along with an iterator over the
            /// items, before the first of them has come. An error is read as a whole.
            ///
            /// # Errors
            ///
            /// By phase; see [`Error`](crate::runtime::Error). Inside an async runtime it is
            /// refused as invalid input, because waiting would hold up everything else there.
            pub fn send(
                self,
            ) -> $crate::runtime::CallResult<
                $streaming_operation,
                $crate::runtime::ItemIterOf<$streaming_operation>,
            > {
                self.0.send_items::<$streaming_operation, _>()
            }

            /// Sends the request, and returns the iterator alone, as awaiting does without
            /// `blocking`.
            ///
            /// # Errors
            ///
            /// As [`Self::send`].
            pub fn call(
                self,
            ) -> $crate::runtime::ValueResult<
                $streaming_operation,
                $crate::runtime::ItemIterOf<$streaming_operation>,
            > {
                self.0.send_for_items::<$streaming_operation, _>()
            }

            /// Sends the request, and returns a success before its body has come, to be read
            /// as it arrives, byte for byte.
            ///
            /// # Errors
            ///
            /// As [`Self::send`].
            pub fn send_streaming(
                self,
            ) -> $crate::runtime::CallResult<$streaming_operation, $crate::runtime::ByteReader>
            {
                self.0.send_streaming::<$streaming_operation>()
            }
        }
    };
}

/// Nothing: there are no blocking clients.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __runtime_blocking_streaming_operation {
    ($streaming_operation:ident) => {};
}

#[doc(hidden)]
pub use {
    __runtime_blocking_streaming_operation as blocking_streaming_operation,
    __runtime_streaming_operation as streaming_operation,
};
