//! Providers, connections to them, and how well each of their operations is known.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::msisdn::Region;

/// One of the companies whose lines the desk looks after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ProviderKind {
    /// Atomic, Australia.
    Atomic,
    /// Reach, United States.
    Reach,
    /// ONSIM, United Kingdom.
    Onsim,
    /// TelecomX, Denmark.
    Telecomx,
}

impl ProviderKind {
    /// Every provider, in the order people see them.
    pub const ALL: [Self; 4] = [Self::Atomic, Self::Reach, Self::Onsim, Self::Telecomx];

    /// The name as the provider writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Atomic => "Atomic",
            Self::Reach => "Reach",
            Self::Onsim => "ONSIM",
            Self::Telecomx => "TelecomX",
        }
    }

    /// The numbering region of its lines: the region a number without a country code belongs to.
    #[must_use]
    pub const fn region(self) -> Region {
        match self {
            Self::Atomic => Region::Au,
            Self::Reach => Region::Us,
            Self::Onsim => Region::Gb,
            Self::Telecomx => Region::Dk,
        }
    }

    /// The country as people on the desk write it: `AU`, `US`, `UK`, `DK`.
    #[must_use]
    pub const fn country(self) -> &'static str {
        match self {
            Self::Atomic => "AU",
            Self::Reach => "US",
            Self::Onsim => "UK",
            Self::Telecomx => "DK",
        }
    }
}

/// Names one connection (an account with a provider). Stable for the life of the connection; never personal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct ConnectionId(pub String);

impl std::fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which of a provider's worlds a connection talks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// The simulated shop: nothing real happens.
    Practice,
    /// A test system of the provider.
    Staging,
    /// Real customers.
    Production,
}

/// How well an operation is known: the contracts' `x-evidence`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Stated in full on the provider's own published page.
    Documented,
    /// The page is known, part of the shape is not.
    Partial,
    /// Seen on the wire, not published.
    Observed,
    /// Our reading, not the provider's word.
    Inferred,
}

impl Evidence {
    /// True where the confirm step of a live connection must say "unverified with the provider".
    #[must_use]
    pub const fn is_unverified(self) -> bool {
        !matches!(self, Self::Documented)
    }
}

/// What an operation does, whatever its HTTP verb: the contracts' `x-effect`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Changes nothing at the provider.
    Read,
    /// Changes state; nothing in use is lost, or a documented call can put it back.
    Write,
    /// Buys something, or starts or changes a charge.
    Money,
    /// Takes away or replaces something in use, and no documented call restores it with certainty.
    Irreversible,
}

/// How a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// Nothing was asked yet.
    NotAsked,
    /// Answers.
    Ok,
    /// Answers, slowly.
    Slow,
    /// Asked us to slow down.
    Limited,
    /// Does not answer, or answers that it is not working.
    Down,
    /// Refuses our credentials.
    CredentialsRefused,
    /// Wants a code from a person before it lets us in; until then nothing is asked of it.
    CodeNeeded,
}

/// Where a person finds the code that a provider wants beside the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// In a text message the provider has sent.
    Sms,
    /// In an authenticator app.
    Authenticator,
}

/// How signing in as a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SignInState {
    /// Nobody is signed in; the next call signs in.
    SignedOut {},
    /// Signed in.
    SignedIn {},
    /// A person has to give a code. Until then nothing is sent, because every try may send another message.
    CodeNeeded {
        /// Which code.
        kind: CodeKind,
        /// True when one was given and not taken.
        refused: bool,
    },
}
