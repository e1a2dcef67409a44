//! Reading back TelecomX's tasks about numbers, portings and papers: what happened is told from what did not.

use domain::action::{ActionId, Ticket};
use domain::msisdn::Region;
use domain::task::{ReadBack, Task};
use practice::{PracticeConfig, PracticeShop};
use providers::{Inputs, Progress};
use suite::desk::connections_of;
use suite::tasks::Ends;

#[expect(clippy::disallowed_methods, reason = "the client alone is asked here, without a desk that issues tickets")]
fn ticket() -> Ticket {
    Ticket::issue(ActionId(uuid::Uuid::nil()))
}

/// What was typed, as the ledger gives it back: of a file only its name.
fn kept(task: &Task, inputs: &Inputs) -> Inputs {
    let mut kept = Inputs::default();
    for (name, value) in inputs.plain() {
        let file = task.field(name).and_then(|field| field.name_of_file(value));
        kept.put(name, file.unwrap_or(value).to_owned());
    }
    kept
}

#[tokio::test]
async fn reading_back_tells_a_change_that_happened_from_one_that_did_not() {
    let cases = suite::tasks::telecomx_b();
    for case in cases.iter().filter(|case| matches!(case.ends, Ends::Done | Ends::Accepted)) {
        let shop = PracticeShop::start(PracticeConfig { lines: 60, ..PracticeConfig::default() }).await.unwrap();
        let connections = connections_of(&shop);
        let provider = &connections.iter().find(|one| one.id.0 == "telecomx").unwrap().provider;
        let tasks = provider.tasks().unwrap();
        let task = tasks.tasks().iter().find(|task| task.id == case.task).unwrap();
        if task.read_back != ReadBack::Order {
            continue;
        }
        let mut inputs = Inputs::default();
        for (name, text) in case.inputs {
            inputs.put(*name, task.field(name).unwrap().read(text, Region::Dk).unwrap());
        }
        let (about, kept) = (case.about.about("telecomx"), kept(task, &inputs));
        assert_eq!(tasks.progress(task, &about, &kept, None).await, Ok(Progress::NotBegun), "{} before", task.id);
        tasks.perform(task, &about, &inputs, ticket()).await.unwrap();
        assert_eq!(tasks.progress(task, &about, &kept, None).await, Ok(Progress::Done), "{} after", task.id);
    }
}
