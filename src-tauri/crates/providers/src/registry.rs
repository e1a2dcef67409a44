//! From a connection's settings to its client: the one `match` on the provider kind.

use std::sync::Arc;

use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::{ApiKey, Password};

use crate::atomic::{self, Atomic, SmsProduct};
use crate::onsim::{self, Onsim};
use crate::telecomx::{self, Proof, Telecomx};
use crate::transport::{Auth, BaseUrl, Transport, TransportConfig, Tuning};
use crate::{Answer, Provider, ProviderError};

pub use crate::Clock;

/// What a connection proves itself with. Comes from the OS keyring, never from a file.
#[derive(Clone)]
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
    /// A user name and a password, with which a token is fetched (TelecomX contract 1.2).
    Login {
        /// The user name. Personal: often an e-mail address.
        user_name: String,
        /// The password.
        password: Password,
    },
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::ApiKey(_) => "ApiKey([hidden])",
            Self::AtomicWithSms { .. } => "AtomicWithSms([hidden])",
            Self::Login { .. } => "Login([hidden])",
        })
    }
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
    /// Time-outs, tries and rate; `Tuning::default()` for real connections.
    pub tuning: Tuning,
}

/// The address a provider is at unless the connection says otherwise; absent while this version cannot connect to it.
#[must_use]
pub const fn default_base_url(kind: ProviderKind) -> Option<&'static str> {
    match kind {
        ProviderKind::Onsim => Some(onsim::BASE_URL),
        ProviderKind::Atomic => Some(atomic::BASE_URL),
        ProviderKind::Telecomx => Some(telecomx::BASE_URL),
        ProviderKind::Reach => None,
    }
}

/// Makes the client of a connection; `clock` stamps what it reads. Sends nothing. A [`Problem`](domain::problem::Problem)
/// comes out of the error with `?`.
///
/// # Errors
///
/// `NotOffered` for a provider this version has no client of; `InvalidInput` with `field` `credentials` when they are
/// another provider's, or `base_url`, `api_key`, `user_name`, `password`, `proxy`, `sms_base_url` or `sms_key` when that
/// cannot be used; `TlsFailed` when this computer has no usable certificate store.
pub fn connect(settings: ConnectionSettings, clock: Clock) -> Answer<Arc<dyn Provider>> {
    let kind = settings.kind;
    match kind {
        ProviderKind::Onsim => {
            let Credentials::ApiKey(key) = &settings.credentials else { return Err(foreign_credentials(kind)) };
            let transport = transport(&settings, &settings.base_url, Auth::Bearer(key.clone()))?;
            Ok(Arc::new(Onsim::new(transport, clock)))
        }
        ProviderKind::Atomic => Ok(Arc::new(atomic(&settings, clock)?)),
        ProviderKind::Telecomx => Ok(Arc::new(telecomx(&settings, clock)?)),
        ProviderKind::Reach => {
            Err(refused(kind, ErrorCode::NotOffered, format!("this version cannot connect to {} yet", kind.name())))
        }
    }
}

/// Atomic, with its SMS product when the connection has one: the token stands alone, the other key behind `Bearer`.
fn atomic(settings: &ConnectionSettings, clock: Clock) -> Answer<Atomic> {
    let (token, sms) = match &settings.credentials {
        Credentials::ApiKey(token) => (token, None),
        Credentials::AtomicWithSms { token, sms_base_url, sms_key } => (token, Some((sms_base_url, sms_key))),
        Credentials::Login { .. } => return Err(foreign_credentials(settings.kind)),
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

/// TelecomX, with a machine token or with a user's own name and password.
fn telecomx(settings: &ConnectionSettings, clock: Clock) -> Answer<Telecomx> {
    let proof = match settings.credentials.clone() {
        Credentials::ApiKey(token) => Proof::MachineToken(token),
        Credentials::Login { user_name, password } => Proof::Login { user_name, password },
        Credentials::AtomicWithSms { .. } => return Err(foreign_credentials(settings.kind)),
    };
    Telecomx::connect(config(settings, &settings.base_url, Auth::Unsigned(Arc::new([])))?, proof, clock)
}

fn refused(kind: ProviderKind, code: ErrorCode, message: String) -> ProviderError {
    let mut error = ProviderError::not_delivered(code, kind, "", message);
    error.problem.operation = None;
    error
}

fn foreign_credentials(kind: ProviderKind) -> ProviderError {
    let message = format!("these credentials are not of the kind {} takes", kind.name());
    let mut error = refused(kind, ErrorCode::InvalidInput, message);
    error.problem.field = Some("credentials".to_owned());
    error
}

fn transport(settings: &ConnectionSettings, base_url: &str, auth: Auth) -> Answer<Transport> {
    Transport::new(config(settings, base_url, auth)?)
}

fn config(settings: &ConnectionSettings, base_url: &str, auth: Auth) -> Answer<TransportConfig> {
    let base_url = BaseUrl::parse(base_url).map_err(|fault| {
        let mut error = refused(settings.kind, ErrorCode::InvalidInput, fault.to_string());
        error.problem.field = Some("base_url".to_owned());
        error
    })?;
    Ok(TransportConfig {
        provider: settings.kind,
        connection: settings.id.clone(),
        base_url,
        auth,
        proxy: settings.proxy.clone(),
        tuning: settings.tuning.clone(),
    })
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
            credentials: Credentials::ApiKey(ApiKey::new("k".to_owned())),
            tuning: Tuning::default(),
        }
    }

    fn with_sms(kind: ProviderKind, sms_base_url: &str, sms_key: &str) -> ConnectionSettings {
        let credentials = Credentials::AtomicWithSms {
            token: ApiKey::new("k".to_owned()),
            sms_base_url: sms_base_url.to_owned(),
            sms_key: ApiKey::new(sms_key.to_owned()),
        };
        ConnectionSettings { credentials, ..settings(kind) }
    }

    fn with_login(kind: ProviderKind, user_name: &str, password: &str) -> ConnectionSettings {
        let password = Password::new(password.to_owned());
        let credentials = Credentials::Login { user_name: user_name.to_owned(), password };
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
                    assert!(default_base_url(kind).is_some_and(|url| BaseUrl::parse(url).is_ok()));
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
    fn credentials_print_nothing_of_themselves() {
        let login = with_login(ProviderKind::Telecomx, "canary@example.dk", "canary");
        let with_sms = with_sms(ProviderKind::Atomic, "https://canary.example", "canary");
        assert_eq!(format!("{:?}", login.credentials), "Login([hidden])");
        assert_eq!(format!("{:?}", with_sms.credentials), "AtomicWithSms([hidden])");
        assert_eq!(format!("{:?}", settings(ProviderKind::Onsim).credentials), "ApiKey([hidden])");
        assert!(connect(login, Arc::new(|| Timestamp(0))).is_ok());
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
            (with_login(ProviderKind::Onsim, "a@example.com", "p"), "credentials"),
            (with_login(ProviderKind::Atomic, "a@example.com", "p"), "credentials"),
            (with_sms(ProviderKind::Telecomx, "https://sms.example", "k"), "credentials"),
            (with_login(ProviderKind::Telecomx, " ", "p"), "user_name"),
            (with_login(ProviderKind::Telecomx, "a@example.dk", ""), "password"),
            (sms_plain, "sms_base_url"),
            (sms_empty, "sms_key"),
        ];
        for (settings, field) in fields {
            let problem = refusal(settings);
            assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)));
        }
    }
}
