//! The table of calls: every operation of the contract, each in at least one row. The other files run over it.

use domain::activation_code::ActivationCode;
use domain::secret::Password;
use futures::FutureExt;
use providers::onsim::{Onsim, PortFilter, SimType};
use providers::{
    Answer, EsimCodes, HostedLine, LineEdit, LineList, Lines, NewGroup, OwnSystemLine, Ports, StockState, Switches,
};
use serde_json::{Value, json};

use super::ticket;
use crate::calls::{Body, Case, case};
use crate::server::Reply;

/// The number every call is about.
pub(crate) const MPN: &str = "447777777777";

/// The SIM every call is about, as it is printed: with its check digit.
pub(crate) const PRINTED_ICCID: &str = "89445300000000123450";

impl Case<Onsim> {
    /// An answer the call succeeds with. The contract's own examples, except where they are placeholders that no line
    /// or code can be made of.
    pub(crate) fn good_answer(&self) -> Reply {
        let good_code = json!({"esim_code": "LPA:1$rsp.example.com$A-1", "esim_status": "ready to install"});
        match self.id {
            "queryEsim" => Reply::json(200, &good_code),
            "listSubscribers" => Reply::json(200, &json!([{"mpn": MPN}])),
            id => {
                let (status, body) = super::CONTRACT.answers(id).into_iter().next().unwrap();
                body.map_or_else(|| Reply::empty(status), |body: Value| Reply::json(status, &body))
            }
        }
    }
}

/// Every call.
pub(crate) static CASES: [Case<Onsim>; 21] = [
    case("ceaseAccount", Body::Unused, |onsim| onsim.cease(PRINTED_ICCID, ticket()).boxed()),
    case("getAccount", Body::Read, |onsim| Lines::read(onsim, MPN).map(nothing).boxed()),
    case("updateBundle", Body::Unused, |onsim| onsim.change(MPN, "UNLIMITED", ticket()).boxed()),
    case("setRecording", Body::Unused, |onsim| onsim.set_recording(MPN, true, false, ticket()).boxed()),
    case("queryEsim", Body::Read, |onsim| onsim.status(MPN).map(nothing).boxed()),
    case("queryEsim", Body::Needed, |onsim| onsim.refresh(MPN, ticket()).map(nothing).boxed()),
    case("generateEsimQr", Body::Needed, |onsim| {
        async { onsim.generate_esim_qr(&code(), ticket()).await.map(|_| ()) }.boxed()
    }),
    case("updateMobileSettings", Body::Unused, |onsim| onsim.update(MPN, SWITCHES, edit(), ticket()).boxed()),
    case("listNumbers", Body::List, |onsim| onsim.numbers(StockState::Reserved).map(nothing).boxed()),
    case("addNumber", Body::Unused, |onsim| onsim.add_number(MPN, ticket()).boxed()),
    case("listGroups", Body::List, |onsim| onsim.groups().map(nothing).boxed()),
    case("addGroup", Body::Unused, |onsim| onsim.add_group(group(), ticket()).boxed()),
    case("getCatalogue", Body::Read, |onsim| onsim.products().map(nothing).boxed()),
    case("provisionOwnUc", Body::Needed, |onsim| onsim.on_own_system(own_line(), ticket()).map(nothing).boxed()),
    case("provisionOnsimUc", Body::Needed, |onsim| onsim.hosted(hosted_line(), ticket()).map(nothing).boxed()),
    case("listSubscribers", Body::Read, |onsim| LineList::list(onsim).map(nothing).boxed()),
    case("listSims", Body::List, |onsim| onsim.sims(StockState::Active, SimType::All).map(nothing).boxed()),
    case("listSims", Body::List, |onsim| onsim.sims(StockState::Reserved, SimType::Card).map(nothing).boxed()),
    case("listPorts", Body::Read, |onsim| Ports::list(onsim).map(nothing).boxed()),
    case("listPorts", Body::Read, |onsim| onsim.ports_in(PortFilter::InProgress).map(nothing).boxed()),
    case("getPort", Body::Read, |onsim| Ports::read(onsim, "1").map(nothing).boxed()),
];

fn nothing<T>(answer: Answer<T>) -> Answer<()> {
    answer.map(|_| ())
}

const SWITCHES: Switches = Switches { data: true, voice: true, messages: false, hotspot: true };

pub(crate) fn code() -> ActivationCode {
    ActivationCode::parse("LPA:1$rsp.example.com$EXAMPLE-CODE").unwrap().code
}

fn edit() -> LineEdit {
    LineEdit { sip_password: Some(Password::new("PA$$W0RD!".to_owned())), ..LineEdit::default() }
}

pub(crate) fn group() -> NewGroup {
    NewGroup {
        name: "ExampleCustomer".to_owned(),
        address_line_1: "Example Building".to_owned(),
        home_location: "GBR,USA".to_owned(),
        address_line_2: None,
        city: Some("Example City".to_owned()),
        country: None,
        post_code: Some("SW1A 0AA".to_owned()),
        description: None,
    }
}

pub(crate) fn own_line() -> OwnSystemLine {
    OwnSystemLine { number: MPN.to_owned(), iccid: Some(PRINTED_ICCID.to_owned()), ..OwnSystemLine::default() }
}

pub(crate) fn hosted_line() -> HostedLine {
    HostedLine {
        number: MPN.to_owned(),
        iccid: None,
        group: "CUSTOMER_A".to_owned(),
        home_location: "FRA".to_owned(),
        first_name: "John".to_owned(),
        last_name: "Smith".to_owned(),
        email: "j.smith@example.com".to_owned(),
        product: 18,
        data: "BACKGROUND-ONLY".to_owned(),
    }
}
