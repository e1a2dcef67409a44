//! The table of calls: every operation of the contract, each in at least one row. The other files run over it.

use domain::msisdn::{Msisdn, Region};
use domain::time::Timestamp;
use futures::FutureExt;
use providers::atomic::{
    Atomic, BrandRegistration, ExcessCap, NewSim, NewSubCustomer, NewText, ServiceUpdate, TextWindow,
};
use providers::{Answer, Lines};
use serde_json::Value;

use crate::calls::{Body, Case, case};
use crate::onsim::ticket;
use crate::server::Reply;

/// The line every call is about.
pub(crate) const MSN: &str = "0412345678";

/// The text every call is about.
pub(crate) const MESSAGE: &str = "00029910-000000382d3bf";

impl Case<Atomic> {
    /// Whether it is one of the SMS product's.
    pub(crate) fn is_sms_product(&self) -> bool {
        matches!(self.id, "listSmsSenders" | "sendSms" | "getSmsStatus")
    }

    /// An answer the call succeeds with: the first of the contract's own examples.
    pub(crate) fn good_answer(&self) -> Reply {
        let (status, body) = self.answers().into_iter().next().unwrap();
        Reply::json(status, &body)
    }

    /// The contract's examples of this call's answers. For the operation that does four things, one is of a query and one
    /// of a change, which is a guess.
    pub(crate) fn answers(&self) -> Vec<(u16, Value)> {
        let mut found: Vec<(u16, Value)> =
            super::CONTRACT.answers(self.id).into_iter().map(|(status, body)| (status, body.unwrap())).collect();
        if self.id == "manageMobileService" {
            found.retain(|(_, body)| body.is_array() || !self.is_read());
        }
        found
    }
}

/// Every call.
pub(crate) static CASES: [Case<Atomic>; 22] = [
    case("listCustomers", Body::Read, |atomic| atomic.customers(None).map(nothing).boxed()),
    case("listCustomers", Body::Read, |atomic| atomic.customers(Some("waqi & co")).map(nothing).boxed()),
    case("createCustomer", Body::Needed, |atomic| {
        async { nothing(atomic.create_customer(&customer(), ticket()).await) }.boxed()
    }),
    // The customer of the published sample.
    case("deleteCustomer", Body::Needed, |atomic| atomic.delete_customer("1", ticket()).boxed()),
    case("listServicePlans", Body::Read, |atomic| atomic.plans().map(nothing).boxed()),
    case("listServicePlans", Body::Read, |atomic| atomic.mobile_plans().map(nothing).boxed()),
    case("manageMobileService", Body::Read, |atomic| Lines::read(atomic, MSN).map(nothing).boxed()),
    case("manageMobileService", Body::Unused, |atomic| atomic.suspend(MSN, ticket()).boxed()),
    case("manageMobileService", Body::Unused, |atomic| atomic.resume(MSN, ticket()).boxed()),
    case("manageMobileService", Body::Unused, |atomic| atomic.cancel(MSN, ticket()).boxed()),
    case("updateMobileService", Body::Needed, |atomic| {
        async { atomic.update_service(MSN, &update(), ticket()).await }.boxed()
    }),
    case("updateMobileService", Body::Needed, |atomic| atomic.change(MSN, "97", ticket()).boxed()),
    case("replaceSim", Body::Needed, |atomic| async { atomic.replace_sim(MSN, &esim(), ticket()).await }.boxed()),
    case("replaceSim", Body::Needed, |atomic| async { atomic.replace_sim(MSN, &card(), ticket()).await }.boxed()),
    case("resetEsim", Body::Needed, |atomic| atomic.reset_esim(MSN, "8976543210", ticket()).map(nothing).boxed()),
    case("registerBrandName", Body::Needed, |atomic| {
        async { nothing(atomic.register_brand_name(&brand(), ticket()).await) }.boxed()
    }),
    case("getBrandNameStatus", Body::Read, |atomic| atomic.brand_name_status("12345").map(nothing).boxed()),
    case("listIncomingSms", Body::Read, |atomic| {
        async { nothing(atomic.received_texts(&window(false)).await) }.boxed()
    }),
    case("listIncomingSms", Body::Read, |atomic| async { nothing(atomic.received_texts(&window(true)).await) }.boxed()),
    case("listSmsSenders", Body::Read, |atomic| atomic.sms().unwrap().senders().map(nothing).boxed()),
    case("sendSms", Body::Needed, |atomic| {
        async { nothing(atomic.sms().unwrap().send(&text(), ticket()).await) }.boxed()
    }),
    case("getSmsStatus", Body::Read, |atomic| atomic.sms().unwrap().status(MESSAGE).map(nothing).boxed()),
];

fn nothing<T>(answer: Answer<T>) -> Answer<()> {
    answer.map(|_| ())
}

pub(crate) fn number(text: &str) -> Msisdn {
    Msisdn::parse(text, Region::Au).unwrap()
}

pub(crate) fn customer() -> NewSubCustomer {
    NewSubCustomer {
        name: "ABC".to_owned(),
        nickname: "ABC".to_owned(),
        addr_1: "123 Some Street".to_owned(),
        postcode: "4000".to_owned(),
        country: "Australia".to_owned(),
        city: Some(" Brisbane ".to_owned()),
        website: Some(" ".to_owned()),
        ..NewSubCustomer::default()
    }
}

pub(crate) fn update() -> ServiceUpdate {
    ServiceUpdate { excess_usage: Some(ExcessCap::Fifty), plan: None }
}

pub(crate) fn esim() -> NewSim {
    NewSim::Esim { notification_email: "user@example.com".to_owned() }
}

pub(crate) fn card() -> NewSim {
    NewSim::Card { number: "89610000000000000000".to_owned(), notification_email: None }
}

pub(crate) fn brand() -> BrandRegistration {
    BrandRegistration {
        sms_account_id: 2124,
        name: "BRAND".to_owned(),
        url: "https://example.com".to_owned(),
        description: "Brand registration for SMS campaigns".to_owned(),
    }
}

/// The first day of 2025, with both filters or without.
pub(crate) fn window(filtered: bool) -> TextWindow {
    TextWindow {
        from: Timestamp(1_735_689_600_000),
        to: Timestamp(1_735_775_999_000),
        sender: filtered.then(|| number(MSN)),
        receiver: filtered.then(|| number("+61491570099")),
    }
}

pub(crate) fn text() -> NewText {
    NewText {
        to: vec![number("+61444444444"), number("0488 888 888")],
        from: "ATOM".to_owned(),
        text: "Testing from the API".to_owned(),
        callback: Some("https://myurl.com/receive".to_owned()),
    }
}
