//! From a connection's settings to its client: the one `match` on the provider kind.

use std::sync::Arc;

use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::ApiKey;

use crate::onsim::{self, Onsim};
use crate::reach::{self, Reach};
use crate::transport::{Auth, BaseUrl, ClientApi, Transport, TransportConfig, Tuning};
use crate::{Answer, Provider, ProviderError};

pub use crate::onsim::Clock;

/// What a connection proves itself with. Comes from the OS keyring, never from a file.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Credentials {
    /// One long-lived key (ONSIM contract 1, "Auth").
    ApiKey(ApiKey),
    /// A JWT and a key beside it (Reach contract 2.3, mode A).
    ClientApi {
        /// The JWT, exactly as issued.
        jwt: ApiKey,
        /// `x-api-key`
        key: ApiKey,
    },
    /// A key pair that is traded for a token, and a key beside it (Reach contract 2.3, mode B).
    KeyPair(reach::KeyPair),
}

/// Everything needed to talk to a provider.
pub struct ConnectionSettings {
    /// Which connection: becomes part of every line's key.
    pub id: ConnectionId,
    /// Which provider.
    pub kind: ProviderKind,
    /// Where it is: `https`, or `http` on this computer itself.
    pub base_url: String,
    /// Address of a proxy, without a user name; absent means the system's own.
    pub proxy: Option<String>,
    /// What it proves itself with.
    pub credentials: Credentials,
    /// Time-outs, tries and rate; [`default_tuning`] for real connections.
    pub tuning: Tuning,
}

/// The address a provider is at unless the connection says otherwise; absent where the provider names none (Reach
/// contract 2.1) and while this version cannot connect to it.
#[must_use]
pub const fn default_base_url(kind: ProviderKind) -> Option<&'static str> {
    match kind {
        ProviderKind::Onsim => Some(onsim::BASE_URL),
        ProviderKind::Atomic | ProviderKind::Reach | ProviderKind::Telecomx => None,
    }
}

/// How a real connection to a provider behaves.
#[must_use]
pub fn default_tuning(kind: ProviderKind) -> Tuning {
    match kind {
        ProviderKind::Reach => reach::tuning(),
        ProviderKind::Onsim | ProviderKind::Atomic | ProviderKind::Telecomx => Tuning::default(),
    }
}

/// Makes the client of a connection; `clock` stamps what it reads. Sends nothing. A [`Problem`](domain::problem::Problem)
/// comes out of the error with `?`.
///
/// # Errors
///
/// `NotOffered` for a provider this version has no client of; `InvalidInput` with `field` `base_url`, `credentials`,
/// `api_key`, `jwt`, `key_id`, `key_secret` or `proxy` when that cannot be used; `TlsFailed` when this computer has no
/// usable certificate store.
pub fn connect(settings: ConnectionSettings, clock: Clock) -> Answer<Arc<dyn Provider>> {
    let kind = settings.kind;
    match kind {
        ProviderKind::Onsim => Ok(Arc::new(Onsim::new(transport(settings, &clock)?, clock))),
        ProviderKind::Reach => Ok(Arc::new(Reach::new(transport(settings, &clock)?, clock))),
        ProviderKind::Atomic | ProviderKind::Telecomx => {
            Err(refused(kind, ErrorCode::NotOffered, format!("this version cannot connect to {} yet", kind.name())))
        }
    }
}

fn refused(kind: ProviderKind, code: ErrorCode, message: String) -> ProviderError {
    let mut error = ProviderError::not_delivered(code, kind, "", message);
    error.problem.operation = None;
    error
}

fn transport(settings: ConnectionSettings, clock: &Clock) -> Answer<Transport> {
    let kind = settings.kind;
    let about = |field: &str, message: String| {
        let mut error = refused(kind, ErrorCode::InvalidInput, message);
        error.problem.field = Some(field.to_owned());
        error
    };
    let base_url = BaseUrl::parse(&settings.base_url).map_err(|fault| about("base_url", fault.to_string()))?;
    let config = |auth| TransportConfig {
        provider: kind,
        connection: settings.id.clone(),
        base_url: base_url.clone(),
        auth,
        proxy: settings.proxy.clone(),
        tuning: settings.tuning.clone(),
    };
    let auth = match (kind, settings.credentials) {
        (ProviderKind::Onsim, Credentials::ApiKey(key)) => Auth::Bearer(key),
        (ProviderKind::Reach, Credentials::ClientApi { jwt, key }) => {
            let unusable = |field| about(field, "the key is empty or holds characters no key has".to_owned());
            Auth::ClientApi(ClientApi::new(jwt, key).map_err(unusable)?)
        }
        (ProviderKind::Reach, Credentials::KeyPair(pair)) => {
            Auth::Session(reach::session(config, pair, Arc::clone(clock))?)
        }
        _ => return Err(about("credentials", format!("{} takes credentials of another kind", kind.name()))),
    };
    Transport::new(config(auth))
}

#[cfg(test)]
mod tests {
    use domain::problem::Problem;
    use domain::time::Timestamp;

    use super::*;

    fn settings(kind: ProviderKind) -> ConnectionSettings {
        ConnectionSettings {
            id: ConnectionId("c1".to_owned()),
            kind,
            base_url: "http://127.0.0.1:9".to_owned(),
            proxy: None,
            credentials: match kind {
                ProviderKind::Reach => Credentials::ClientApi { jwt: key("j"), key: key("k") },
                _ => Credentials::ApiKey(key("k")),
            },
            tuning: default_tuning(kind),
        }
    }

    fn key(text: &str) -> ApiKey {
        ApiKey::new(text.to_owned())
    }

    fn refusal(settings: ConnectionSettings) -> Problem {
        connect(settings, Arc::new(|| Timestamp(0))).err().unwrap().into()
    }

    #[test]
    fn each_kind_has_a_client_or_an_honest_answer() {
        for kind in ProviderKind::ALL {
            match connect(settings(kind), Arc::new(|| Timestamp(0))) {
                Ok(provider) => {
                    assert_eq!(provider.kind(), kind);
                    // Reach names none: it comes with the connection.
                    let named = default_base_url(kind).map(|url| BaseUrl::parse(url).is_ok());
                    assert_eq!(named, (kind != ProviderKind::Reach).then_some(true));
                }
                Err(error) => {
                    let problem = Problem::from(error);
                    assert_eq!(problem.code, ErrorCode::NotOffered);
                    assert_eq!(problem.message, format!("this version cannot connect to {} yet", kind.name()));
                    assert_eq!(default_base_url(kind), None);
                }
            }
        }
        assert!(connect(settings(ProviderKind::Onsim), Arc::new(|| Timestamp(0))).is_ok());
    }

    #[test]
    fn settings_that_cannot_be_used_name_their_field() {
        let mut plain = settings(ProviderKind::Onsim);
        plain.base_url = "http://api.onsimapp.com".to_owned();
        let mut empty = settings(ProviderKind::Onsim);
        empty.credentials = Credentials::ApiKey(ApiKey::new(String::new()));
        let mut broken = settings(ProviderKind::Onsim);
        broken.credentials = Credentials::ApiKey(ApiKey::new("a\nb".to_owned()));
        let mut proxied = settings(ProviderKind::Onsim);
        proxied.proxy = Some("http://user:pw@proxy.example:8080".to_owned());
        for (settings, field) in [(plain, "base_url"), (empty, "api_key"), (broken, "api_key"), (proxied, "proxy")] {
            let problem = refusal(settings);
            assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)));
        }
    }

    #[test]
    fn credentials_belong_to_their_provider_and_name_what_is_wrong_with_them() {
        let reach = |credentials| ConnectionSettings { credentials, ..settings(ProviderKind::Reach) };
        let pair = |id, secret, api_key| {
            let pair = reach::KeyPair { id: key(id), secret: key(secret), key: key(api_key) };
            reach(Credentials::KeyPair(pair))
        };
        assert!(connect(pair("i", "s", "k"), Arc::new(|| Timestamp(0))).is_ok());
        for (settings, field) in [
            (reach(Credentials::ApiKey(key("k"))), "credentials"),
            (reach(Credentials::ClientApi { jwt: key(""), key: key("k") }), "jwt"),
            (reach(Credentials::ClientApi { jwt: key("j"), key: key("k k") }), "api_key"),
            (pair("", "s", "k"), "key_id"),
            (pair("i", "s\n", "k"), "key_secret"),
            (pair("i", "s", ""), "api_key"),
        ] {
            let problem = refusal(settings);
            assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)));
        }
    }

    #[test]
    fn reach_is_asked_in_reachs_rhythm() {
        let retry = default_tuning(ProviderKind::Reach).retry;
        let seconds = |pause: std::time::Duration| pause.as_secs();
        assert_eq!((retry.read_tries, seconds(retry.first_pause), seconds(retry.longest_pause)), (5, 1, 60));
        assert_eq!(retry.after_500.map(|rule| seconds(rule.pause)), Some(5));
    }
}
