//! The way in to one provider of a practice shop, in a form that another process can be given: the shop's keys are made
//! up from its seed and worth nothing.

use std::sync::Arc;

use desk::{Clock as _, Connection, SystemClock};
use domain::provider::{ConnectionId, Environment, ProviderKind};
use domain::secret::{ApiKey, Password};
use practice::{FaultDial, PracticeShop, SeenRequest};
use providers::registry::{ConnectionSettings, Credentials, connect};
use providers::transport::Tuning;
use serde::{Deserialize, Serialize};

/// Where a provider is and what it is entered with.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Door {
    pub(crate) provider: String,
    pub(crate) base_url: String,
    first: String,
    second: String,
}

impl Door {
    pub(crate) fn of(shop: &PracticeShop, provider: &str) -> Self {
        let (base_url, first, second) = match provider {
            "onsim" => (shop.onsim().base_url(), shop.onsim().api_key().to_owned(), String::new()),
            "atomic" => {
                (shop.atomic().base_url(), shop.atomic().token().to_owned(), shop.atomic().sms_token().to_owned())
            }
            "reach" => (shop.reach().base_url(), shop.reach().jwt().to_owned(), shop.reach().api_key().to_owned()),
            _ => {
                let (user_name, password) = shop.telecomx().login();
                (shop.telecomx().base_url(), user_name, password)
            }
        };
        Self { provider: provider.to_owned(), base_url, first, second }
    }

    /// A door to no shop: for what a client knows by itself.
    pub(crate) fn nowhere(provider: &str) -> Self {
        let made_up = || "made-up".to_owned();
        Self {
            provider: provider.to_owned(),
            base_url: "http://127.0.0.1:9".to_owned(),
            first: made_up(),
            second: made_up(),
        }
    }

    pub(crate) fn moved_to(&self, base_url: String) -> Self {
        Self { base_url, ..self.clone() }
    }

    /// The real client behind this door.
    pub(crate) fn connection(&self, tuning: Tuning) -> Connection {
        let key = |text: &String| ApiKey::new(text.clone());
        let (kind, credentials) = match self.provider.as_str() {
            "onsim" => (ProviderKind::Onsim, Credentials::ApiKey(key(&self.first))),
            "atomic" => (
                ProviderKind::Atomic,
                Credentials::AtomicWithSms {
                    token: key(&self.first),
                    sms_base_url: self.base_url.clone(),
                    sms_key: key(&self.second),
                },
            ),
            "reach" => (ProviderKind::Reach, Credentials::ClientApi { jwt: key(&self.first), key: key(&self.second) }),
            _ => (
                ProviderKind::Telecomx,
                Credentials::Login { user_name: self.first.clone(), password: Password::new(self.second.clone()) },
            ),
        };
        let id = ConnectionId(self.provider.clone());
        let (base_url, proxy) = (self.base_url.clone(), None);
        let settings = ConnectionSettings { id: id.clone(), kind, base_url, proxy, tuning, credentials };
        Connection {
            id,
            label: kind.name().to_owned(),
            environment: Environment::Practice,
            base_url: self.base_url.clone(),
            provider: connect(settings, Arc::new(|| SystemClock.now())).unwrap(),
        }
    }
}

pub(crate) fn dial<'a>(shop: &'a PracticeShop, provider: &str) -> &'a FaultDial {
    match provider {
        "onsim" => shop.onsim().dial(),
        "atomic" => shop.atomic().dial(),
        "reach" => shop.reach().dial(),
        _ => shop.telecomx().dial(),
    }
}

pub(crate) fn effects(shop: &PracticeShop, provider: &str, operation: &str) -> u64 {
    match provider {
        "onsim" => shop.onsim().effect(operation),
        "atomic" => shop.atomic().effect(operation),
        "reach" => shop.reach().effect(operation),
        _ => shop.telecomx().effect(operation),
    }
}

pub(crate) fn requests(shop: &PracticeShop, provider: &str) -> Vec<SeenRequest> {
    match provider {
        "onsim" => shop.onsim().requests(),
        "atomic" => shop.atomic().requests(),
        "reach" => shop.reach().requests(),
        _ => shop.telecomx().requests(),
    }
}
