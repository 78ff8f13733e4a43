//! The settings of connections: how long they live, by which way they go, and what carries
//! requests in their place.
//!
//! It does not know any request.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretSlice;

use super::super::auth::secret::secret;
use super::super::send::http_client::ClientIdentity;
use super::super::send::transport_trait::Transport;
use super::client_config::ConfigFor;
use super::connections::{Placed, pem as pem_of};

impl<S> ConfigFor<S> {
    /// How long a connection may take to come about; 10 seconds by default.
    #[must_use]
    pub fn with_connect_timeout(mut self, limit: Duration) -> Self {
        self.settings.connect_limit = limit;
        self
    }

    /// How long a connection is kept after its last request; 4 seconds by default. It
    /// should be less than the server keeps it: a request that leaves just when the server
    /// closes the connection is lost, and where it is not idempotent it is not sent again.
    #[must_use]
    pub fn with_pool_idle_timeout(mut self, limit: Duration) -> Self {
        self.settings.connections.idle_limit = Some(limit);
        self
    }

    /// How many connections to one host are kept for later requests; as many as there were
    /// by default.
    #[must_use]
    pub fn with_pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.settings.connections.idle_per_host = Some(connections);
        self
    }

    /// A proxy for every request by https, `http://user:password@proxy.example.com:3128`: it
    /// is asked to connect (RFC 9110 §9.3.6), so it sees the host and no more. The proxy of the
    /// environment, which the feature `system-proxy` uses, is then not used.
    #[must_use]
    pub fn with_proxy(mut self, url: impl Into<String>) -> Self {
        self.settings.connections.proxy =
            Some(Placed::by_program(secret(url.into()), "with_proxy"));
        self
    }

    /// Certificates in PEM of authorities that are trusted beside those of the platform. On
    /// Unix, the variable `SSL_CERT_FILE` names a file of authorities in place of the platform's.
    #[must_use]
    pub fn with_root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        let pem = pem_of(pem.into(), "with_root_certificates");
        self.settings
            .connections
            .roots
            .push(Placed::by_program(pem, "with_root_certificates"));
        self
    }

    /// A certificate that tells the server who the client is, with those that lead to its
    /// authority, and its private key, both in PEM; the key in PKCS #8.
    #[must_use]
    pub fn with_client_certificate(
        mut self,
        certificates: impl Into<Vec<u8>>,
        key: impl Into<Vec<u8>>,
    ) -> Self {
        let identity = ClientIdentity {
            certificates: pem_of(certificates.into(), "with_client_certificate"),
            key: Some(SecretSlice::from(key.into())),
        };
        self.settings.connections.identity =
            Some(Placed::by_program(identity, "with_client_certificate"));
        self
    }

    /// Something else to send requests with, for tests and for other ways to the server.
    #[must_use]
    pub fn with_transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    /// Puts a transport around the one that requests go by: the client's own, or that of
    /// [`ConfigFor::with_transport`]. It sees each attempt with all its headers, requests for
    /// tokens and their secrets included, and may sign it, respond from a cache, or record it.
    /// Retries and time limits are around it. Of several, the last one sees a request first.
    #[must_use]
    pub fn with_transport_layer<T: Transport>(
        mut self,
        layer: impl Fn(Arc<dyn Transport>) -> T + Send + Sync + 'static,
    ) -> Self {
        let layer = move |inner| Arc::new(layer(inner)) as Arc<dyn Transport>;
        self.settings.layers.push(Arc::new(layer));
        self
    }
}
