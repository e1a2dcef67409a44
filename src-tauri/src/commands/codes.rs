//! Commands about activation codes on screen.

use bridge::actions::ActionRequest;
use bridge::codes::{
    CodePart, CopyAnswer, CopyRequest, ExtendAnswer, PictureRequest, ShowHeldRequest, ShowRequest, ShowingRequest,
    ShownCode, SpelledLetter, TakeInPictureRequest, TakeInRequest, TakenInCode,
};
use bridge::event::Event;
use bridge::tasks::SavedFile;
use bridge::{Nothing, Problem};
use desk::install::{self, ShowingId, Shown};
use desk::intake::TakenIn;
use tauri::Manager as _;
use zeroize::Zeroizing;

use super::{Call, downloads};
use crate::clipboard::{Clipboard, KEPT};
use crate::events::tell_agent;

pub(crate) async fn show_code(call: Call, request: ShowRequest) -> Result<ShownCode, Problem> {
    call.desk()?.show_code(&request.line, request.screen).await.map(shown_code)
}

pub(crate) async fn show_held_code(call: Call, request: ShowHeldRequest) -> Result<ShownCode, Problem> {
    call.desk()?.show_held_code(request.id, request.screen).await.map(shown_code)
}

pub(crate) async fn take_in_code(call: Call, request: TakeInRequest) -> Result<TakenInCode, Problem> {
    call.desk()?.take_in_code(&request.line, request.text).await.map(taken_in)
}

pub(crate) async fn take_in_picture(
    call: Call,
    request: TakeInPictureRequest,
    bytes: Zeroizing<Vec<u8>>,
) -> Result<TakenInCode, Problem> {
    call.desk()?.take_in_picture(&request.line, bytes).await.map(taken_in)
}

fn taken_in(taken: TakenIn) -> TakenInCode {
    TakenInCode {
        id: taken.id,
        sm_dp_address: taken.sm_dp_address,
        warnings: taken.warnings.iter().map(ToString::to_string).collect(),
        seen_on: taken.seen_on,
        new_host: taken.new_host,
        known_hosts: taken.known_hosts,
        other_sim: taken.other_sim.map(|iccid| iccid.to_string()),
        bound: taken.bound,
    }
}

pub(crate) async fn bind_code(call: Call, request: ActionRequest) -> Result<Nothing, Problem> {
    call.desk()?.bind_code(request.id)?;
    Ok(Nothing {})
}

/// The one place where a code leaves Rust.
fn shown_code(shown: Shown) -> ShownCode {
    let code = &shown.code;
    ShownCode {
        showing: bridge::codes::ShowingId(shown.id.0),
        modules: shown.modules,
        sm_dp_address: code.sm_dp_address().to_owned(),
        activation_code: code.matching_id().to_owned(),
        confirmation_required: code.confirmation_required(),
        stray_confirmation_code: code.stray_confirmation_code().map(str::to_owned),
        whole: code.full().to_owned(),
        warnings: shown.warnings.iter().map(ToString::to_string).collect(),
        spelled: domain::spelling::nato(code.matching_id())
            .into_iter()
            .map(|spelled| SpelledLetter { letter: spelled.letter.to_string(), word: spelled.word.into_owned() })
            .collect(),
        state: shown.state,
        shown_at: shown.shown_at,
        hides_at: shown.hides_at,
        may_be_saved: shown.may_be_saved,
    }
}

pub(crate) async fn code_picture(call: Call, request: PictureRequest) -> Result<Vec<u8>, Problem> {
    call.desk()?.code_picture(&ShowingId(request.showing.0), request.module_px).await
}

pub(crate) async fn print_code(call: Call, request: ShowingRequest) -> Result<Vec<u8>, Problem> {
    call.desk()?.print_code(&ShowingId(request.showing.0)).await
}

pub(crate) async fn save_code(call: Call, request: ShowingRequest) -> Result<SavedFile, Problem> {
    let png = call.desk()?.saved_code(&ShowingId(request.showing.0)).await?;
    let path = downloads::save(call.app(), "esim-code.png", &png)?;
    Ok(SavedFile { path: path.display().to_string() })
}

pub(crate) async fn extend_showing(call: Call, request: ShowingRequest) -> Result<ExtendAnswer, Problem> {
    let hides_at = call.desk()?.extend_showing(&ShowingId(request.showing.0))?;
    Ok(ExtendAnswer { hides_at })
}

pub(crate) async fn hide_code(call: Call, request: ShowingRequest) -> Result<Nothing, Problem> {
    call.desk()?.hide_code(&ShowingId(request.showing.0)).await;
    Ok(Nothing {})
}

pub(crate) async fn copy_code(call: Call, request: CopyRequest) -> Result<CopyAnswer, Problem> {
    let desk = call.desk()?;
    let part = match request.part {
        CodePart::SmDpAddress => install::CodePart::SmDpAddress,
        CodePart::ActivationCode => install::CodePart::ActivationCode,
        CodePart::Whole => install::CodePart::Whole,
        CodePart::IphoneLink => install::CodePart::IphoneLink,
        CodePart::AndroidLink => install::CodePart::AndroidLink,
    };
    let text = desk.copy_code(&ShowingId(request.showing.0), part).await?;
    let clipboard = call.app().state::<Clipboard>().inner().clone();
    let copy = clipboard.copy(text)?;
    let app = call.app().clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(KEPT).await;
        if clipboard.clear(copy) {
            tell_agent(&app, Event::ClipboardCleared {});
        }
    });
    Ok(CopyAnswer { clears_at: desk.now().plus_seconds(i64::try_from(KEPT.as_secs()).unwrap_or(30)) })
}
