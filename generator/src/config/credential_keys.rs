//! The keys of `[credentials]` in a `simgen.toml`: where a client finds its settings.

use super::keys::{Key, Kind, Presence};

pub(super) const CREDENTIALS: &[Key] = &[
    Key {
        name: "env",
        kind: Kind::Table(CREDENTIALS_ENV),
        presence: Presence::Required,
        meaning: "The names of environment variables.",
        example: "",
    },
    Key {
        name: "file",
        kind: Kind::Tables(CREDENTIALS_FILE),
        presence: Presence::Optional("no file is read"),
        meaning: "A settings file and the keys in it, as `section.key`. `{env}` in a key is the name of \
                  the environment in use.",
        example: "",
    },
];

const CREDENTIALS_ENV: &[Key] = &[
    Key {
        name: "base-url",
        kind: Kind::Text(None),
        presence: Presence::Required,
        meaning: "The variable with the base URL.",
        example: "\"PETS_BASE_URL\"",
    },
    Key {
        name: "client-id",
        kind: Kind::Text(None),
        presence: Presence::Required,
        meaning: "The variable with the OAuth client id.",
        example: "\"PETS_CLIENT_ID\"",
    },
    Key {
        name: "client-secret",
        kind: Kind::Text(None),
        presence: Presence::Required,
        meaning: "The variable with the OAuth client secret.",
        example: "\"PETS_CLIENT_SECRET\"",
    },
    Key {
        name: "server",
        kind: Kind::Text(None),
        presence: Presence::Optional("the environment chooses no server"),
        meaning: "The variable that chooses one of the document's servers: by its place in the list from 0, \
                  by its URL as the document has it, or by its description. Where it is set, no base \
                  URL is needed.",
        example: "\"PETS_SERVER\"",
    },
    Key {
        name: "server-variables",
        kind: Kind::TextMap,
        presence: Presence::Optional("the environment sets none"),
        meaning: "Variables of the document's servers, each with the environment variable that sets it.",
        example: "{ region = \"PETS_REGION\" }",
    },
    Key {
        name: "proxy",
        kind: Kind::Text(None),
        presence: Presence::Optional("the environment does not say it"),
        meaning: "The variable with the URL of a proxy for requests by https, \
                  `http://proxy.example.com:3128`.",
        example: "\"PETS_PROXY\"",
    },
    Key {
        name: "ca-certificate",
        kind: Kind::Text(None),
        presence: Presence::Optional("the environment does not say it"),
        meaning: "The variable with the path of a file of authorities (PEM) that are trusted \
                  beside those of the platform.",
        example: "\"PETS_CA_CERTIFICATE\"",
    },
    Key {
        name: "client-certificate",
        kind: Kind::Text(None),
        presence: Presence::Optional("the environment does not say it"),
        meaning: "The variable with the path of a file that has the client's certificate \
                  (PEM).",
        example: "\"PETS_CLIENT_CERTIFICATE\"",
    },
    Key {
        name: "client-key",
        kind: Kind::Text(None),
        presence: Presence::Optional("the environment does not say it"),
        meaning: "The variable with the path of a file that has the certificate's private key \
                  (PEM, PKCS #8). Where it is not set, the key is in the file of the \
                  certificate.",
        example: "\"PETS_CLIENT_KEY\"",
    },
    Key {
        name: "pool-max-idle-per-host",
        kind: Kind::Text(None),
        presence: Presence::Optional("the environment does not say it"),
        meaning: "The variable with the number of idle connections to a host that are kept.",
        example: "\"PETS_POOL_MAX_IDLE\"",
    },
    Key {
        name: "pool-idle-timeout",
        kind: Kind::Text(None),
        presence: Presence::Optional("the environment does not say it"),
        meaning: "The variable with the number of seconds for which an idle connection is \
                  kept.",
        example: "\"PETS_POOL_IDLE_TIMEOUT\"",
    },
];

const CREDENTIALS_FILE: &[Key] = &[
    Key {
        name: "path",
        kind: Kind::Text(None),
        presence: Presence::Required,
        meaning: "The file's path, from the folder in which the program runs; a leading `~/` is the \
                  user's home.",
        example: "\"~/.pets/config.yaml\"",
    },
    Key {
        name: "format",
        kind: Kind::Word(&["json", "yaml"]),
        presence: Presence::Required,
        meaning: "How the file is written.",
        example: "\"yaml\"",
    },
    Key {
        name: "environment",
        kind: Kind::Text(None),
        presence: Presence::Optional("keys have no `{env}`"),
        meaning: "The key that names the environment in use.",
        example: "\"active\"",
    },
    Key {
        name: "base-url",
        kind: Kind::Text(None),
        presence: Presence::Required,
        meaning: "The key of the base URL.",
        example: "\"environments.{env}.url\"",
    },
    Key {
        name: "client-id",
        kind: Kind::Text(None),
        presence: Presence::Required,
        meaning: "The key of the OAuth client id.",
        example: "\"environments.{env}.id\"",
    },
    Key {
        name: "client-secret",
        kind: Kind::Text(None),
        presence: Presence::Required,
        meaning: "The key of the OAuth client secret.",
        example: "\"environments.{env}.secret\"",
    },
    Key {
        name: "server",
        kind: Kind::Text(None),
        presence: Presence::Optional("the file chooses no server"),
        meaning: "The key that chooses one of the document's servers, as the variable does.",
        example: "\"environments.{env}.server\"",
    },
    Key {
        name: "server-variables",
        kind: Kind::TextMap,
        presence: Presence::Optional("the file sets none"),
        meaning: "Variables of the document's servers, each with its key.",
        example: "{ region = \"environments.{env}.region\" }",
    },
    Key {
        name: "proxy",
        kind: Kind::Text(None),
        presence: Presence::Optional("the file does not say it"),
        meaning: "The key with the URL of a proxy for requests by https, \
                  `http://proxy.example.com:3128`.",
        example: "\"environments.{env}.proxy\"",
    },
    Key {
        name: "ca-certificate",
        kind: Kind::Text(None),
        presence: Presence::Optional("the file does not say it"),
        meaning: "The key with the path of a file of authorities (PEM) that are trusted beside \
                  those of the platform. A path starts at the folder of the settings file.",
        example: "\"environments.{env}.ca\"",
    },
    Key {
        name: "client-certificate",
        kind: Kind::Text(None),
        presence: Presence::Optional("the file does not say it"),
        meaning: "The key with the path of a file that has the client's certificate (PEM). A \
                  path starts at the folder of the settings file.",
        example: "\"environments.{env}.certificate\"",
    },
    Key {
        name: "client-key",
        kind: Kind::Text(None),
        presence: Presence::Optional("the file does not say it"),
        meaning: "The key with the path of a file that has the certificate's private key (PEM, \
                  PKCS #8). Where it is not set, the key is in the file of the certificate.",
        example: "\"environments.{env}.key\"",
    },
    Key {
        name: "pool-max-idle-per-host",
        kind: Kind::Text(None),
        presence: Presence::Optional("the file does not say it"),
        meaning: "The key with the number of idle connections to a host that are kept.",
        example: "\"environments.{env}.pool.idle\"",
    },
    Key {
        name: "pool-idle-timeout",
        kind: Kind::Text(None),
        presence: Presence::Optional("the file does not say it"),
        meaning: "The key with the number of seconds for which an idle connection is kept.",
        example: "\"environments.{env}.pool.seconds\"",
    },
];
