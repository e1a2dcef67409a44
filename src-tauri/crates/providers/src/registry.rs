//! From a connection's settings to its client: the one `match` on the provider kind.

use std::sync::Arc;

use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::ApiKey;

use crate::atomic::{self, Atomic, SmsProduct};
use crate::onsim::{self, Onsim};
use crate::reach::{self, Reach};
use crate::transport::{Auth, BaseUrl, ClientApi, Transport, TransportConfig, Tuning};
use crate::{Answer, Provider, ProviderError};

pub use crate::Clock;

/// What a connection proves itself with. Comes from the OS keyring, never from a file.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Credentials {
    /// One long-lived key (ONSIM contract 1, "Auth"; Atomic contract 1, without the SMS product).
    ApiKey(ApiKey),
    /// Atomic's token, and the address and key of its SMS product (Atomic contract 6).
    AtomicWithSms {
        /// The token of the Atomic API.
        token: ApiKey,
        /// The SMS product's address, which each account has its own of: the portal's "API URL".
        sms_base_url: String,
        /// The SMS product's key.
        sms_key: ApiKey,
    },
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
        ProviderKind::Atomic => Some(atomic::BASE_URL),
        ProviderKind::Reach | ProviderKind::Telecomx => None,
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
/// `NotOffered` for a provider this version has no client of; `InvalidInput` with `field` `credentials` when they are
/// another provider's, or `base_url`, `proxy`, `api_key`, `sms_base_url`, `sms_key`, `jwt`, `key_id` or `key_secret` when
/// that cannot be used; `TlsFailed` when this computer has no usable certificate store.
pub fn connect(settings: ConnectionSettings, clock: Clock) -> Answer<Arc<dyn Provider>> {
    let kind = settings.kind;
    match kind {
        ProviderKind::Onsim => Ok(Arc::new(onsim(&settings, clock)?)),
        ProviderKind::Atomic => Ok(Arc::new(atomic(&settings, clock)?)),
        ProviderKind::Reach => Ok(Arc::new(reach(&settings, clock)?)),
        ProviderKind::Telecomx => {
            Err(refused(kind, ErrorCode::NotOffered, format!("this version cannot connect to {} yet", kind.name())))
        }
    }
}

fn onsim(settings: &ConnectionSettings, clock: Clock) -> Answer<Onsim> {
    let Credentials::ApiKey(key) = &settings.credentials else { return Err(foreign_credentials(settings.kind)) };
    Ok(Onsim::new(transport(settings, &settings.base_url, Auth::Bearer(key.clone()))?, clock))
}

/// Atomic, with its SMS product when the connection has one: the token stands alone, the other key behind `Bearer`.
fn atomic(settings: &ConnectionSettings, clock: Clock) -> Answer<Atomic> {
    let (token, sms) = match &settings.credentials {
        Credentials::ApiKey(token) => (token, None),
        Credentials::AtomicWithSms { token, sms_base_url, sms_key } => (token, Some((sms_base_url, sms_key))),
        _ => return Err(foreign_credentials(settings.kind)),
    };
    let atomic = Atomic::new(transport(settings, &settings.base_url, Auth::Raw(token.clone()))?, clock);
    let Some((base_url, key)) = sms else { return Ok(atomic) };
    let sms = transport(settings, base_url, Auth::Bearer(key.clone())).map_err(|mut error| {
        error.problem.field = error.problem.field.map(|field| match field.as_str() {
            "base_url" => "sms_base_url".to_owned(),
            "api_key" => "sms_key".to_owned(),
            _ => field,
        });
        error
    })?;
    Ok(atomic.with_sms(SmsProduct::new(sms)))
}

/// Reach, in either of its two ways to log in.
fn reach(settings: &ConnectionSettings, clock: Clock) -> Answer<Reach> {
    let config = config(settings, &settings.base_url)?;
    let auth = match &settings.credentials {
        Credentials::ClientApi { jwt, key } => {
            let refuse = |field| unusable(settings.kind, field, "the key is empty or holds characters no key has");
            Auth::ClientApi(ClientApi::new(jwt.clone(), key.clone()).map_err(refuse)?)
        }
        Credentials::KeyPair(pair) => Auth::Session(reach::session(&config, pair.clone(), Arc::clone(&clock))?),
        _ => return Err(foreign_credentials(settings.kind)),
    };
    Ok(Reach::new(Transport::new(config(auth))?, clock))
}

fn refused(kind: ProviderKind, code: ErrorCode, message: String) -> ProviderError {
    let mut error = ProviderError::not_delivered(code, kind, "", message);
    error.problem.operation = None;
    error
}

fn unusable(kind: ProviderKind, field: &str, message: impl Into<String>) -> ProviderError {
    let mut error = refused(kind, ErrorCode::InvalidInput, message.into());
    error.problem.field = Some(field.to_owned());
    error
}

fn foreign_credentials(kind: ProviderKind) -> ProviderError {
    unusable(kind, "credentials", format!("these credentials are not of the kind {} takes", kind.name()))
}

/// What a transport of this connection is made of, but for the proof.
fn config(settings: &ConnectionSettings, base_url: &str) -> Answer<impl Fn(Auth) -> TransportConfig> {
    let base_url = BaseUrl::parse(base_url).map_err(|fault| unusable(settings.kind, "base_url", fault.to_string()))?;
    Ok(move |auth| TransportConfig {
        provider: settings.kind,
        connection: settings.id.clone(),
        base_url: base_url.clone(),
        auth,
        proxy: settings.proxy.clone(),
        tuning: settings.tuning.clone(),
    })
}

fn transport(settings: &ConnectionSettings, base_url: &str, auth: Auth) -> Answer<Transport> {
    Transport::new(config(settings, base_url)?(auth))
}

#[cfg(test)]
mod tests {
    use domain::ability::Ability;
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

    fn with_sms(kind: ProviderKind, sms_base_url: &str, sms_key: &str) -> ConnectionSettings {
        let credentials = Credentials::AtomicWithSms {
            token: key("k"),
            sms_base_url: sms_base_url.to_owned(),
            sms_key: key(sms_key),
        };
        ConnectionSettings { credentials, ..settings(kind) }
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
    fn atomic_sends_texts_only_with_its_sms_product() {
        let sends_texts = |settings| {
            let abilities = connect(settings, Arc::new(|| Timestamp(0))).ok().unwrap().abilities();
            abilities.into_iter().any(|state| state.ability == Ability::SendText && state.available)
        };
        assert!(!sends_texts(settings(ProviderKind::Atomic)));
        assert!(sends_texts(with_sms(ProviderKind::Atomic, "https://sms.example", "k")));
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
        let other = with_sms(ProviderKind::Onsim, "https://sms.example", "k");
        let sms_plain = with_sms(ProviderKind::Atomic, "http://sms.example", "k");
        let sms_empty = with_sms(ProviderKind::Atomic, "https://sms.example", "");
        let fields = [
            (plain, "base_url"),
            (empty, "api_key"),
            (broken, "api_key"),
            (proxied, "proxy"),
            (other, "credentials"),
            (sms_plain, "sms_base_url"),
            (sms_empty, "sms_key"),
        ];
        for (settings, field) in fields {
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
