//! Every operation of every contract: is it in the client, in these tests, in the practice shop, on a screen? Printed by
//! `cargo xtask contracts`; a gap without a reason fails.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use practice::{PracticeConfig, PracticeShop};
use providers::{Operation, atomic, onsim, reach, telecomx};

use crate::contract::Contract;

/// Which operations a person reaches in the window, and where. Everything else has no screen yet.
const ON_SCREEN: &[(&str, &str, &str)] = &[
    ("ONSIM", "listSubscribers", "the list of lines, at the start and by Refresh"),
    ("ONSIM", "getAccount", "the page of a line; search for a whole number"),
    ("ONSIM", "queryEsim", "the page of a line; Replace SIM; Show QR"),
    ("ONSIM", "listPorts", "the page of a line: ports of its number"),
    ("ONSIM", "getCatalogue", "Connections: Test"),
    ("Atomic", "manageMobileService", "the page of a line; search for a whole number (query only)"),
    ("Atomic", "listServicePlans", "Connections: Test"),
    ("Reach", "getCustomerInfo", "the page of a line; search for a customer id"),
    ("Reach", "fetchServices", "Connections: Test"),
    ("Reach", "generateAuth", "signing in with a key pair"),
    ("TelecomX", "login", "signing in"),
    ("TelecomX", "searchAllByPost", "search"),
    ("TelecomX", "getMvnoAccount", "the page of a line; search"),
    ("TelecomX", "listMvnoAccounts", "the list of lines; Connections: Test"),
    ("TelecomX", "listPortings", "the page of a line: ports of its number"),
];

/// Why an operation that could have a screen has none.
const NO_SCREEN: &[(&str, &str, &str)] = &[(
    "ONSIM",
    "generateEsimQr",
    "the desk draws the code itself and reads it back; a picture on a server would be another copy of a key",
)];

struct Provider {
    name: &'static str,
    contract: &'static Contract,
    client: &'static [Operation],
    left_out: &'static [(&'static str, &'static str)],
    tested: Vec<&'static str>,
    practised: Vec<String>,
}

async fn providers() -> Vec<Provider> {
    let shop = PracticeShop::start(PracticeConfig::default()).await.unwrap();
    vec![
        Provider {
            name: "Atomic",
            contract: &crate::atomic::CONTRACT,
            client: &atomic::operations::OPERATIONS,
            left_out: &[],
            tested: crate::atomic::cases::CASES.iter().map(|case| case.id).collect(),
            practised: shop.atomic().dial().operations().to_vec(),
        },
        Provider {
            name: "Reach",
            contract: &crate::reach::CONTRACT,
            client: &reach::operations::OPERATIONS,
            left_out: &[],
            tested: crate::reach::cases::CASES.iter().map(|case| case.id).collect(),
            practised: shop.reach().dial().operations().to_vec(),
        },
        Provider {
            name: "ONSIM",
            contract: &crate::onsim::CONTRACT,
            client: &onsim::operations::OPERATIONS,
            left_out: &[],
            tested: crate::onsim::cases::CASES.iter().map(|case| case.id).collect(),
            practised: shop.onsim().dial().operations().to_vec(),
        },
        Provider {
            name: "TelecomX",
            contract: &crate::telecomx::CONTRACT,
            client: telecomx::operations::OPERATIONS,
            left_out: telecomx::operations::LEFT_OUT,
            // Signing in is a session's business, not a call of its own: its tests are in `telecomx::auth`.
            tested: crate::telecomx::cases::CASES.iter().map(|case| case.id).chain(["login"]).collect(),
            practised: shop.telecomx().dial().operations().to_vec(),
        },
    ]
}

fn of<'a>(table: &'a [(&str, &str, &'a str)], provider: &str, operation: &str) -> Option<&'a str> {
    table.iter().find(|(name, id, _)| *name == provider && *id == operation).map(|(_, _, text)| *text)
}

#[tokio::test]
async fn every_operation_is_in_the_client_the_tests_and_the_practice_shop() {
    let mut table = String::new();
    let mut gaps = Vec::new();
    let mut placed = BTreeMap::new();
    for provider in providers().await {
        let _ = writeln!(table, "\n{}: {} operations", provider.name, provider.contract.operations.len());
        for id in provider.contract.operations.keys() {
            let left_out = provider.left_out.iter().find(|(name, _)| name == id).map(|(_, why)| *why);
            let mark = |there: bool| if there { "yes" } else { "-" };
            let client = provider.client.iter().any(|operation| operation.id == id);
            let tested = provider.tested.contains(&id.as_str());
            let practised = provider.practised.contains(id);
            let screen = of(ON_SCREEN, provider.name, id);
            *placed.entry((provider.name, id.clone())).or_insert(0) += 1;
            let place = match (left_out, screen, of(NO_SCREEN, provider.name, id)) {
                (Some(why), ..) => format!("left out: {why}"),
                (None, Some(screen), _) => screen.to_owned(),
                (None, None, Some(why)) => format!("no screen: {why}"),
                (None, None, None) => "no screen in this version".to_owned(),
            };
            let _ = writeln!(
                table,
                "  {id:<34} client {:<3}  wire test {:<3}  practice {:<3}  {place}",
                mark(client),
                mark(tested),
                mark(practised)
            );
            if (left_out.is_none() && !(client && tested)) || !practised {
                gaps.push(format!("{} {id}", provider.name));
            }
        }
    }
    println!("{table}");
    assert!(gaps.is_empty(), "operations with a gap: {gaps:?}");
    for (provider, id, _) in ON_SCREEN.iter().chain(NO_SCREEN) {
        assert!(placed.contains_key(&(*provider, (*id).to_owned())), "{provider} has no operation {id}");
    }
}
