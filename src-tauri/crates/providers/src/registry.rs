//! From a connection's settings to its client: the one `match` on the provider kind.

use std::sync::Arc;

use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::{ApiKey, Password};

use crate::onsim::{self, Onsim};
use crate::telecomx::{self, Proof, Telecomx};
use crate::transport::{Auth, BaseUrl, Transport, TransportConfig, Tuning};
use crate::{Answer, Provider, ProviderError};

pub use crate::onsim::Clock;

/// What a connection proves itself with. Comes from the OS keyring, never from a file.
#[derive(Clone)]
#[non_exhaustive]
pub enum Credentials {
    /// One long-lived key (ONSIM contract 1, "Auth").
    ApiKey(ApiKey),
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
        ProviderKind::Telecomx => Some(telecomx::BASE_URL),
        ProviderKind::Atomic | ProviderKind::Reach => None,
    }
}

/// Makes the client of a connection; `clock` stamps what it reads. Sends nothing. A [`Problem`](domain::problem::Problem)
/// comes out of the error with `?`.
///
/// # Errors
///
/// `NotOffered` for a provider this version has no client of; `InvalidInput` with `field` `base_url`, `api_key`,
/// `credentials`, `user_name`, `password` or `proxy` when that cannot be used; `TlsFailed` when this computer has no usable certificate store.
pub fn connect(settings: ConnectionSettings, clock: Clock) -> Answer<Arc<dyn Provider>> {
    let kind = settings.kind;
    match kind {
        ProviderKind::Onsim => match settings.credentials.clone() {
            Credentials::ApiKey(key) => {
                Ok(Arc::new(Onsim::new(Transport::new(config(settings, Auth::Bearer(key))?)?, clock)))
            }
            Credentials::Login { .. } => Err(wrong_credentials(kind)),
        },
        ProviderKind::Telecomx => {
            let proof = match settings.credentials.clone() {
                Credentials::ApiKey(token) => Proof::MachineToken(token),
                Credentials::Login { user_name, password } => Proof::Login { user_name, password },
            };
            Ok(Arc::new(Telecomx::connect(config(settings, Auth::Unsigned(Arc::new([])))?, proof, clock)?))
        }
        ProviderKind::Atomic | ProviderKind::Reach => {
            Err(refused(kind, ErrorCode::NotOffered, format!("this version cannot connect to {} yet", kind.name())))
        }
    }
}

fn refused(kind: ProviderKind, code: ErrorCode, message: String) -> ProviderError {
    let mut error = ProviderError::not_delivered(code, kind, "", message);
    error.problem.operation = None;
    error
}

fn wrong_credentials(kind: ProviderKind) -> ProviderError {
    let mut error = refused(kind, ErrorCode::InvalidInput, format!("{} does not take these credentials", kind.name()));
    error.problem.field = Some("credentials".to_owned());
    error
}

fn config(settings: ConnectionSettings, auth: Auth) -> Answer<TransportConfig> {
    let base_url = BaseUrl::parse(&settings.base_url).map_err(|fault| {
        let mut error = refused(settings.kind, ErrorCode::InvalidInput, fault.to_string());
        error.problem.field = Some("base_url".to_owned());
        error
    })?;
    Ok(TransportConfig {
        provider: settings.kind,
        connection: settings.id,
        base_url,
        auth,
        proxy: settings.proxy,
        tuning: settings.tuning,
    })
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
            credentials: Credentials::ApiKey(ApiKey::new("k".to_owned())),
            tuning: Tuning::default(),
        }
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
    fn credentials_print_nothing_of_themselves() {
        let password = Password::new("canary".to_owned());
        let login = Credentials::Login { user_name: "canary@example.dk".to_owned(), password };
        assert_eq!(format!("{login:?}"), "Login([hidden])");
        assert_eq!(format!("{:?}", Credentials::ApiKey(ApiKey::new("canary".to_owned()))), "ApiKey([hidden])");
        let mut settings = settings(ProviderKind::Telecomx);
        settings.credentials = login;
        assert!(connect(settings, Arc::new(|| Timestamp(0))).is_ok());
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
        let with = |kind, user_name: &str, password: &str| {
            let mut settings = settings(kind);
            let password = Password::new(password.to_owned());
            settings.credentials = Credentials::Login { user_name: user_name.to_owned(), password };
            settings
        };
        for (settings, field) in [
            (plain, "base_url"),
            (empty, "api_key"),
            (broken, "api_key"),
            (proxied, "proxy"),
            (with(ProviderKind::Onsim, "a@example.com", "p"), "credentials"),
            (with(ProviderKind::Telecomx, " ", "p"), "user_name"),
            (with(ProviderKind::Telecomx, "a@example.dk", ""), "password"),
        ] {
            let problem = refusal(settings);
            assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)));
        }
    }
}
