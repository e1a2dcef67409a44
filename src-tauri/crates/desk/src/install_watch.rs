//! Following a code that this desk issued or showed until a phone has it, also after its picture is gone and after a
//! restart.
//!
//! What is followed is in the ledger: the newest row of a line that has a code, unless the row after it says that the
//! code was installed. Slower with age, in the background, and for a bounded time.

use std::collections::HashSet;
use std::sync::Arc;

use domain::action::{ActionId, ActionKind, ActionRecord, ActionState, Facts};
use domain::activation_code::CodeFingerprint;
use domain::line::{EsimStage, LineKey};
use domain::problem::Problem;
use domain::task::About;
use domain::time::Timestamp;
use providers::in_background;
use store::ActionFilter;
use tokio_util::sync::CancellationToken;

use crate::job::blocking;
use crate::lines::not_offered;
use crate::pace::millis;
use crate::{Desk, locked};

/// How many rows of the ledger are read at a time.
const ROWS: usize = 200;

/// A code that is followed.
pub(crate) struct FollowedCode {
    code: CodeFingerprint,
    stop: CancellationToken,
}

/// The code a row of the ledger is about: whether it is to be followed, or is installed.
fn code_of(action: &ActionRecord) -> Option<(bool, &CodeFingerprint)> {
    match (&action.kind, &action.after) {
        (ActionKind::CodeInstalled { fingerprint }, _) => Some((false, fingerprint)),
        (ActionKind::CodeShown { fingerprint, .. }, _) => Some((true, fingerprint)),
        (ActionKind::NewEsimCode, Some(Facts::Esim { fingerprint: Some(fingerprint), .. }))
            if action.state == ActionState::Done =>
        {
            Some((true, fingerprint))
        }
        _ => None,
    }
}

impl Desk {
    /// Follows what was followed when the program last ended.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) async fn follow_codes_again(&self) -> Result<(), Problem> {
        let since = Timestamp(self.now().0.saturating_sub(millis(self.inner.pace.install_for)));
        let mut seen: HashSet<LineKey> = HashSet::new();
        let mut after: Option<ActionId> = None;
        loop {
            let ledger = Arc::clone(&self.inner.ledger);
            let page = blocking(move || ledger.actions(ActionFilter::All, ROWS, after)).await?;
            for action in page.iter().filter(|action| action.created_at >= since) {
                let (Some(line), Some((follows, code))) = (&action.line, code_of(action)) else { continue };
                if seen.insert(line.clone()) && follows {
                    self.follow_code(line.clone(), code.clone(), action.created_at);
                }
            }
            match page.last() {
                // Unknown ones come first, however old they are.
                Some(last) if last.created_at >= since || last.state == ActionState::Unknown => after = Some(last.id),
                _ => return Ok(()),
            }
        }
    }

    /// Follows a code of a line, issued or shown at a time, instead of any older one of that line. Nothing happens where
    /// the provider does not tell the install state.
    pub(crate) fn follow_code(&self, key: LineKey, code: CodeFingerprint, since: Timestamp) {
        let tells = |one: Arc<crate::connections::Connected>| one.connection.provider.esim_codes().is_some();
        if !self.connected(&key.connection).is_ok_and(tells) {
            return;
        }
        let stop = self.inner.closing.child_token();
        {
            let mut followed = locked(&self.inner.followed_codes);
            if followed.get(&key).is_some_and(|one| one.code == code) {
                return;
            }
            let one = FollowedCode { code: code.clone(), stop: stop.clone() };
            if let Some(older) = followed.insert(key.clone(), one) {
                older.stop.cancel();
            }
        }
        let desk = self.clone();
        tokio::spawn(async move {
            let pace = &desk.inner.pace;
            let mut pause = pace.install_soonest;
            loop {
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(pause) => {}
                }
                match in_background(desk.look_whether_installed(&key, &code)).await {
                    Ok(true) => return,
                    Ok(false) => {}
                    Err(problem) => tracing::debug!(code = ?problem.code, "install state not read"),
                }
                let age = u64::try_from(desk.now().millis_since(since)).unwrap_or(0);
                let age = std::time::Duration::from_millis(age);
                if age > pace.install_for {
                    desk.leave_code(&key, &code);
                    return;
                }
                pause = (age / 10).clamp(pace.install_soonest, pace.install_longest);
            }
        });
    }

    /// One look; true when there is nothing more to follow.
    async fn look_whether_installed(&self, key: &LineKey, code: &CodeFingerprint) -> Result<bool, Problem> {
        let connected = self.usable(&key.connection)?;
        let codes = connected.connection.provider.esim_codes().ok_or_else(|| not_offered("eSIM codes"))?;
        let reading = self.ask(&connected, codes.status(&key.id)).await?;
        self.keep_esim(key, &reading).await?;
        if reading.code.as_ref().is_some_and(|now| now.fingerprint() != *code) {
            self.leave_code(key, code);
            return Ok(true);
        }
        if !reading.state.is_some_and(|state| state.stage == EsimStage::Installed) {
            return Ok(false);
        }
        self.code_is_installed(key, code).await?;
        Ok(true)
    }

    /// Notes that a phone has a followed code, once.
    pub(crate) async fn code_is_installed(&self, key: &LineKey, code: &CodeFingerprint) -> Result<(), Problem> {
        if self.leave_code(key, code) {
            let kind = ActionKind::CodeInstalled { fingerprint: code.clone() };
            self.note_about(&About::Line { line: key.clone() }, kind).await?;
        }
        Ok(())
    }

    /// Follows a code no longer; true when it was followed.
    fn leave_code(&self, key: &LineKey, code: &CodeFingerprint) -> bool {
        let mut followed = locked(&self.inner.followed_codes);
        let meant = followed.get(key).is_some_and(|one| one.code == *code);
        if meant && let Some(one) = followed.remove(key) {
            one.stop.cancel();
        }
        meant
    }
}
