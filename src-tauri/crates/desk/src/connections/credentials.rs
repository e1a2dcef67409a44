//! What each provider takes as proof, and the one place that makes a client's credentials of what was typed.
//!
//! A provider is added with its entry in [`KINDS`] and one arm of `proof` for each of its modes. A kind that is not
//! in [`KINDS`] has no client in this version and is not offered.

use domain::problem::{ErrorCode, Problem};
use domain::provider::ProviderKind;
use domain::secret::{ApiKey, Credential, Password};
use providers::reach::KeyPair;
use providers::registry::{Credentials, FindingField, default_base_url, findings};

/// One field of a way to prove oneself.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in requests, problems and the keyring.
    pub id: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// True when it must not be readable on the screen.
    pub secret: bool,
    /// True when it may be left out.
    pub optional: bool,
    /// Where to find it, or what it looks like.
    pub hint: Option<&'static str>,
}

/// One way to prove oneself.
#[derive(Debug, PartialEq, Eq)]
pub struct Mode {
    /// Its name in requests and in the file.
    pub id: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// Its fields, in the order they are asked for.
    pub fields: &'static [Field],
}

/// What a provider takes as proof.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The provider.
    pub provider: ProviderKind,
    /// The ways, the usual one first.
    pub modes: &'static [Mode],
    /// What a 403 may mean there, in plain sentences, the likeliest first.
    pub(crate) forbidden: &'static [&'static str],
    /// How to do without codes where it asks for one at every sign-in.
    pub(crate) without_code: &'static [&'static str],
}

impl Kind {
    /// What can be learnt of an account there and is not documented.
    #[must_use]
    pub fn findings(&self) -> &'static [FindingField] {
        findings(self.provider)
    }

    /// Where the provider usually is.
    #[must_use]
    pub fn default_base_url(&self) -> Option<&'static str> {
        default_base_url(self.provider)
    }
}

const fn secret(id: &'static str, label: &'static str, hint: Option<&'static str>) -> Field {
    Field { id, label, secret: true, optional: false, hint }
}

const fn plain(id: &'static str, label: &'static str, hint: Option<&'static str>) -> Field {
    Field { id, label, secret: false, optional: false, hint }
}

const REACH_KEY: Field = secret("api_key", "API key", Some("Sent beside the proof as x-api-key."));
const ATOMIC_TOKEN: Field = secret("token", "API token", Some("The token Atomic issued, without a word before it."));

/// Every provider this version can connect to, in the order people see them.
pub static KINDS: &[Kind] = &[
    Kind {
        provider: ProviderKind::Atomic,
        modes: &[
            Mode { id: "token", label: "API token", fields: &[ATOMIC_TOKEN] },
            Mode {
                id: "token_with_sms",
                label: "API token and SMS product",
                fields: &[
                    ATOMIC_TOKEN,
                    plain("sms_base_url", "Address of the SMS product", Some("The portal calls it “API URL”.")),
                    secret("sms_key", "Key of the SMS product", None),
                ],
            },
        ],
        forbidden: &["The token is known but may not read plans: ask Atomic which rights it has."],
        without_code: &[],
    },
    Kind {
        provider: ProviderKind::Reach,
        modes: &[
            Mode {
                id: "client_api",
                label: "JWT and API key",
                fields: &[secret("jwt", "JWT", Some("Exactly as Reach issued it.")), REACH_KEY],
            },
            Mode {
                id: "key_pair",
                label: "Key pair and API key",
                fields: &[
                    secret("key_id", "Access key id", Some("accountAccessKeyId")),
                    secret("key_secret", "Access secret key", Some("accountAccessSecreteKey")),
                    REACH_KEY,
                ],
            },
        ],
        // Reach contract 2.4: two causes that call for two different people.
        forbidden: &[
            "This computer's internet address may not be registered with Reach: production takes registered ones only, \
             and a registration takes two business days.",
            "These credentials may lack the right to this one call: ask Reach which rights they have.",
        ],
        without_code: &[],
    },
    Kind {
        provider: ProviderKind::Onsim,
        modes: &[Mode {
            id: "api_key",
            label: "API key",
            fields: &[secret("api_key", "API key", Some("The reseller key ONSIM issued."))],
        }],
        forbidden: &["The key is known but is not a reseller's: ask ONSIM which rights it has."],
        without_code: &[],
    },
    Kind {
        provider: ProviderKind::Telecomx,
        modes: &[
            Mode {
                id: "password",
                label: "User name and password",
                fields: &[
                    plain("user_name", "User name", Some("Usually an e-mail address.")),
                    secret("password", "Password", None),
                ],
            },
            Mode {
                id: "machine_token",
                label: "Machine token",
                fields: &[secret("token", "Token", Some("Made by an employee for a program to use."))],
            },
        ],
        // TelecomX contract 1.3.
        forbidden: &["The access level of this user may be too low: lines are read by resellers and upwards."],
        without_code: &["A machine token needs no code: the way for a desk that nobody sits at."],
    },
];

/// What a provider takes, when this version can connect to it.
///
/// # Errors
/// `NotOffered` when it cannot.
pub(crate) fn kind(provider: ProviderKind) -> Result<&'static Kind, Problem> {
    KINDS.iter().find(|kind| kind.provider == provider).ok_or_else(|| {
        let message = format!("this version cannot connect to {} yet", provider.name());
        Problem::new(ErrorCode::NotOffered, message).about_field("provider").safe_to_retry()
    })
}

/// One of a provider's modes.
pub(crate) fn mode(provider: ProviderKind, id: &str) -> Result<&'static Mode, Problem> {
    kind(provider)?
        .modes
        .iter()
        .find(|mode| mode.id == id)
        .ok_or_else(|| invalid("mode", &format!("{} takes no credentials of the kind “{id}”", provider.name())))
}

/// The names of every field of every mode of a provider: what its connections may have in a vault.
pub(crate) fn all_fields(provider: ProviderKind) -> Vec<&'static str> {
    let modes = KINDS.iter().filter(|kind| kind.provider == provider).flat_map(|kind| kind.modes);
    let mut ids: Vec<_> = modes.flat_map(|mode| mode.fields).map(|field| field.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The filled-in fields of one mode.
#[derive(Debug, Clone)]
pub(crate) struct Filled(Vec<(&'static str, Credential)>);

impl Filled {
    /// Takes what was typed, without the white space around it that copying leaves there.
    ///
    /// # Errors
    /// `InvalidInput` naming the field that is empty, unknown or there twice.
    pub(crate) fn check(mode: &'static Mode, given: Vec<(String, Credential)>) -> Result<Self, Problem> {
        let mut filled: Vec<(&'static str, Credential)> = Vec::with_capacity(given.len());
        for (id, value) in given {
            let field = mode.fields.iter().find(|field| field.id == id);
            let known = field.filter(|field| filled.iter().all(|(there, _)| *there != field.id));
            let field = known.ok_or_else(|| invalid(&id, "this is not one of the fields asked for"))?;
            let value = Credential::new(value.expose().trim().to_owned());
            if !value.is_empty() {
                filled.push((field.id, value));
            }
        }
        let lacks = |field: &&Field| !field.optional && filled.iter().all(|(id, _)| *id != field.id);
        match mode.fields.iter().find(lacks) {
            Some(field) => Err(invalid(field.id, "this is needed")),
            None => Ok(Self(filled)),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &Credential)> {
        self.0.iter().map(|(id, value)| (*id, value))
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.0.iter().any(|(there, _)| *there == id)
    }

    /// The value of a field; empty when it was left out, which only an optional one can be.
    fn text(&self, id: &str) -> String {
        self.0.iter().find(|(there, _)| *there == id).map_or_else(String::new, |(_, value)| value.expose().to_owned())
    }

    fn key(&self, id: &str) -> ApiKey {
        ApiKey::new(self.text(id))
    }
}

/// The credentials of a client: the one mapping from a mode and its fields.
///
/// # Errors
/// `InvalidInput` for a mode the provider does not have.
pub(crate) fn proof(provider: ProviderKind, mode: &'static Mode, fields: &Filled) -> Result<Credentials, Problem> {
    match (provider, mode.id) {
        (ProviderKind::Onsim, "api_key") => Ok(Credentials::ApiKey(fields.key("api_key"))),
        (ProviderKind::Atomic, "token") => Ok(Credentials::ApiKey(fields.key("token"))),
        (ProviderKind::Atomic, "token_with_sms") => Ok(Credentials::AtomicWithSms {
            token: fields.key("token"),
            sms_base_url: fields.text("sms_base_url"),
            sms_key: fields.key("sms_key"),
        }),
        (ProviderKind::Reach, "client_api") => {
            Ok(Credentials::ClientApi { jwt: fields.key("jwt"), key: fields.key("api_key") })
        }
        (ProviderKind::Reach, "key_pair") => Ok(Credentials::KeyPair(KeyPair {
            id: fields.key("key_id"),
            secret: fields.key("key_secret"),
            key: fields.key("api_key"),
        })),
        (ProviderKind::Telecomx, "password") => Ok(Credentials::Login {
            user_name: fields.text("user_name"),
            password: Password::new(fields.text("password")),
        }),
        (ProviderKind::Telecomx, "machine_token") => Ok(Credentials::ApiKey(fields.key("token"))),
        _ => Err(invalid("mode", "this mode has no client")),
    }
}

/// The name of the field a person filled in, for the one a client's error names.
pub(crate) fn field_of(provider: ProviderKind, named: &str) -> &str {
    match (provider, named) {
        (ProviderKind::Atomic | ProviderKind::Telecomx, "api_key") => "token",
        _ => named,
    }
}

/// Whether a second client beside the connection's own does no harm: a second sign-in with a password may send a code
/// to someone's phone.
pub(crate) fn may_prove_twice(credentials: &Credentials) -> bool {
    !matches!(credentials, Credentials::Login { .. })
}

pub(crate) fn invalid(field: &str, message: &str) -> Problem {
    Problem::new(ErrorCode::InvalidInput, message).about_field(field).safe_to_retry()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Vec<(String, Credential)> {
        fields.iter().map(|(id, value)| ((*id).to_owned(), Credential::new((*value).to_owned()))).collect()
    }

    #[test]
    fn every_mode_of_every_kind_becomes_credentials() {
        for kind in KINDS {
            for mode in kind.modes {
                let filled: Vec<_> = mode.fields.iter().map(|field| (field.id, "something")).collect();
                let filled = Filled::check(mode, typed(&filled)).unwrap();
                assert!(proof(kind.provider, mode, &filled).is_ok(), "{:?} {}", kind.provider, mode.id);
                assert!(mode.fields.iter().all(|field| all_fields(kind.provider).contains(&field.id)));
            }
            assert!(!kind.forbidden.is_empty());
        }
        let offered: Vec<_> = KINDS.iter().map(|kind| kind.provider).collect();
        assert_eq!(offered, ProviderKind::ALL);
    }

    #[test]
    fn a_field_that_is_empty_unknown_or_twice_is_named() {
        let mode = mode(ProviderKind::Atomic, "token_with_sms").unwrap();
        let good = [("token", "t"), ("sms_base_url", "https://sms.example"), ("sms_key", "k")];
        for (field, given) in [
            ("sms_key", vec![good[0], good[1]]),
            ("token", vec![("token", " \n"), good[1], good[2]]),
            ("api_key", vec![good[0], good[1], good[2], ("api_key", "k")]),
            ("token", vec![good[0], good[0], good[1], good[2]]),
        ] {
            let problem = Filled::check(mode, typed(&given)).unwrap_err();
            assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)));
        }
        assert!(Filled::check(mode, typed(&good)).is_ok());
    }

    #[test]
    fn white_space_around_a_pasted_key_is_dropped() {
        let mode = mode(ProviderKind::Onsim, "api_key").unwrap();
        let filled = Filled::check(mode, typed(&[("api_key", " a-key\n")])).unwrap();
        assert_eq!(filled.text("api_key"), "a-key");
        assert!(!format!("{filled:?}").contains("a-key"));
    }
}
