//! From a connection's settings to its client: the one `match` on the provider kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::problem::ErrorCode;
use domain::provider::{ConnectionId, ProviderKind};
use domain::secret::{ApiKey, Password};

use crate::atomic::{self, Atomic, SmsProduct};
use crate::onsim::{self, Onsim};
use crate::reach::{self, Reach};
use crate::telecomx::{self, Telecomx};
use crate::transport::{Auth, BaseUrl, ClientApi, Traffic, Transport, TransportConfig, Tuning};
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
    /// A JWT and a key beside it (Reach contract 2.3, mode A).
    ClientApi {
        /// The JWT, exactly as issued.
        jwt: ApiKey,
        /// `x-api-key`
        key: ApiKey,
    },
    /// A key pair that is traded for a token, and a key beside it (Reach contract 2.3, mode B).
    KeyPair(reach::KeyPair),
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
            Self::ClientApi { .. } => "ClientApi([hidden])",
            Self::KeyPair(_) => "KeyPair([hidden])",
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
    /// Time-outs, tries and rate; [`default_tuning`] for real connections.
    pub tuning: Tuning,
}

/// The address a provider is at unless the connection says otherwise; absent where the provider names none (Reach
/// contract 2.1).
#[must_use]
pub const fn default_base_url(kind: ProviderKind) -> Option<&'static str> {
    match kind {
        ProviderKind::Onsim => Some(onsim::BASE_URL),
        ProviderKind::Atomic => Some(atomic::BASE_URL),
        ProviderKind::Telecomx => Some(telecomx::BASE_URL),
        ProviderKind::Reach => None,
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

/// One thing about a provider that differs between accounts and is not documented: a person fills in what was learnt.
#[derive(Debug, PartialEq, Eq)]
pub struct FindingField {
    /// Its name in requests and in the file.
    pub id: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What it is about, in one or two sentences.
    pub hint: &'static str,
    /// What it can be.
    pub values: FindingValues,
}

/// What a finding can be.
#[derive(Debug, PartialEq, Eq)]
pub enum FindingValues {
    /// One of these, each with its words for people; the first unless it is set.
    Words(&'static [(&'static str, &'static str)]),
    /// Codes of the provider's with commas between them; none unless it is set.
    Codes,
}

/// A finding that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingMisfit {
    /// Which.
    pub id: String,
    /// Why, for a person.
    pub why: String,
}

/// What can be learnt of a provider's accounts; nothing where all of it is documented.
#[must_use]
pub fn findings(kind: ProviderKind) -> &'static [FindingField] {
    match kind {
        ProviderKind::Reach => reach::findings::FIELDS,
        ProviderKind::Onsim | ProviderKind::Atomic | ProviderKind::Telecomx => &[],
    }
}

/// Findings as they are kept: without those that say what holds anyway.
///
/// # Errors
/// [`FindingMisfit`] naming the first that this provider does not have or that cannot be used.
pub fn check_findings(
    kind: ProviderKind,
    given: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, FindingMisfit> {
    let mut kept = BTreeMap::new();
    for (id, value) in given {
        let misfit = |why: &str| FindingMisfit { id: id.clone(), why: why.to_owned() };
        let field = findings(kind).iter().find(|field| field.id == id);
        let field = field.ok_or_else(|| misfit("this is not one of the settings of this provider"))?;
        let value = value.trim();
        let usual = match field.values {
            FindingValues::Words(words) => {
                if !value.is_empty() && words.iter().all(|(word, _)| *word != value) {
                    return Err(misfit("this is not one of its values"));
                }
                words.first().map_or("", |(word, _)| word)
            }
            FindingValues::Codes => "",
        };
        if !value.is_empty() && value != usual {
            kept.insert(id.clone(), value.to_owned());
        }
    }
    if kind == ProviderKind::Reach {
        reach::findings::read(&kept)?;
    }
    Ok(kept)
}

/// As [`connect`], with what was learnt of the account ([`check_findings`]).
///
/// # Errors
///
/// As [`connect`]; `InvalidInput` with the id of a finding as `field`.
pub fn connect_with(
    settings: ConnectionSettings,
    findings: &BTreeMap<String, String>,
    clock: Clock,
) -> Answer<Arc<dyn Provider>> {
    let misfit = |misfit: FindingMisfit| unusable(settings.kind, &misfit.id, misfit.why);
    let learnt = check_findings(settings.kind, findings).map_err(misfit)?;
    Ok(match settings.kind {
        ProviderKind::Onsim => Arc::new(onsim(&settings, clock)?),
        ProviderKind::Atomic => Arc::new(atomic(&settings, clock)?),
        ProviderKind::Reach => {
            Arc::new(reach(&settings, clock)?.with_findings(reach::findings::read(&learnt).map_err(misfit)?))
        }
        ProviderKind::Telecomx => Arc::new(telecomx(&settings, clock)?),
    })
}

/// Makes the client of a connection; `clock` stamps what it reads. Sends nothing. A [`Problem`](domain::problem::Problem)
/// comes out of the error with `?`.
///
/// # Errors
///
/// `InvalidInput` with `field` `credentials` when they are another provider's, or `base_url`, `proxy`, `api_key`,
/// `sms_base_url`, `sms_key`, `jwt`, `key_id`, `key_secret`, `user_name` or `password` when that cannot be used;
/// `TlsFailed` when this computer has no usable certificate store.
pub fn connect(settings: ConnectionSettings, clock: Clock) -> Answer<Arc<dyn Provider>> {
    connect_with(settings, &BTreeMap::new(), clock)
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
    // Another host with a key of its own, which nothing probes.
    let traffic = Traffic::without_outages(&settings.tuning);
    let sms =
        config(settings, base_url).and_then(|config| Transport::sharing(config(Auth::Bearer(key.clone())), traffic));
    let sms = sms.map_err(|mut error| {
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
    let traffic = Traffic::new(&settings.tuning);
    let auth = match &settings.credentials {
        Credentials::ClientApi { jwt, key } => {
            let refuse = |field| unusable(settings.kind, field, "the key is empty or holds characters no key has");
            Auth::ClientApi(ClientApi::new(jwt.clone(), key.clone()).map_err(refuse)?)
        }
        Credentials::KeyPair(pair) => {
            Auth::Session(reach::session(&config, &traffic, pair.clone(), Arc::clone(&clock))?)
        }
        _ => return Err(foreign_credentials(settings.kind)),
    };
    Ok(Reach::new(Transport::sharing(config(auth), traffic)?, clock))
}

/// TelecomX, with a machine token or with a user's own name and password.
fn telecomx(settings: &ConnectionSettings, clock: Clock) -> Answer<Telecomx> {
    let proof = match settings.credentials.clone() {
        Credentials::ApiKey(token) => telecomx::Proof::MachineToken(token),
        Credentials::Login { user_name, password } => telecomx::Proof::Login { user_name, password },
        _ => return Err(foreign_credentials(settings.kind)),
    };
    Telecomx::connect(config(settings, &settings.base_url)?, proof, clock)
}

fn unusable(kind: ProviderKind, field: &str, message: impl Into<String>) -> ProviderError {
    let mut error = ProviderError::not_delivered(ErrorCode::InvalidInput, kind, "", message);
    error.problem.operation = None;
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
#[path = "registry_tests.rs"]
mod tests;
