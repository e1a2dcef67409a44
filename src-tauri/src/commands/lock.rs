//! Commands about the lock and the settings of this desk.

use bridge::lock::{
    ChangeSettingsRequest, LockState, PinAnswer, PinTried, RemovePinRequest, SetPinRequest, SettingsView, UnlockRequest,
};
use bridge::{Nothing, Problem};
use desk::Lock;
use desk::lock::Tried;
use tauri::Manager as _;

use super::Call;
use crate::{computer_lock, locking};

pub(crate) async fn lock_state(call: Call, _request: Nothing) -> Result<LockState, Problem> {
    Ok(locking::state(call.app()))
}

pub(crate) async fn lock(call: Call, _request: Nothing) -> Result<Nothing, Problem> {
    locking::lock(call.app());
    Ok(Nothing {})
}

pub(crate) async fn unlock(call: Call, request: UnlockRequest) -> Result<PinAnswer, Problem> {
    let tried = the_lock(&call).release(request.pin.map(|pin| pin.0)).await?;
    locking::tell(call.app());
    Ok(answer(&call, tried))
}

pub(crate) async fn still_here(call: Call, _request: Nothing) -> Result<Nothing, Problem> {
    the_lock(&call).seen();
    Ok(Nothing {})
}

pub(crate) async fn settings(call: Call, _request: Nothing) -> Result<SettingsView, Problem> {
    Ok(view(&call))
}

pub(crate) async fn change_settings(call: Call, request: ChangeSettingsRequest) -> Result<SettingsView, Problem> {
    the_lock(&call).settings().change(|settings| {
        settings.lock_after_s = request.lock_after_s.unwrap_or(settings.lock_after_s);
        settings.notify = request.notify.unwrap_or(settings.notify);
        settings.forget_after = request.forget_after.unwrap_or(settings.forget_after);
    })?;
    Ok(view(&call))
}

pub(crate) async fn set_pin(call: Call, request: SetPinRequest) -> Result<PinAnswer, Problem> {
    let tried = the_lock(&call).set_pin(request.current.map(|pin| pin.0), request.new.0).await?;
    Ok(answer(&call, tried))
}

pub(crate) async fn remove_pin(call: Call, request: RemovePinRequest) -> Result<PinAnswer, Problem> {
    let tried = the_lock(&call).remove_pin(request.current.0).await?;
    Ok(answer(&call, tried))
}

fn the_lock(call: &Call) -> Lock {
    call.app().state::<Lock>().inner().clone()
}

fn view(call: &Call) -> SettingsView {
    let settings = the_lock(call).settings().now();
    SettingsView {
        lock_after_s: settings.lock_after_s,
        notify: settings.notify,
        locks_with_computer: computer_lock::is_heard(),
        lock: locking::state(call.app()),
        retention: super::retention::view(call, settings.forget_after),
    }
}

fn answer(call: &Call, tried: Tried) -> PinAnswer {
    let tried = match tried {
        Tried::Right => PinTried::Right,
        Tried::Needed => PinTried::Needed,
        Tried::Wrong => PinTried::Wrong,
        Tried::TooSoon => PinTried::TooSoon,
    };
    PinAnswer { tried, lock: locking::state(call.app()) }
}
