//! Every task of every provider, done once against the practice shop: what is sent is what its table says, exactly once,
//! and the ledger knows what came of it.

mod lost_answers;
mod read_back;
mod sims;

use std::sync::Arc;
use std::time::Duration;

use desk::Confirmed;
use domain::action::{ActionRecord, ActionState, Facts, PreviewCheck, Reason, VerificationMethod};
use domain::problem::Problem;
use domain::provider::Health;
use domain::task::{About, Task};
use practice::{PracticeConfig, PracticeShop, SeenRequest};
use suite::desk::{ShopDesk, connections_of, quick};
use suite::tasks::{Case, Ends, Place};

/// Every task of a provider has a case, and each case goes as it says, in a shop of its own.
async fn every_task(provider: &str, cases: &[Case], requests: fn(&PracticeShop) -> Vec<SeenRequest>) {
    let tasks = tasks_of(provider).await;
    let without: Vec<_> =
        tasks.iter().map(|task| task.id).filter(|id| !cases.iter().any(|case| case.task == *id)).collect();
    assert!(without.is_empty(), "tasks without a case: {without:?}");
    let mut wrong = Vec::new();
    for case in cases {
        let task = tasks.iter().find(|task| task.id == case.task).unwrap();
        if let Err(what) = goes_as_it_says(provider, task, case, requests).await {
            wrong.push(format!("{}: {what}", case.task));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn goes_as_it_says(
    provider: &str,
    task: &Task,
    case: &Case,
    requests: fn(&PracticeShop) -> Vec<SeenRequest>,
) -> Result<(), String> {
    let shop = PracticeShop::start(PracticeConfig { lines: 60, ..PracticeConfig::default() }).await.unwrap();
    let test = ShopDesk::open_on(connections_of(&shop), Arc::new(tempfile::tempdir().unwrap()), quick());
    let about = case.about.about(provider);
    test.desk.verify_about(&about, VerificationMethod::PhotoId).unwrap();
    let typed = case.inputs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>();
    let sent =
        |shop: &PracticeShop| requests(shop).iter().filter(|seen| seen.operation.as_deref() == Some(task.call)).count();
    let result = if task.is_change() {
        change(&test, &about, task, typed).await
    } else {
        let shown = match (&case.ends, test.desk.look(&about, task.id, typed).await) {
            (Ends::Refused(code, _), Err(problem)) if problem.code == *code => return Ok(()),
            (_, Err(problem)) => return Err(words(&problem)),
            (_, Ok((_, shown))) => shown,
        };
        let said = !shown.facts.is_empty()
            || !shown.tables.is_empty()
            || shown.note.is_some()
            || shown.file.is_some()
            || shown.has_link
            || !shown.secrets.is_empty();
        return match (&case.ends, said, sent(&shop)) {
            (Ends::Reads, true, 1..) => Ok(()),
            (Ends::Reads, said, count) => Err(format!("answered: {said}, asked {count} times")),
            _ => Err("it only reads".to_owned()),
        };
    };
    match (&case.ends, result) {
        (Ends::Reads, _) => Err("it is a change".to_owned()),
        (Ends::Done, Ok(record)) if record.state == ActionState::Done => once(sent(&shop)),
        (Ends::Accepted, Ok(record)) if record.state == ActionState::Accepted => {
            once(sent(&shop))?;
            becomes_done(&shop, &test, &record).await
        }
        (Ends::AcceptedOnce(somebody), Ok(record)) if record.state == ActionState::Accepted => {
            once(sent(&shop))?;
            shop.clock().advance(Duration::from_secs(60));
            match &record.after {
                Some(Facts::Order { reference: Some(reference), .. }) => somebody(&shop, reference),
                other => return Err(format!("no reference in {other:?}")),
            }
            becomes_done(&shop, &test, &record).await
        }
        (Ends::Refused(code, why), Ok(record)) if record.state == ActionState::Refused => {
            let said = record.problem.map(|problem| problem.code);
            if said == Some(*code) { Ok(()) } else { Err(format!("refused with {said:?}, not {code:?} ({why})")) }
        }
        (_, Ok(record)) => Err(format!("ended {:?}: {:?}", record.state, record.problem)),
        (_, Err(what)) => Err(what),
    }
}

async fn change(
    test: &ShopDesk,
    about: &About,
    task: &Task,
    typed: Vec<(String, String)>,
) -> Result<ActionRecord, String> {
    let preview = test
        .desk
        .preview_task(about, task.id, typed, &[])
        .await
        .map_err(|problem| format!("preview: {}", words(&problem)))?;
    if let Some(stop) = preview.checks.iter().find(|check| PreviewCheck::stops(check)) {
        return Err(format!("stopped by {stop:?}"));
    }
    let health = test.desk.connection(about.connection()).await.map_err(|problem| words(&problem))?.health;
    if health != Health::Ok {
        return Err(format!("looking made the connection {health:?}"));
    }
    let digits = match about.line() {
        Some(line) if preview.confirm_digits => {
            let page = test.desk.line_page(line, false).await.map_err(|problem| words(&problem))?;
            page.line.number.map(|number| number.last(4).to_owned())
        }
        _ => None,
    };
    let confirmed = Confirmed { reason: Reason::CustomerAsked, note: Some("a test".to_owned()), digits, old_sim: None };
    test.desk.submit(preview.id, confirmed).await.map_err(|problem| format!("submit: {}", words(&problem)))
}

fn once(count: usize) -> Result<(), String> {
    if count == 1 { Ok(()) } else { Err(format!("sent {count} times")) }
}

/// Lets the shop's clock go on until the desk's own watch finds the work done.
async fn becomes_done(shop: &PracticeShop, test: &ShopDesk, record: &ActionRecord) -> Result<(), String> {
    for _ in 0..60 {
        shop.clock().advance(Duration::from_secs(6 * 60 * 60));
        match test.desk.check_action(record.id).await {
            Ok(now) if now.state == ActionState::Done => return Ok(()),
            Ok(now) if now.state != ActionState::Accepted => return Err(format!("came to {:?}", now.state)),
            Ok(_) => {}
            Err(problem) => return Err(format!("asked after: {}", words(&problem))),
        }
    }
    Err("never done".to_owned())
}

fn words(problem: &Problem) -> String {
    format!(
        "{:?} {:?}: {} {}",
        problem.code,
        problem.field,
        problem.message,
        problem.provider_words.as_deref().unwrap_or("")
    )
}

async fn tasks_of(provider: &str) -> &'static [Task] {
    let shop = PracticeShop::start(PracticeConfig::default()).await.unwrap();
    let connections = connections_of(&shop);
    let found = connections.iter().find(|one| one.id.0 == provider).unwrap();
    found.provider.tasks().unwrap().tasks()
}

#[tokio::test]
async fn every_task_of_onsim() {
    every_task("onsim", &suite::tasks::onsim(), |shop| shop.onsim().requests()).await;
}

#[tokio::test]
async fn every_task_of_atomic() {
    // One operation reads a line and changes it, told apart by its body.
    every_task("atomic", &suite::tasks::atomic(), |shop| {
        let reads = |seen: &SeenRequest| seen.body.as_ref().is_some_and(|body| body["action"] == "query");
        shop.atomic().requests().into_iter().filter(|seen| !reads(seen)).collect()
    })
    .await;
}

#[tokio::test]
async fn every_task_of_reach() {
    every_task("reach", &suite::tasks::reach(), |shop| shop.reach().requests()).await;
}

#[tokio::test]
async fn every_task_of_telecomx() {
    let cases = suite::tasks::telecomx();
    every_task("telecomx", &cases, |shop| shop.telecomx().requests()).await;
}
