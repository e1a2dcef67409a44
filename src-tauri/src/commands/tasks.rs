//! Commands about tasks.

use bridge::actions::{ActionRequest, ActionView, PreviewAnswer};
use bridge::tasks::{
    AnswerTableView, DecideRequest, FilledIn, OneTimeCodeView, RevealRequest, Revealed, SavedFile, SendCodeRequest,
    SentCode, TaskAnswerView, TaskChoicesAnswer, TaskChoicesRequest, TaskRequest, TaskView, TasksAnswer, TasksRequest,
    VerifyRequest,
};
use bridge::{ActionId, ErrorCode, Nothing, Problem, Verification};
use desk::one_time_codes::CodeTries;
use desk::tasks::ShownAnswer;
use domain::action::PreviewCheck;

use super::{Call, downloads};

/// How long a revealed secret may stay on screen, in seconds.
const REVEALED: u32 = 30;

pub(crate) async fn tasks(call: Call, request: TasksRequest) -> Result<TasksAnswer, Problem> {
    let desk = call.desk()?;
    let policy = desk.policy();
    let tasks = desk.tasks(&request.about).await?.into_iter().map(|one| {
        let proofs = policy.proofs_for(one.task.risk, Some(one.task)).unwrap_or_default();
        TaskView::new(one.task, proofs, policy.note_needed.contains(&one.task.risk), one.not_now)
    });
    Ok(TasksAnswer {
        tasks: tasks.collect(),
        verification: desk.verification_of(&request.about),
        one_time_code: desk.code_tries(&request.about).await?.map(code_view),
    })
}

pub(crate) async fn task_choices(call: Call, request: TaskChoicesRequest) -> Result<TaskChoicesAnswer, Problem> {
    let (typed, _) = split(request.filled_in);
    let choices = call.desk()?.task_choices(&request.about, &request.task, &request.field, &typed).await?;
    Ok(TaskChoicesAnswer { choices })
}

pub(crate) async fn look_up(call: Call, request: TaskRequest) -> Result<TaskAnswerView, Problem> {
    let (typed, _) = split(request.filled_in);
    let (id, answer) = call.desk()?.look(&request.about, &request.task, typed).await?;
    Ok(view(id, answer))
}

pub(crate) async fn preview_task(call: Call, request: TaskRequest) -> Result<PreviewAnswer, Problem> {
    let (typed, labels) = split(request.filled_in);
    let preview = call.desk()?.preview_task(&request.about, &request.task, typed, &labels).await?;
    Ok(PreviewAnswer { may_send: !preview.checks.iter().any(PreviewCheck::stops), preview })
}

pub(crate) async fn task_result(call: Call, request: ActionRequest) -> Result<TaskAnswerView, Problem> {
    call.desk()?.result_of(request.id).map(|answer| view(request.id, answer))
}

pub(crate) async fn reveal_secret(call: Call, request: RevealRequest) -> Result<Revealed, Problem> {
    let secret = call.desk()?.reveal(request.id, &request.label).await?;
    Ok(Revealed { value: secret.expose().to_owned(), seconds: REVEALED })
}

pub(crate) async fn open_result_link(call: Call, request: ActionRequest) -> Result<Nothing, Problem> {
    let link = call.desk()?.result_link(request.id)?;
    // Only a web page: any other scheme could start a program.
    if !link.expose().starts_with("https://") {
        return Err(Problem::new(ErrorCode::UnreadableAnswer, "the provider's link is no https address"));
    }
    open::that_detached(link.expose()).map_err(|error| {
        Problem::new(ErrorCode::Internal, format!("no browser could be opened: {}", error.kind())).safe_to_retry()
    })?;
    Ok(Nothing {})
}

pub(crate) async fn save_result_file(call: Call, request: ActionRequest) -> Result<SavedFile, Problem> {
    let (name, bytes) = call.desk()?.result_file(request.id)?;
    let path = downloads::save(call.app(), &name, &bytes)?;
    Ok(SavedFile { path: path.display().to_string() })
}

pub(crate) async fn drop_result(call: Call, request: ActionRequest) -> Result<Nothing, Problem> {
    call.desk()?.drop_result(request.id);
    Ok(Nothing {})
}

pub(crate) async fn verify_customer(call: Call, request: VerifyRequest) -> Result<Verification, Problem> {
    call.desk()?.verify_about(&request.about, request.method)
}

pub(crate) async fn send_one_time_code(call: Call, request: SendCodeRequest) -> Result<SentCode, Problem> {
    let desk = call.desk()?;
    let action = desk.send_one_time_code(&request.about).await?.into();
    let one_time_code = desk.code_tries(&request.about).await?.map(code_view);
    Ok(SentCode { action, verification: desk.verification_of(&request.about), one_time_code })
}

pub(crate) async fn decide_action(call: Call, request: DecideRequest) -> Result<ActionView, Problem> {
    call.desk()?.decide(request.id, request.happened, &request.note).await.map(Into::into)
}

fn code_view(tries: CodeTries) -> OneTimeCodeView {
    let CodeTries { sent_at, wrong, most, limit_is_providers } = tries;
    OneTimeCodeView { sent_at, wrong, most, limit_is_providers }
}

/// Values or words by the name of their field.
type ByField = Vec<(String, String)>;

/// What is filled in, and the words it was chosen by.
fn split(filled_in: Vec<FilledIn>) -> (ByField, ByField) {
    let labels = filled_in.iter().filter_map(|one| Some((one.name.clone(), one.label.clone()?))).collect();
    (filled_in.into_iter().map(|one| (one.name, one.value)).collect(), labels)
}

fn view(id: ActionId, answer: ShownAnswer) -> TaskAnswerView {
    let tables = answer.tables.into_iter().map(|table| AnswerTableView {
        title: table.title,
        columns: table.columns,
        rows: table.rows,
        more: table.more,
    });
    TaskAnswerView {
        id,
        note: answer.note,
        facts: answer.facts,
        tables: tables.collect(),
        secrets: answer.secrets,
        has_code: answer.has_code,
        has_link: answer.has_link,
        file: answer.file,
    }
}
