//! Every operation of every contract: is it in the client, in these tests, in the practice shop, on a screen? Printed by
//! `cargo xtask contracts`; a gap without a reason fails.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::task::Task;
use practice::{PracticeConfig, PracticeShop};
use providers::{Operation, atomic, onsim, reach, telecomx};
use suite::desk::connections_of;

use crate::contract::Contract;

/// Operations that a person reaches by a page of its own, beside or instead of a task.
const ON_SCREEN: &[(&str, &str, &str)] = &[
    ("ONSIM", "listSubscribers", "the list of lines, at the start and by Refresh"),
    ("ONSIM", "getAccount", "the page of a line; search for a whole number"),
    ("ONSIM", "queryEsim", "the page of a line; Replace SIM; Show QR"),
    ("ONSIM", "listPorts", "the page of a line: ports of its number"),
    ("Atomic", "manageMobileService", "the page of a line; search for a whole number"),
    ("Reach", "getCustomerInfo", "the page of a line; search for a customer id"),
    ("Reach", "generateAuth", "signing in with a key pair"),
    ("TelecomX", "login", "signing in"),
    ("TelecomX", "searchAllByPost", "search"),
    ("TelecomX", "getMvnoAccount", "the page of a line; search"),
    ("TelecomX", "listMvnoAccounts", "the list of lines"),
    ("TelecomX", "listPortings", "the page of a line: ports of its number"),
];

struct Provider {
    name: &'static str,
    contract: &'static Contract,
    client: &'static [Operation],
    left_out: &'static [(&'static str, &'static str)],
    /// Operations behind no task, each with the reason.
    not_a_task: Vec<(&'static str, &'static str)>,
    tasks: &'static [Task],
    tested: Vec<&'static str>,
    practised: Vec<String>,
}

async fn providers() -> Vec<Provider> {
    let shop = PracticeShop::start(PracticeConfig::default()).await.unwrap();
    let connections = connections_of(&shop);
    let tasks = |name: &str| -> &'static [Task] {
        let found = connections.iter().find(|one| one.provider.kind().name() == name);
        found.and_then(|one| one.provider.tasks()).map_or(&[], |tasks| tasks.tasks())
    };
    vec![
        Provider {
            name: "Atomic",
            contract: &crate::atomic::CONTRACT,
            client: &atomic::operations::OPERATIONS,
            left_out: &[],
            not_a_task: atomic::NOT_A_TASK.to_vec(),
            tasks: tasks("Atomic"),
            tested: crate::atomic::cases::CASES.iter().map(|case| case.id).collect(),
            practised: shop.atomic().dial().operations().to_vec(),
        },
        Provider {
            name: "Reach",
            contract: &crate::reach::CONTRACT,
            client: &reach::operations::OPERATIONS,
            left_out: &[],
            not_a_task: reach::NOT_A_TASK.to_vec(),
            tasks: tasks("Reach"),
            tested: crate::reach::cases::CASES.iter().map(|case| case.id).collect(),
            practised: shop.reach().dial().operations().to_vec(),
        },
        Provider {
            name: "ONSIM",
            contract: &crate::onsim::CONTRACT,
            client: &onsim::operations::OPERATIONS,
            left_out: &[],
            not_a_task: onsim::NOT_A_TASK.to_vec(),
            tasks: tasks("ONSIM"),
            tested: crate::onsim::cases::CASES.iter().map(|case| case.id).collect(),
            practised: shop.onsim().dial().operations().to_vec(),
        },
        Provider {
            name: "TelecomX",
            contract: &crate::telecomx::CONTRACT,
            client: telecomx::operations::OPERATIONS,
            left_out: telecomx::operations::LEFT_OUT,
            not_a_task: telecomx::not_a_task().collect(),
            tasks: tasks("TelecomX"),
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
            *placed.entry((provider.name, id.clone())).or_insert(0) += 1;
            let mut places: Vec<String> = provider
                .tasks
                .iter()
                .filter(|task| task.call == id || task.also.contains(&id.as_str()))
                .map(|task| format!("{:?}: {}", task.subject, task.title))
                .collect();
            places.extend(of(ON_SCREEN, provider.name, id).map(str::to_owned));
            let why = provider.not_a_task.iter().find(|(name, _)| name == id).map(|(_, why)| *why);
            let reached = !places.is_empty() || why.is_some();
            let place = match (left_out, places.is_empty(), why) {
                (Some(why), ..) => format!("left out: {why}"),
                (None, false, _) => places.join("; "),
                (None, true, Some(why)) => format!("no task: {why}"),
                (None, true, None) => "NOT REACHED".to_owned(),
            };
            let _ = writeln!(
                table,
                "  {id:<34} client {:<3}  wire test {:<3}  practice {:<3}  {place}",
                mark(client),
                mark(tested),
                mark(practised)
            );
            if (left_out.is_none() && !(client && tested && reached)) || !practised {
                gaps.push(format!("{} {id}", provider.name));
            }
        }
    }
    println!("{table}");
    assert!(gaps.is_empty(), "operations with a gap: {gaps:?}");
    for (provider, id, _) in ON_SCREEN {
        assert!(placed.contains_key(&(*provider, (*id).to_owned())), "{provider} has no operation {id}");
    }
}
