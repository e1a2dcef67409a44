//! Activation codes on a screen: shown for a short while, followed until the phone has them, gone at once when used.
//!
//! A code lives in memory only while it is shown. What is on screen was read back from its own pixels first.

use std::collections::HashSet;
use std::sync::Arc;

use domain::action::{ActionId, ActionKind, HideReason, Screen};
use domain::activation_code::{ActivationCode, ActivationCodeWarning, CodeFingerprint};
use domain::line::{EsimStage, EsimState, LineKey};
use domain::problem::{ErrorCode, Problem};
use domain::provider::ConnectionId;
use domain::qr::{QrError, QrLevel, QrPicture};
use domain::task::About;
use domain::time::Timestamp;
use providers::{EsimReading, in_background};
use store::NewAction;
use tokio_util::sync::CancellationToken;

use crate::job::blocking;
use crate::lines::not_offered;
use crate::pace::millis;
use crate::{Desk, DeskEvent, locked};

/// The picture's module width when it is checked before anything is shown, in pixels.
const CHECKED_MODULE_PX: u32 = 8;

/// Names one showing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShowingId(pub String);

/// A part of a code that can be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodePart {
    /// The SM-DP+ address.
    SmDpAddress,
    /// The matching ID.
    ActivationCode,
    /// The whole `LPA:1$…`.
    Whole,
    /// The iPhone one-tap link.
    IphoneLink,
    /// The Android link.
    AndroidLink,
}

/// A code that is or was on a screen. The code itself is dropped as soon as it is hidden.
pub(crate) struct Showing {
    line: LineKey,
    action: ActionId,
    code: Option<ActivationCode>,
    copied: HashSet<&'static str>,
    shown_at: Timestamp,
    hides_at: Timestamp,
    timer: CancellationToken,
    follow: CancellationToken,
}

/// What a window needs to show a code. Not `Debug` on purpose.
pub struct Shown {
    /// This showing.
    pub id: ShowingId,
    /// The code.
    pub code: ActivationCode,
    /// What is odd about it.
    pub warnings: Vec<ActivationCodeWarning>,
    /// Modules a side, quiet zone included.
    pub modules: u32,
    /// The install state; absent where the provider does not tell it.
    pub state: Option<EsimState>,
    /// When it was shown.
    pub shown_at: Timestamp,
    /// When it hides itself.
    pub hides_at: Timestamp,
}

impl Desk {
    /// Reads the code in force of a line, checks that its picture reads back, notes the showing and starts following
    /// the install state.
    ///
    /// # Errors
    /// When the customer is not verified, there is no code, it has been used, it breaks the standard's rules, or its
    /// picture does not read back. Nothing is shown then.
    pub async fn show_code(&self, key: &LineKey, screen: Screen) -> Result<Shown, Problem> {
        self.must_be_verified(key)?;
        let connected = self.usable(&key.connection)?;
        let codes = connected.connection.provider.esim_codes().ok_or_else(|| not_offered("eSIM codes"))?;
        let reading = self.ask(&connected, codes.status(&key.id)).await?;
        self.keep_esim(key, &reading).await?;
        let (code, state, warnings) = showable(reading)?;
        self.put_on_screen(key, code, warnings, Some(state), screen).await
    }

    /// Puts a code on a screen that this desk holds for a short while: what a change gave back, or what was taken in.
    /// Its install state is followed only where the provider tells it.
    ///
    /// # Errors
    /// `NoSuchRecord` when it is no longer held, or as [`Desk::show_code`].
    pub async fn show_held_code(&self, id: ActionId, screen: Screen) -> Result<Shown, Problem> {
        let (about, code) = self.result_code(id)?;
        let key = about.line().ok_or_else(|| not_offered("showing a code of something that is no line"))?;
        self.must_be_verified(key)?;
        self.put_on_screen(key, code, Vec::new(), None, screen).await
    }

    async fn put_on_screen(
        &self,
        key: &LineKey,
        code: ActivationCode,
        warnings: Vec<ActivationCodeWarning>,
        state: Option<EsimState>,
        screen: Screen,
    ) -> Result<Shown, Problem> {
        let modules = picture_of(&code, CHECKED_MODULE_PX)?.modules_per_side();
        let now = self.now();
        let id = ShowingId(uuid::Uuid::now_v7().to_string());
        let hides_at = Timestamp(now.0.saturating_add(millis(self.inner.pace.showing)));
        let kind = ActionKind::CodeShown {
            screen,
            fingerprint: code.fingerprint(),
            sm_dp_address: code.sm_dp_address().to_owned(),
        };
        let action = self.note(key, kind).await?;
        // One showing a line: what an older window still shows is the same code and goes now.
        self.hide_line(key, HideReason::Asked).await;
        let showing = Showing {
            line: key.clone(),
            action,
            code: Some(code.clone()),
            copied: HashSet::new(),
            shown_at: now,
            hides_at,
            timer: self.inner.closing.child_token(),
            follow: self.inner.closing.child_token(),
        };
        self.start_timer(&id, showing.timer.clone());
        if state.is_some() {
            self.start_following(&id, key.clone(), code.fingerprint(), showing.follow.clone());
        }
        locked(&self.inner.showings).insert(id.clone(), showing);
        Ok(Shown { id, code, warnings, modules, state, shown_at: now, hides_at })
    }

    /// The PNG of a shown code, each module `module_px` device pixels wide, read back from those very pixels.
    ///
    /// # Errors
    /// When the code is no longer shown, the size is out of range, or the picture does not read back.
    pub async fn code_picture(&self, id: &ShowingId, module_px: u32) -> Result<Vec<u8>, Problem> {
        let code = self.shown(id, |showing| showing.code.clone())?;
        blocking(move || picture_of(&code, module_px).and_then(|picture| picture.png().map_err(qr_problem))).await
    }

    /// Keeps a code on screen longer; answers until when.
    ///
    /// # Errors
    /// When it is no longer shown.
    pub fn extend_showing(&self, id: &ShowingId) -> Result<Timestamp, Problem> {
        let now = self.now();
        let timer = self.inner.closing.child_token();
        let hides_at = {
            let mut showings = locked(&self.inner.showings);
            let showing = showings.get_mut(id).filter(|one| one.code.is_some()).ok_or_else(gone)?;
            showing.timer.cancel();
            showing.timer = timer.clone();
            showing.hides_at = Timestamp(now.0.saturating_add(millis(self.inner.pace.showing)));
            showing.hides_at
        };
        self.start_timer(id, timer);
        Ok(hides_at)
    }

    /// Takes a code off the screen; no error when it is off already.
    pub async fn hide_code(&self, id: &ShowingId) {
        self.end_showing(id, HideReason::Asked).await;
        self.forget(id);
    }

    /// The text of a part of a shown code, for the clipboard; the ledger notes that it was copied.
    ///
    /// # Errors
    /// When it is no longer shown, or the ledger cannot be written.
    pub async fn copy_code(&self, id: &ShowingId, part: CodePart) -> Result<secrecy::SecretString, Problem> {
        let code = self.shown(id, |showing| showing.code.clone())?;
        let (name, text) = match part {
            CodePart::SmDpAddress => return Ok(code.sm_dp_address().into()),
            CodePart::ActivationCode => ("code", code.matching_id().to_owned()),
            CodePart::Whole => ("whole", code.full().to_owned()),
            CodePart::IphoneLink => ("iphone", code.iphone_install_link().expose().to_owned()),
            CodePart::AndroidLink => ("android", code.android_install_link().expose().to_owned()),
        };
        let (first, line) = {
            let mut showings = locked(&self.inner.showings);
            let showing = showings.get_mut(id).ok_or_else(gone)?;
            (showing.copied.insert(name), showing.line.clone())
        };
        if first {
            self.note(&line, ActionKind::CodeCopied { fingerprint: code.fingerprint() }).await?;
        }
        Ok(text.into())
    }

    /// Takes every code of a line off the screen.
    pub(crate) async fn hide_line(&self, key: &LineKey, why: HideReason) {
        self.hide_where(|line| line == key, why).await;
    }

    /// Takes every code of a connection off the screen: it can no longer be followed.
    pub(crate) async fn hide_connection(&self, id: &ConnectionId) {
        self.hide_where(|line| &line.connection == id, HideReason::Asked).await;
    }

    async fn hide_where(&self, is_meant: impl Fn(&LineKey) -> bool, why: HideReason) {
        let meant = |(id, one): (&ShowingId, &Showing)| is_meant(&one.line).then(|| id.clone());
        let shown: Vec<ShowingId> = locked(&self.inner.showings).iter().filter_map(meant).collect();
        for id in shown {
            self.end_showing(&id, why).await;
            self.forget(&id);
        }
    }

    pub(crate) async fn hide_all(&self) {
        let ids: Vec<ShowingId> = locked(&self.inner.showings).keys().cloned().collect();
        for id in ids {
            self.hide_code(&id).await;
        }
    }

    fn shown<T>(&self, id: &ShowingId, pick: impl FnOnce(&Showing) -> Option<T>) -> Result<T, Problem> {
        locked(&self.inner.showings).get(id).and_then(pick).ok_or_else(gone)
    }

    async fn note(&self, key: &LineKey, kind: ActionKind) -> Result<ActionId, Problem> {
        self.note_about(&About::Line { line: key.clone() }, kind).await
    }

    /// Writes down something that is no change.
    pub(crate) async fn note_about(&self, about: &About, kind: ActionKind) -> Result<ActionId, Problem> {
        let id = ActionId(uuid::Uuid::now_v7());
        let line = self.line_about(about).await?;
        let new = NewAction {
            id,
            kind,
            line: about.line().cloned(),
            number: line.and_then(|line| line.number),
            provider: Some(self.connected(about.connection())?.connection.provider.kind()),
            agent: self.inner.agent.clone(),
            verification: self.verification_of(about),
            reason: None,
            note: None,
            old_sim: None,
            before: None,
            at: self.now(),
        };
        let ledger = Arc::clone(&self.inner.ledger);
        let record = blocking(move || ledger.note(&new)).await?;
        self.inner.events.emit(DeskEvent::Action(Box::new(record)));
        Ok(id)
    }

    fn start_timer(&self, id: &ShowingId, cancelled: CancellationToken) {
        let (desk, id) = (self.clone(), id.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = cancelled.cancelled() => {}
                () = tokio::time::sleep(desk.inner.pace.showing) => desk.end_showing(&id, HideReason::TimeUp).await,
            }
        });
    }

    /// Drops the code, tells the windows, writes how long it was shown. The install state is followed on.
    async fn end_showing(&self, id: &ShowingId, why: HideReason) {
        let ended = {
            let mut showings = locked(&self.inner.showings);
            showings.get_mut(id).and_then(|showing| {
                showing.timer.cancel();
                showing.code.take().map(|_| (showing.action, showing.shown_at))
            })
        };
        let Some((action, shown_at)) = ended else { return };
        self.inner.events.emit(DeskEvent::CodeHidden { showing: id.clone(), why });
        let now = self.now();
        let seconds = u32::try_from(now.millis_since(shown_at).max(0) / 1000).unwrap_or(u32::MAX);
        let ledger = Arc::clone(&self.inner.ledger);
        match blocking(move || ledger.end_showing(action, seconds, now)).await {
            Ok(record) => self.inner.events.emit(DeskEvent::Action(Box::new(record))),
            Err(problem) => tracing::warn!(code = ?problem.code, "the end of a showing was not noted"),
        }
    }

    fn forget(&self, id: &ShowingId) {
        if let Some(showing) = locked(&self.inner.showings).remove(id) {
            showing.follow.cancel();
        }
    }

    /// Asks for the install state until the phone has it switched on, the code is replaced, or it has gone on too long.
    fn start_following(&self, id: &ShowingId, key: LineKey, shown: CodeFingerprint, stop: CancellationToken) {
        let (desk, id) = (self.clone(), id.clone());
        tokio::spawn(async move {
            let began = tokio::time::Instant::now();
            let mut pause = desk.inner.pace.poll;
            while began.elapsed() < desk.inner.pace.follow {
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(pause) => {}
                }
                match in_background(desk.look_at_install(&id, &key, &shown)).await {
                    Ok(true) => return,
                    Ok(false) => pause = desk.inner.pace.poll,
                    Err(problem) => {
                        pause = pause.saturating_mul(2).min(desk.inner.pace.poll_longest);
                        let (showing, checked_at) = (id.clone(), desk.now());
                        desk.inner.events.emit(DeskEvent::CodeState {
                            showing,
                            state: Err(Box::new(problem)),
                            checked_at,
                        });
                    }
                }
            }
        });
    }

    /// One look at the install state; true when there is nothing more to follow.
    async fn look_at_install(&self, id: &ShowingId, key: &LineKey, shown: &CodeFingerprint) -> Result<bool, Problem> {
        let connected = self.usable(&key.connection)?;
        let codes = connected.connection.provider.esim_codes().ok_or_else(|| not_offered("eSIM codes"))?;
        let reading = self.ask(&connected, codes.status(&key.id)).await?;
        self.keep_esim(key, &reading).await?;
        if reading.code.as_ref().is_some_and(|code| code.fingerprint() != *shown) {
            self.end_showing(id, HideReason::Replaced).await;
            return Ok(true);
        }
        let Some(state) = reading.state else { return Ok(false) };
        let (installed, enabled) = (state.stage == EsimStage::Installed, state.enabled == Some(true));
        let (showing, checked_at) = (id.clone(), self.now());
        self.inner.events.emit(DeskEvent::CodeState { showing, state: Ok(state), checked_at });
        if installed {
            self.end_showing(id, HideReason::Used).await;
        }
        Ok(installed && enabled)
    }
}

/// The code of a reading when it may be shown.
fn showable(reading: EsimReading) -> Result<(ActivationCode, EsimState, Vec<ActivationCodeWarning>), Problem> {
    let EsimReading { code, warnings, malformed, state } = reading;
    if let Some(rule) = malformed {
        return Err(Problem::new(ErrorCode::CodeMalformed, format!("the provider's code is not usable: {rule}")));
    }
    let state = state.ok_or_else(|| Problem::new(ErrorCode::NoCode, "this line has no eSIM").safe_to_retry())?;
    if state.stage == EsimStage::Installed {
        return Err(Problem::new(ErrorCode::CodeUsed, "a phone has installed this code"));
    }
    let code = code.ok_or_else(|| Problem::new(ErrorCode::NoCode, "the provider gave no code").safe_to_retry())?;
    Ok((code, state, warnings))
}

fn picture_of(code: &ActivationCode, module_px: u32) -> Result<QrPicture, Problem> {
    QrPicture::render(code.full(), QrLevel::M, module_px).map_err(qr_problem)
}

fn qr_problem(error: QrError) -> Problem {
    Problem::new(ErrorCode::QrUnreadable, error.to_string()).safe_to_retry()
}

fn gone() -> Problem {
    Problem::new(ErrorCode::NoSuchRecord, "this code is no longer shown").safe_to_retry()
}
