//! The commands a window can call: one thin function each, by subject. Their list is the bridge's.

pub(crate) mod actions;
pub(crate) mod codes;
pub(crate) mod connections;
pub(crate) mod customer_screen;
pub(crate) mod customers;
pub(crate) mod directory;
mod downloads;
pub(crate) mod faults;
pub(crate) mod lines;
pub(crate) mod lock;
pub(crate) mod retention;
pub(crate) mod setting_up;
pub(crate) mod tasks;

use bridge::{ErrorCode, Problem};
use serde::de::DeserializeOwned;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Manager as _, State};
use zeroize::Zeroizing;

use crate::locking::Gate;
use crate::opening::Opening;

/// What every command gets: the program, from which it takes the desk and whatever else it needs.
pub(crate) struct Call(AppHandle);

impl Call {
    pub(crate) fn app(&self) -> &AppHandle {
        &self.0
    }

    /// The desk, when it could be opened; else why not.
    pub(crate) fn desk(&self) -> Result<desk::Desk, Problem> {
        self.opening().opened().map(|opened| opened.desk.clone())
    }

    /// Which desk is open, and how another one is opened.
    pub(crate) fn opening(&self) -> State<'_, Opening> {
        self.0.state::<Opening>()
    }
}

/// Every command's function under its own name.
mod functions {
    pub(super) use super::actions::*;
    pub(super) use super::codes::*;
    pub(super) use super::connections::*;
    pub(super) use super::customer_screen::*;
    pub(super) use super::customers::*;
    pub(super) use super::directory::*;
    pub(super) use super::faults::*;
    pub(super) use super::lines::*;
    pub(super) use super::lock::*;
    pub(super) use super::retention::*;
    pub(super) use super::setting_up::*;
    pub(super) use super::tasks::*;
}

/// The header that carries the request of a command whose body is raw bytes: JSON in ASCII, as `host.ts` writes it.
const REQUEST_HEADER: &str = "simdesk-request";

/// The request and the bytes of such a call. The bytes may be secret: this copy of them is wiped.
fn carried<R: DeserializeOwned>(request: &Request<'_>) -> Result<(R, Zeroizing<Vec<u8>>), Problem> {
    let unreadable = || Problem::new(ErrorCode::Internal, "a call with bytes came without its parts").safe_to_retry();
    let header = request.headers().get(REQUEST_HEADER).and_then(|value| value.to_str().ok()).ok_or_else(unreadable)?;
    let InvokeBody::Raw(bytes) = request.body() else { return Err(unreadable()) };
    Ok((serde_json::from_str(header).map_err(|_| unreadable())?, Zeroizing::new(bytes.clone())))
}

macro_rules! handlers {
    (commands { $($(#[doc = $doc:literal])* $name:ident($request:ty) -> $answer:ty;)* }
     raw { $($(#[doc = $raw_doc:literal])* $raw:ident($raw_request:ty);)* }
     with_bytes { $($(#[doc = $given_doc:literal])* $given:ident($given_request:ty) -> $given_answer:ty;)* }) => {
        /// Tauri's side of the list: the same names, each passing on to its function.
        mod handlers {
            use super::{AppHandle, Call, Gate, Problem, functions};

            $(
                #[tauri::command]
                pub(crate) async fn $name(app: AppHandle, request: $request) -> Result<$answer, Problem> {
                    let gate = Gate::enter(&app, stringify!($name))?;
                    let answer = functions::$name(Call(app.clone()), request).await;
                    gate.leave(&app, answer).await
                }
            )*
            $(
                #[tauri::command]
                pub(crate) async fn $raw(app: AppHandle, request: $raw_request) -> Result<tauri::ipc::Response, Problem> {
                    let gate = Gate::enter(&app, stringify!($raw))?;
                    let answer = functions::$raw(Call(app.clone()), request).await;
                    gate.leave(&app, answer).await.map(tauri::ipc::Response::new)
                }
            )*

            $(
                #[tauri::command]
                pub(crate) async fn $given(app: AppHandle, request: tauri::ipc::Request<'_>) -> Result<$given_answer, Problem> {
                    let gate = Gate::enter(&app, stringify!($given))?;
                    let (request, bytes) = super::carried(&request)?;
                    let answer = functions::$given(Call(app.clone()), request, bytes).await;
                    gate.leave(&app, answer).await
                }
            )*

            pub(super) fn all() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
                tauri::generate_handler![$($name,)* $($raw,)* $($given),*]
            }
        }
    };
}
bridge::for_each_command!(handlers);

/// What Tauri calls for every message of a window.
pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
    handlers::all()
}
