//! Operations whose response is a stream of items, as the generator emits them. The benchmark
//! of streams and their fuzz target have this file, too.

/// An operation by its name, the type of its items, their media type, and how they are read.
macro_rules! streaming {
    ($name:ident, $item:ty, $media:literal, $streaming:expr) => {
        pub(crate) struct $name<M = simgen_runtime::Async>(
            pub(crate) simgen_runtime::RequestBuilder<M>,
        );

        simgen_runtime::runtime::streaming_operation!($name);

        impl simgen_runtime::Operation for $name {
            type Output = simgen_runtime::ItemStream<$item>;
            type Error = std::convert::Infallible;
            type Headers = ();

            const DESCRIPTION: simgen_runtime::OperationDescription =
                simgen_runtime::OperationDescription {
                    id: stringify!($name),
                    method: "GET",
                    path: concat!("/", stringify!($name)),
                    accept: $media,
                    security: &[],
                    servers: None,
                };

            fn decode(
                response: &simgen_runtime::RawResponse,
            ) -> simgen_runtime::ResponseDecoder<'_, Self::Output> {
                let [ok, empty] = [200, 204].map(simgen_runtime::Status::exactly);
                let streaming: simgen_runtime::Streaming<$item> = $streaming;
                simgen_runtime::ResponseDecoder::new(response)
                    .stream(ok, $media, streaming, |items| items)
                    .stream(empty, $media, streaming, |items| items)
            }
        }
    };
}

pub(crate) use streaming;
