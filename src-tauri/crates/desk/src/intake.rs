//! Codes that come from outside: a mail of the provider's, a picture, a scanner. They are checked, bound to a line, held in
//! memory for a short while and shown like any other code.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use domain::action::ActionId;
use domain::activation_code::{ActivationCode, ActivationCodeReading, ActivationCodeWarning};
use domain::iccid::Iccid;
use domain::line::LineKey;
use domain::problem::{ErrorCode, Problem};
use domain::secret::SecretText;
use domain::task::About;
use domain::time::Timestamp;
use providers::TaskAnswer;
use store::StoreError;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::job::blocking;
use crate::pace::millis;
use crate::{Desk, locked};

mod pdf;
mod picture;
mod reader;
mod text;

pub use reader::{PictureReader, QrTexts, Unreadable, qr_texts_in};

use text::{candidates, sim_numbers};

/// The longest text that is looked at, in bytes: a mail with a code in it, not a book.
const LONGEST: usize = 64 * 1024;

/// How many pictures are looked through at once.
const AT_ONCE: usize = 2;

/// The most codes that wait for a person's word; the oldest go first.
const MOST_WAITING: usize = 8;

/// A code that was taken in, without the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// Names it while it is held; [`Desk::show_held_code`] shows it once it is bound.
    pub id: ActionId,
    /// Its SM-DP+ address, to be compared with what the provider uses.
    pub sm_dp_address: String,
    /// What is odd about it.
    pub warnings: Vec<ActivationCodeWarning>,
    /// Other lines on which this desk has seen the same code: it may be used, or somebody else's.
    pub seen_on: Vec<LineKey>,
    /// True when this desk has seen no code with this address on lines of the same connection.
    pub new_host: bool,
    /// The addresses it has seen there, in lower case.
    pub known_hosts: Vec<String>,
    /// A SIM number in the text, where none in it is the one this line has.
    pub other_sim: Option<Iccid>,
    /// True when the code belongs to the line now; else [`Desk::bind_code`] does that on a person's word.
    pub bound: bool,
}

/// A code with something odd about it, which no line has yet.
struct Waiting {
    line: LineKey,
    code: ActivationCode,
    at: Timestamp,
}

/// The codes that wait for a person's word, and leave to look at pictures.
pub(crate) struct Unbound {
    waiting: Mutex<HashMap<ActionId, Waiting>>,
    looking: Semaphore,
}

impl Default for Unbound {
    fn default() -> Self {
        Self { waiting: Mutex::default(), looking: Semaphore::new(AT_ONCE) }
    }
}

impl Unbound {
    pub(crate) fn forget(&self, id: ActionId) {
        locked(&self.waiting).remove(&id);
    }

    pub(crate) fn forget_all(&self) {
        locked(&self.waiting).clear();
    }

    fn keep(&self, id: ActionId, one: Waiting) {
        let mut waiting = locked(&self.waiting);
        if waiting.len() >= MOST_WAITING
            && let Some(oldest) = waiting.iter().min_by_key(|(_, one)| one.at).map(|(id, _)| *id)
        {
            waiting.remove(&oldest);
        }
        waiting.insert(id, one);
    }
}

impl Desk {
    /// Takes in the code of a text and holds it for a line. The text may be the code alone or hold it somewhere; a SIM
    /// number in it is compared with the line's.
    ///
    /// # Errors
    /// `VerificationNeeded` without a proof of identity, `InvalidInput` with field `code` that says what is wrong: no
    /// code, more than one, which of the standard's rules it breaks, or that it came with another line's SIM number.
    pub async fn take_in_code(&self, key: &LineKey, text: SecretText) -> Result<TakenIn, Problem> {
        self.must_be_verified(key)?;
        let refuse = |message: &str| Err(refused("code", message));
        if text.expose().len() > LONGEST {
            return refuse("This is too long for an activation code or the mail it came in.");
        }
        let reading = match candidates(text.expose()).as_slice() {
            [] => return refuse("There is no activation code in it. One begins with LPA:1$."),
            [one] => ActivationCode::parse(one)
                .map_err(|error| refused("code", &format!("The code cannot be used: {error}.")))?,
            _ => return refuse("There is more than one activation code in it. Paste just one."),
        };
        let other_sim = self.other_sim(key, sim_numbers(text.expose())).await?;
        self.looked_at(key, reading, other_sim).await
    }

    /// Takes in the code of a picture or PDF and holds it for a line. The bytes are wiped; nothing of them is kept. Who
    /// looks through them is not waited for longer than [`crate::Pace::picture`].
    ///
    /// # Errors
    /// `VerificationNeeded` without a proof of identity, `InvalidInput` with field `picture` that says what is wrong: what
    /// cannot be opened and what can, no QR code, none with an activation code, more than one, or that it took too long.
    pub async fn take_in_picture(&self, key: &LineKey, bytes: Zeroizing<Vec<u8>>) -> Result<TakenIn, Problem> {
        self.must_be_verified(key)?;
        let refuse = |message: &str| refused("picture", message);
        let Ok(_leave) = self.inner.taken_in.looking.try_acquire() else {
            return Err(refuse("This desk is still looking through another picture. Try again in a moment."));
        };
        let looking = picture::code_in(&*self.inner.pictures, bytes);
        let read = tokio::time::timeout(self.inner.pace.picture, looking).await;
        let reading =
            read.unwrap_or_else(|_| Err(Unreadable::GivenUp.to_string())).map_err(|message| refuse(&message))?;
        self.looked_at(key, reading, None).await
    }

    /// Gives a code that was taken in to its line on a person's word: they have looked at what is odd about it.
    ///
    /// # Errors
    /// `NoSuchRecord` when it is no longer held, `VerificationNeeded` without a proof of identity.
    pub fn bind_code(&self, id: ActionId) -> Result<(), Problem> {
        let (now, longest) = (self.now(), millis(self.inner.pace.results));
        let waiting = {
            let mut all = locked(&self.inner.taken_in.waiting);
            all.retain(|_, one| (0..=longest).contains(&now.millis_since(one.at)));
            all.remove(&id)
        };
        let gone = || Problem::new(ErrorCode::NoSuchRecord, "this code is no longer held").safe_to_retry();
        let waiting = waiting.ok_or_else(gone)?;
        if let Err(problem) = self.must_be_verified(&waiting.line) {
            self.inner.taken_in.keep(id, waiting);
            return Err(problem);
        }
        self.bind(id, &waiting.line, waiting.code);
        Ok(())
    }

    async fn looked_at(
        &self,
        key: &LineKey,
        reading: ActivationCodeReading,
        other_sim: Option<Iccid>,
    ) -> Result<TakenIn, Problem> {
        let ActivationCodeReading { code, warnings } = reading;
        let (ledger, fingerprint) = (Arc::clone(&self.inner.ledger), code.fingerprint());
        let connection = key.connection.clone();
        let (mut seen_on, known_hosts) =
            blocking(move || Ok::<_, StoreError>((ledger.seen_code(&fingerprint)?, ledger.seen_hosts(&connection)?)))
                .await?;
        seen_on.retain(|line| line != key);
        let id = ActionId(uuid::Uuid::now_v7());
        let sm_dp_address = code.sm_dp_address().to_owned();
        let new_host = !known_hosts.contains(&sm_dp_address.to_lowercase());
        let bound = seen_on.is_empty() && !new_host && other_sim.is_none();
        if bound {
            self.bind(id, key, code);
        } else {
            self.inner.taken_in.keep(id, Waiting { line: key.clone(), code, at: self.now() });
        }
        Ok(TakenIn { id, sm_dp_address, warnings, seen_on, new_host, known_hosts, other_sim, bound })
    }

    fn bind(&self, id: ActionId, line: &LineKey, code: ActivationCode) {
        let answer = TaskAnswer { code: Some(code), ..TaskAnswer::default() };
        self.keep_result(id, About::Line { line: line.clone() }, answer);
    }

    /// A SIM number that came with a code and is not the line's: a new SIM's, or somebody else's. Nothing where there is
    /// none, the line's own is among them, or the line's is not known.
    async fn other_sim(&self, key: &LineKey, numbers: Vec<Iccid>) -> Result<Option<Iccid>, Problem> {
        let now = self.cached(key).await?.and_then(|line| line.sim.iccid);
        let same = |one: &Iccid, other: &Iccid| one.without_check_digit() == other.without_check_digit();
        let Some(other) = numbers.first().cloned() else { return Ok(None) };
        if now.as_ref().is_some_and(|now| numbers.iter().any(|one| same(one, now))) {
            return Ok(None);
        }
        let cache = Arc::clone(&self.inner.cache);
        let owner = blocking(move || {
            let owners = numbers.iter().map(|one| cache.search(one.digits(), 1).map(|hits| hits.exact));
            Ok::<_, StoreError>(owners.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().next())
        })
        .await?;
        match owner {
            Some(owner) if owner != *key => Err(refused(
                "code",
                "The SIM number in this text is that of another line, so its code is not for this one.",
            )),
            _ => Ok(now.is_some().then_some(other)),
        }
    }
}

fn refused(field: &str, message: &str) -> Problem {
    Problem::new(ErrorCode::InvalidInput, message).about_field(field).safe_to_retry()
}
