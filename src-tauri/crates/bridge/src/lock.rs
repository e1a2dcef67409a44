//! The lock of the console, and what a person sets for this desk. A PIN comes in here and never goes out again.

use domain::retention::ForgetAfter;
use domain::secret::LockPin;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::retention::RetentionView;

/// A PIN as typed. It can only come in: there is no way to serialise or print it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(transparent)]
pub struct PinInput(#[ts(type = "string")] pub LockPin);

/// Where the PIN is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PinKept {
    /// There is none: unlocking is one press.
    None,
    /// In this computer's keyring.
    Keyring,
    /// In memory, until the program ends.
    Session,
}

/// How the lock stands. Whoever is before a locked screen may know this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct LockState {
    /// Whether the console is locked.
    pub locked: bool,
    /// Where the PIN is.
    pub pin: PinKept,
    /// Wrong tries that are left before the next wait.
    pub tries_left: u32,
    /// Until when no try is looked at.
    pub wait_until: Option<Timestamp>,
    /// Whether Cmd takes the place of Ctrl.
    pub mac: bool,
}

/// What became of a try of the PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PinTried {
    /// It was right, or there is none.
    Right,
    /// There is a PIN, and none was given.
    Needed,
    /// It was wrong; it was counted.
    Wrong,
    /// It was not looked at: the wait after wrong tries is not over.
    TooSoon,
}

/// What became of a try, and how the lock stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct PinAnswer {
    /// The try.
    pub tried: PinTried,
    /// The lock.
    pub lock: LockState,
}

/// The PIN, where there is one.
#[derive(Deserialize, TS)]
pub struct UnlockRequest {
    /// As typed.
    pub pin: Option<PinInput>,
}

/// A new PIN.
#[derive(Deserialize, TS)]
pub struct SetPinRequest {
    /// The one in force, where there is one.
    pub current: Option<PinInput>,
    /// 4 to 64 characters.
    pub new: PinInput,
}

/// Takes the PIN away.
#[derive(Deserialize, TS)]
pub struct RemovePinRequest {
    /// The one in force.
    pub current: PinInput,
}

/// What a person set for this desk. The theme is the window's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct SettingsView {
    /// How long nobody may touch the desk before it locks itself, in seconds; 0 for never.
    pub lock_after_s: u32,
    /// Whether the outcome of a change is told by a notification while nobody looks at the window.
    pub notify: bool,
    /// Whether this desk hears when the computer's own screen is locked, and locks itself too.
    pub locks_with_computer: bool,
    /// The lock and its PIN.
    pub lock: LockState,
    /// When personal details of settled actions are forgotten.
    pub retention: RetentionView,
}

/// What to set; what is absent stays.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ChangeSettingsRequest {
    /// See [`SettingsView::lock_after_s`].
    pub lock_after_s: Option<u32>,
    /// See [`SettingsView::notify`].
    pub notify: Option<bool>,
    /// See [`SettingsView::retention`]; without effect where the policy says so.
    pub forget_after: Option<ForgetAfter>,
}
