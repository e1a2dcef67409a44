//! The screen that faces the customer: what is on it, its language and the phone its steps are for, all in memory only. A code
//! on it is a showing of its own in the ledger, and never outlasts the agent's showing that it belongs to.

use std::time::Duration;

use domain::action::{ActionId, Screen};
use domain::customer_screen::{
    CustomerPhone, CustomerScreen, CustomerShows, DIGITS_SHOWN, Language, NewSim, PhoneProgress,
};
use domain::line::{EsimState, LineKey};
use domain::problem::Problem;
use domain::time::Timestamp;
use tokio::sync::watch;

use crate::install::{ShowingId, gone};
use crate::{Desk, DeskEvent};

/// The longest a question for what comes after is left open: a window that is gone is not waited with for ever.
const PATIENCE: Duration = Duration::from_secs(20);

const ALWAYS: fn(&OnScreen) -> bool = |_| true;

/// The row of a showing, and since when it is on the screen.
type Row = (ActionId, Timestamp);

/// What is on the screen, and what of the desk it belongs to.
pub(crate) struct OnScreen {
    screen: CustomerScreen,
    /// The line it is about. It stays when the screen is blanked: the same customer keeps their language and phone.
    line: Option<LineKey>,
    /// The agent's showing it follows.
    showing: Option<ShowingId>,
    /// The row of the code that is on it now.
    row: Option<Row>,
}

impl OnScreen {
    /// A screen with nothing on it, in a place where it can be watched.
    pub(crate) fn blank() -> watch::Sender<Self> {
        let screen = CustomerScreen {
            version: 0,
            shows: CustomerShows::Blank,
            last_digits: None,
            language: Language::En,
            phone: CustomerPhone::Other,
        };
        watch::Sender::new(Self { screen, line: None, showing: None, row: None })
    }

    fn follows(&self, id: &ShowingId) -> bool {
        self.showing.as_ref() == Some(id)
    }

    /// Gives the row that has come to its end.
    fn clear(&mut self) -> Option<Row> {
        self.screen = self.screen.clone().blanked();
        self.showing = None;
        self.row.take()
    }

    /// Gives the row that has come to its end.
    fn put(&mut self, set: Set, showing: Option<ShowingId>, shows: impl FnOnce(u32) -> CustomerShows) -> Option<Row> {
        if self.line.as_ref() != Some(&set.line) {
            (self.screen.language, self.screen.phone) = (set.language, CustomerPhone::Other);
        }
        self.line = Some(set.line);
        self.screen.last_digits = set.last_digits;
        self.showing = showing;
        // The version this change makes: nothing before had it.
        self.screen.shows = shows(self.screen.version.wrapping_add(1));
        self.row.take()
    }
}

/// The line a screen is set up for.
struct Set {
    line: LineKey,
    last_digits: Option<String>,
    language: Language,
}

impl Desk {
    /// The customer's screen as it is now.
    #[must_use]
    pub fn customer_screen(&self) -> CustomerScreen {
        self.inner.customer.borrow().screen.clone()
    }

    /// The customer's screen once it is another than the one with this version; as it is when nothing changes for a while.
    pub async fn customer_screen_after(&self, seen: u32) -> CustomerScreen {
        let mut changes = self.inner.customer.subscribe();
        tokio::select! {
            _ = changes.wait_for(|now| now.screen.version != seen) => {}
            () = self.inner.closing.cancelled() => {}
            () = tokio::time::sleep(PATIENCE) => {}
        }
        self.customer_screen()
    }

    /// Puts the code of a showing on the customer's screen too, in place of what was on it. The ledger notes it first.
    ///
    /// # Errors
    /// `NoSuchRecord` when it is no longer shown to the agent; else when the ledger cannot be written.
    pub async fn show_to_customer(&self, id: &ShowingId) -> Result<(), Problem> {
        let (line, kind) = self.showing_on(id, Screen::Customer)?;
        let set = self.set_for(&line).await?;
        let action = self.note(&line, kind).await?;
        let since = self.now();
        let mut before = None;
        let still_shown = self.while_shown(id, |modules, state| {
            before = self.change_customer_screen(ALWAYS, |on| {
                let progress = state.map(PhoneProgress::of);
                let before =
                    on.put(set, Some(id.clone()), |picture| CustomerShows::Code { picture, modules, progress });
                on.row = Some((action, since));
                before
            });
        });
        // It may have ended while the ledger was written; then the row ends at once, and nothing was on the screen.
        let ended = if still_shown { before } else { Some((action, since)) };
        self.end_row(ended).await;
        if still_shown { Ok(()) } else { Err(gone()) }
    }

    /// Asks the customer whether what is about to happen to the number of a line is right.
    ///
    /// # Errors
    /// When there is no such connection, or the cache cannot be read.
    pub async fn ask_customer(&self, key: &LineKey, gets: NewSim) -> Result<(), Problem> {
        let set = self.set_for(key).await?;
        let before = self.change_customer_screen(ALWAYS, |on| {
            on.put(set, None, |question| CustomerShows::Question { question, gets, confirmed_at: None })
        });
        self.end_row(before).await;
        Ok(())
    }

    /// Notes that the customer pressed that it is right. A press that comes late, or twice, changes nothing.
    pub fn confirm_as_customer(&self, asked: u32) {
        let now = self.now();
        let waits = |on: &OnScreen| {
            matches!(on.screen.shows,
                CustomerShows::Question { question, confirmed_at: None, .. } if question == asked)
        };
        self.change_customer_screen(waits, |on| {
            if let CustomerShows::Question { confirmed_at, .. } = &mut on.screen.shows {
                *confirmed_at = Some(now);
            }
            None
        });
    }

    /// Chooses the language of the customer's screen, the phone, or both.
    pub fn choose_for_customer(&self, language: Option<Language>, phone: Option<CustomerPhone>) {
        let differs = |on: &OnScreen| {
            language.is_some_and(|one| one != on.screen.language) || phone.is_some_and(|one| one != on.screen.phone)
        };
        self.change_customer_screen(differs, |on| {
            on.screen.language = language.unwrap_or(on.screen.language);
            on.screen.phone = phone.unwrap_or(on.screen.phone);
            None
        });
    }

    /// Takes everything off the customer's screen. Those who watch it hear of it even when it was blank.
    pub async fn blank_customer_screen(&self) {
        let row = self.change_customer_screen(ALWAYS, OnScreen::clear);
        self.end_row(row).await;
    }

    /// The same when somebody else's turn may come next: the language and the phone are forgotten too.
    pub(crate) async fn reset_customer_screen(&self) {
        let row = self.change_customer_screen(ALWAYS, |on| {
            on.line = None;
            (on.screen.language, on.screen.phone) = (Language::En, CustomerPhone::Other);
            on.clear()
        });
        self.end_row(row).await;
    }

    /// The PNG of the code on the customer's screen, each module `module_px` device pixels wide.
    ///
    /// # Errors
    /// `NoSuchRecord` when this picture is not on it, or as [`Desk::code_picture`].
    pub async fn customer_picture(&self, wanted: u32, module_px: u32) -> Result<Vec<u8>, Problem> {
        let shown = || {
            let on = self.inner.customer.borrow();
            let is_it = matches!(on.screen.shows, CustomerShows::Code { picture, .. } if picture == wanted);
            on.showing.clone().filter(|_| is_it)
        };
        let png = self.code_picture(&shown().ok_or_else(gone)?, module_px).await?;
        // Drawing takes a moment, in which it may have been taken off.
        shown().map(|_| png).ok_or_else(gone)
    }

    /// The agent's showing has ended: the code goes, and a phone that has installed it is the end of the story.
    pub(crate) async fn end_on_customer_screen(&self, id: &ShowingId, used: bool) {
        let done = |on: &mut OnScreen| {
            on.screen.shows = CustomerShows::Done { switched_on: None };
            on.row.take()
        };
        let row = self.change_customer_screen(|on| on.follows(id), if used { done } else { OnScreen::clear });
        self.end_row(row).await;
    }

    /// The agent has left what was shown: nothing of it stays, "done" neither.
    pub(crate) async fn forget_on_customer_screen(&self, id: &ShowingId) {
        let row = self.change_customer_screen(|on| on.follows(id), OnScreen::clear);
        self.end_row(row).await;
    }

    /// The install state of a showing was read.
    pub(crate) fn tell_customer_screen(&self, id: &ShowingId, state: &EsimState) {
        let next = |shows: CustomerShows| match shows {
            CustomerShows::Code { picture, modules, .. } => {
                CustomerShows::Code { picture, modules, progress: Some(PhoneProgress::of(state)) }
            }
            CustomerShows::Done { .. } => CustomerShows::Done { switched_on: state.enabled },
            other => other,
        };
        let differs = |on: &OnScreen| on.follows(id) && next(on.screen.shows) != on.screen.shows;
        self.change_customer_screen(differs, |on| {
            on.screen.shows = next(on.screen.shows);
            None
        });
    }

    async fn set_for(&self, key: &LineKey) -> Result<Set, Problem> {
        let provider = self.connected(&key.connection)?.connection.provider.kind();
        let number = self.cached(key).await?.and_then(|line| line.number);
        let last_digits = number.map(|number| number.last(DIGITS_SHOWN).to_owned());
        Ok(Set { line: key.clone(), last_digits, language: Language::usual_for(provider) })
    }

    /// Changes the screen when it is the one that is meant, and says so. Gives the row that has come to its end.
    fn change_customer_screen(
        &self,
        is_meant: impl FnOnce(&OnScreen) -> bool,
        change: impl FnOnce(&mut OnScreen) -> Option<Row>,
    ) -> Option<Row> {
        let mut ended = None;
        let changed = self.inner.customer.send_if_modified(|on| {
            let meant = is_meant(on);
            if meant {
                ended = change(on);
                on.screen.version = on.screen.version.wrapping_add(1);
            }
            meant
        });
        if changed {
            self.inner.events.emit(DeskEvent::CustomerScreen);
        }
        ended
    }

    async fn end_row(&self, row: Option<Row>) {
        if let Some((action, since)) = row {
            self.note_end(action, since).await;
        }
    }
}
