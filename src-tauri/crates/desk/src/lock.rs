//! The lock of the console: what is locked, how it is opened again, and when nobody has touched the desk for too long.
//!
//! It keeps out whoever sits down at an open desk. It does not replace the lock of the computer: whoever can use this OS
//! user's keyring can take the PIN away. What a window shows while locked, and what it may not ask, is the shell's.

mod pin;
mod place;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::problem::{ErrorCode, Problem};
use domain::secret::LockPin;
use domain::time::Timestamp;
use vault::Vault;

pub use pin::{FREE_TRIES, PIN_LENGTH};
pub use place::ENTRY;

use crate::clock::Clock;
use crate::job::blocking;
use crate::settings::{KeptSettings, PinPlace};
use crate::{Desk, locked};
use pin::Tally;
use place::{Places, Record};

/// Where the PIN is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinKept {
    /// There is none: unlocking is one press.
    None,
    /// In the OS keyring: a start asks for it too.
    Keyring,
    /// In memory until the program ends, because this computer has no keyring that works.
    Session,
}

/// What may be known by whoever stands before a locked desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockState {
    /// Whether the console is locked.
    pub locked: bool,
    /// Where the PIN is.
    pub pin: PinKept,
    /// Wrong tries that are left before the next wait.
    pub tries_left: u32,
    /// Until when no try is looked at.
    pub wait_until: Option<Timestamp>,
}

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// The PIN was right, or there is none.
    Right,
    /// There is a PIN, and none was given.
    Needed,
    /// It was wrong; it was counted.
    Wrong,
    /// It was not looked at, because the wait after wrong tries is not over.
    TooSoon,
}

/// The lock. Clones are the same one; it outlives a desk.
#[derive(Clone)]
pub struct Lock {
    inner: Arc<Inner>,
}

struct Inner {
    places: Places,
    settings: Arc<KeptSettings>,
    clock: Arc<dyn Clock>,
    now: Mutex<Now>,
    /// Held during a try or a change of the PIN: one after the other, so that each is counted.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Clone, Copy)]
struct Now {
    locked: bool,
    /// How often it was locked.
    times: u64,
    /// When somebody last touched the desk.
    seen: Timestamp,
    kept: PinKept,
    tally: Tally,
}

impl Lock {
    /// The lock as a start finds it: locked when there is a PIN. Nothing is asked of the keyring yet.
    #[must_use]
    pub fn new(settings: Arc<KeptSettings>, keyring: Arc<dyn Vault>, clock: Arc<dyn Clock>) -> Self {
        Self::with(Places::new(keyring), settings, clock)
    }

    fn with(places: Places, settings: Arc<KeptSettings>, clock: Arc<dyn Clock>) -> Self {
        let (locked, kept) = match settings.now().pin {
            PinPlace::Keyring => (true, PinKept::Keyring),
            PinPlace::None => (false, PinKept::None),
        };
        let now = Now { locked, times: u64::from(locked), seen: clock.now(), kept, tally: Tally::default() };
        let now = Mutex::new(now);
        Self { inner: Arc::new(Inner { places, settings, clock, now, turn: tokio::sync::Mutex::default() }) }
    }

    /// Looks for a PIN in the keyring although the settings say that there is none: their file may have been lost or
    /// changed. True when there was one, and the console is locked now. Nobody waits for this.
    pub async fn look_for_pin(&self) -> bool {
        if self.state().pin != PinKept::None || !matches!(self.inner.places.look().await, Ok(Some(_))) {
            return false;
        }
        let _turn = self.inner.turn.lock().await;
        if self.state().pin != PinKept::None {
            return false;
        }
        self.keep(PinKept::Keyring);
        self.engage()
    }

    /// Whether the console is locked.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        locked(&self.inner.now).locked
    }

    /// How often the console has been locked so far, when it is open: tells later whether it was locked since.
    #[must_use]
    pub fn pass(&self) -> Option<u64> {
        let now = locked(&self.inner.now);
        (!now.locked).then_some(now.times)
    }

    /// Locks. True when it was open.
    pub fn engage(&self) -> bool {
        let mut now = locked(&self.inner.now);
        let was_open = !now.locked;
        if was_open {
            now.locked = true;
            now.times += 1;
        }
        was_open
    }

    /// Opens it with the PIN, or with nothing where there is none.
    ///
    /// # Errors
    /// `KeyringUnusable` when the PIN is in the keyring and that does not answer within two seconds: it stays locked.
    pub async fn release(&self, pin: Option<LockPin>) -> Result<Tried, Problem> {
        let _turn = self.inner.turn.lock().await;
        let tried = if self.is_locked() { self.tried(pin).await? } else { Tried::Right };
        if tried == Tried::Right {
            let seen = self.inner.clock.now();
            let mut now = locked(&self.inner.now);
            now.locked = false;
            now.seen = seen;
        }
        Ok(tried)
    }

    /// Sets the PIN, or changes it when the one in force is given. It goes into the keyring; where there is none that
    /// works it counts until the program ends, and [`Lock::state`] says so.
    ///
    /// # Errors
    /// `InvalidInput` for what may not be a PIN; `KeyringUnusable` when the one in force cannot be read or replaced.
    pub async fn set_pin(&self, current: Option<LockPin>, new: LockPin) -> Result<Tried, Problem> {
        pin::check(&new)?;
        let _turn = self.inner.turn.lock().await;
        let tried = self.tried(current).await?;
        if tried != Tried::Right {
            return Ok(tried);
        }
        let hash = blocking(move || pin::hash(&new)).await?;
        let record = Record { hash, tally: Tally::default() };
        let before = self.state().pin;
        match self.inner.places.put(PinKept::Keyring, &record).await {
            Ok(()) => {
                self.inner.places.remove(PinKept::Session).await?;
                self.keep(PinKept::Keyring);
            }
            // The old one would come back with the next start.
            Err(problem) if before == PinKept::Keyring => return Err(problem),
            Err(problem) => {
                tracing::warn!(code = ?problem.code, message = %problem.message, "the PIN counts for this session");
                self.inner.places.put(PinKept::Session, &record).await?;
                self.keep(PinKept::Session);
            }
        }
        Ok(tried)
    }

    /// Takes the PIN away: from then on unlocking is one press.
    ///
    /// # Errors
    /// `KeyringUnusable` when it cannot be read or removed; it counts on.
    pub async fn remove_pin(&self, current: LockPin) -> Result<Tried, Problem> {
        let _turn = self.inner.turn.lock().await;
        let tried = self.tried(Some(current)).await?;
        if tried == Tried::Right {
            self.inner.places.remove(self.state().pin).await?;
            self.keep(PinKept::None);
        }
        Ok(tried)
    }

    /// Somebody touched the desk.
    pub fn seen(&self) {
        let seen = self.inner.clock.now();
        locked(&self.inner.now).seen = seen;
    }

    /// How long until the desk has to lock itself, if nobody touches it; nothing when it is locked or never does.
    #[must_use]
    pub fn left(&self) -> Option<Duration> {
        let after = i64::from(self.inner.settings.now().lock_after_s) * 1000;
        let at = self.inner.clock.now();
        let mut now = locked(&self.inner.now);
        if now.locked || after == 0 {
            return None;
        }
        // A clock that was set back would keep the desk open for that long.
        now.seen = now.seen.min(at);
        let left = after.saturating_sub(at.millis_since(now.seen));
        Some(Duration::from_millis(u64::try_from(left).unwrap_or(0)))
    }

    /// How it stands.
    #[must_use]
    pub fn state(&self) -> LockState {
        let at = self.inner.clock.now();
        let now = *locked(&self.inner.now);
        LockState { locked: now.locked, pin: now.kept, tries_left: now.tally.left(), wait_until: now.tally.waiting(at) }
    }

    /// The settings this lock goes by.
    #[must_use]
    pub fn settings(&self) -> &Arc<KeptSettings> {
        &self.inner.settings
    }

    /// Looks at a PIN. A wrong one is counted before it is looked at, so that ending the program gives no free tries.
    async fn tried(&self, pin: Option<LockPin>) -> Result<Tried, Problem> {
        let (kept, now) = (self.state().pin, self.inner.clock.now());
        if kept == PinKept::None {
            return Ok(Tried::Right);
        }
        if locked(&self.inner.now).tally.waiting(now).is_some() {
            return Ok(Tried::TooSoon);
        }
        let Some(mut record) = self.inner.places.get(kept).await? else {
            // Taken away in the OS's own keyring program: the way out for whoever forgot it and owns this OS account.
            self.keep(PinKept::None);
            return Ok(Tried::Right);
        };
        let Some(pin) = pin else { return Ok(Tried::Needed) };
        let tally = locked(&self.inner.now).tally.stricter(record.tally);
        if tally.waiting(now).is_some() {
            locked(&self.inner.now).tally = tally;
            return Ok(Tried::TooSoon);
        }
        record.tally = tally.counted(now);
        self.count(kept, &record).await;
        let hash = zeroize::Zeroizing::new(record.hash.clone());
        let right = blocking(move || {
            pin::is_right(&pin, &hash)
                .ok_or_else(|| Problem::new(ErrorCode::KeyringUnusable, "the PIN's entry in the keyring is damaged"))
        });
        if !right.await? {
            return Ok(Tried::Wrong);
        }
        record.tally = Tally::default();
        self.count(kept, &record).await;
        Ok(Tried::Right)
    }

    async fn count(&self, kept: PinKept, record: &Record) {
        locked(&self.inner.now).tally = record.tally;
        if let Err(problem) = self.inner.places.put(kept, record).await {
            // It is counted in memory at least.
            tracing::warn!(code = ?problem.code, "a try of the PIN could not be counted beside it");
        }
    }

    /// Notes where the PIN is, and in the settings too, so that the next start need not ask the keyring first.
    fn keep(&self, kept: PinKept) {
        {
            let mut now = locked(&self.inner.now);
            now.kept = kept;
            now.tally = Tally::default();
        }
        let place = if kept == PinKept::Keyring { PinPlace::Keyring } else { PinPlace::None };
        if self.inner.settings.now().pin != place
            && let Err(problem) = self.inner.settings.change(|settings| settings.pin = place)
        {
            // The look at the next start finds it.
            tracing::warn!(code = ?problem.code, "where the PIN is was not noted");
        }
    }
}

impl Desk {
    /// Leaves nothing of a customer at hand: every code goes off its screen, with the end of its showing in the ledger;
    /// proofs of identity, previews, answers with their secrets and searches are dropped. What is being sent goes on to
    /// its outcome.
    pub async fn lock_up(&self) {
        // First what is turned to the customer.
        self.reset_customer_screen().await;
        locked(&self.inner.verified).clear();
        locked(&self.inner.previews).forget_all();
        locked(&self.inner.results).clear();
        self.inner.taken_in.forget_all();
        self.stop_all_asking();
        self.hide_all().await;
        for connected in self.inner.connections.all() {
            connected.connection.provider.hang_up();
        }
    }
}

#[cfg(test)]
mod tests;
