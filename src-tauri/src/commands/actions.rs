//! Commands about changes and the ledger.

use bridge::actions::{
    ActionCounts, ActionRequest, ActionView, ActionsAnswer, ActionsFilter, ActionsRequest, ChainAnswer,
    ExportedActions, PreviewAnswer, PreviewRequest, SubmitRequest,
};
use bridge::{Nothing, Problem};
use desk::{Confirmed, Desk};
use domain::action::{ActionRecord, PreviewCheck};
use store::ActionFilter;
use tauri::Manager as _;

use super::Call;

pub(crate) async fn preview_change(call: Call, request: PreviewRequest) -> Result<PreviewAnswer, Problem> {
    let preview = call.desk()?.preview(&request.line, request.kind).await?;
    Ok(PreviewAnswer { may_send: !preview.checks.iter().any(PreviewCheck::stops), preview })
}

pub(crate) async fn submit_change(call: Call, request: SubmitRequest) -> Result<ActionView, Problem> {
    call.desk()?
        .submit(
            request.preview,
            Confirmed { reason: request.reason, note: request.note, digits: request.digits, old_sim: request.old_sim },
        )
        .await
        .map(Into::into)
}

pub(crate) async fn action(call: Call, request: ActionRequest) -> Result<ActionView, Problem> {
    let desk = call.desk()?;
    desk.action(request.id).await.map(|record| viewed(&desk, record))
}

pub(crate) async fn actions(call: Call, request: ActionsRequest) -> Result<ActionsAnswer, Problem> {
    let filter = match request.filter {
        ActionsFilter::All => ActionFilter::All,
        ActionsFilter::Unknown => ActionFilter::Unknown,
        ActionsFilter::Waiting => ActionFilter::Waiting,
        ActionsFilter::Refused => ActionFilter::Refused,
    };
    let limit = usize::try_from(request.limit).unwrap_or(100).min(100);
    // One more than asked for tells whether there are more.
    let desk = call.desk()?;
    let (mut found, counts) = desk.actions(filter, limit + 1, request.after).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    Ok(ActionsAnswer {
        actions: found.into_iter().map(|record| viewed(&desk, record)).collect(),
        counts: ActionCounts {
            all: counts.all,
            unknown: counts.unknown,
            waiting: counts.waiting,
            refused: counts.refused,
        },
        more,
    })
}

pub(crate) async fn check_action(call: Call, request: ActionRequest) -> Result<ActionView, Problem> {
    let desk = call.desk()?;
    desk.check_action(request.id).await.map(|record| viewed(&desk, record))
}

pub(crate) async fn verify_ledger(call: Call, _request: Nothing) -> Result<ChainAnswer, Problem> {
    let report = call.desk()?.verify_ledger().await?;
    Ok(ChainAnswer {
        entries: report.entries,
        first_bad: report.first_bad.map(|bad| u64::try_from(bad.seq).unwrap_or(0)),
        what: report.first_bad.map(|bad| bad.what.to_string()),
    })
}

pub(crate) async fn export_actions(call: Call, _request: Nothing) -> Result<ExportedActions, Problem> {
    let desk = call.desk()?;
    // Without a folder for downloads (a Linux without one set up) it goes where the desk's own data are.
    let downloads = call.app().path().download_dir().ok().filter(|folder| folder.is_dir());
    let folder = match downloads {
        Some(folder) => folder,
        None => call.opening().data().to_owned(),
    };
    let path = desk::export::free_path(&folder, desk.now());
    let rows = desk.export_actions(&path).await?;
    Ok(ExportedActions { path: path.display().to_string(), rows })
}

/// An action with what a person has to look at, where the desk cannot find out by itself.
fn viewed(desk: &Desk, record: ActionRecord) -> ActionView {
    let look_at = desk.look_at(&record);
    ActionView { look_at, ..record.into() }
}
