//! One line with all that is on its page.

use std::sync::Arc;

use domain::ability::AbilityState;
use domain::action::{ActionRecord, Verification};
use domain::line::{Line, LineKey, SimChoice, SimKind};
use domain::port::Port;
use domain::problem::{ErrorCode, Problem};
use domain::task::About;
use domain::time::Timestamp;
use providers::EsimReading;

use crate::connections::Connected;
use crate::job::blocking;
use crate::sims::sim_choices;
use crate::{Desk, DeskEvent};

/// How many actions a line's page shows.
const ACTIVITY: usize = 30;

/// Everything on the page of a line.
pub struct LinePage {
    /// The line.
    pub line: Line,
    /// What its provider can do.
    pub abilities: Vec<AbilityState>,
    /// The ways it can get another SIM.
    pub sim_choices: Vec<SimChoice>,
    /// The proof of identity in force.
    pub verification: Option<Verification>,
    /// What was done with it.
    pub activity: Vec<ActionRecord>,
    /// Ports of its number, each with the time it was read.
    pub ports: Vec<(Port, Timestamp)>,
    /// Why it could not be read afresh.
    pub not_refreshed: Option<Problem>,
}

impl Desk {
    /// The page of a line: from the cache, or read afresh. What cannot be read afresh is shown as it was, with the
    /// problem beside it.
    ///
    /// # Errors
    /// When the line is not in the cache and cannot be read.
    pub async fn line_page(&self, key: &LineKey, refresh: bool) -> Result<LinePage, Problem> {
        let connected = self.connected(&key.connection)?;
        let provider = Arc::clone(&connected.connection.provider);
        let abilities = provider.abilities();
        let cached = self.cached(key).await?;
        let (line, not_refreshed) = match (cached, refresh) {
            // What was only imported is read as soon as someone looks at it.
            (Some(line), false) if line.state.is_read() => (line, None),
            (cached, _) => match (self.read_line(key, cached.as_ref()).await, cached) {
                (Ok(line), _) => (line, None),
                (Err(problem), Some(line)) => (line, Some(problem)),
                (Err(problem), None) => return Err(problem),
            },
        };
        let (cache, ledger, name, now) =
            (Arc::clone(&self.inner.cache), Arc::clone(&self.inner.ledger), key.clone(), self.now());
        let (activity, all_ports) = blocking(move || {
            connected.keep(|| cache.opened(&name, now))?;
            Ok::<_, store::StoreError>((ledger.line_actions(&name, ACTIVITY)?, cache.ports()?))
        })
        .await?;
        Ok(LinePage {
            sim_choices: sim_choices(&line, &abilities, provider.tasks()),
            verification: self.verification(key),
            activity,
            ports: all_ports.into_iter().filter(|(port, _)| is_port_of(port, &line)).collect(),
            not_refreshed,
            abilities,
            line,
        })
    }

    pub(crate) async fn cached(&self, key: &LineKey) -> Result<Option<Line>, Problem> {
        let (cache, key) = (Arc::clone(&self.inner.cache), key.clone());
        blocking(move || cache.line(&key)).await
    }

    /// The line something is about, as this desk knows it.
    pub(crate) async fn line_about(&self, about: &About) -> Result<Option<Line>, Problem> {
        match about.line() {
            Some(key) => self.cached(key).await,
            None => Ok(None),
        }
    }

    /// Reads a line from its provider and puts it into the cache.
    pub(crate) async fn read_line_of(&self, connected: &Connected, key: &LineKey) -> Result<Line, Problem> {
        let lines = connected.connection.provider.lines().ok_or_else(|| not_offered("reading one line"))?;
        let mut line = self.ask(connected, lines.read(&key.id)).await?;
        let read = line.clone();
        if let Some(known) = self.cached(key).await? {
            line.fill_gaps_from(&known);
        }
        self.keep_line(&line).await?;
        // What an older reading knew proves nothing about now.
        Ok(read)
    }

    /// Reads a line again after a change, so that its page shows what is so now.
    pub(crate) fn read_again_soon(&self, key: LineKey) {
        let desk = self.clone();
        tokio::spawn(async move {
            let known = desk.cached(&key).await.ok().flatten();
            if let Err(problem) = desk.read_line(&key, known.as_ref()).await {
                tracing::debug!(code = ?problem.code, "a changed line was not read again");
            }
        });
    }

    /// Reads a line and its eSIM state and puts both into the cache.
    async fn read_line(&self, key: &LineKey, known: Option<&Line>) -> Result<Line, Problem> {
        let connected = self.usable(&key.connection)?;
        let provider = &connected.connection.provider;
        let lines = provider.lines().ok_or_else(|| not_offered("reading one line"))?;
        let read = self.ask(&connected, lines.read(&key.id));
        let (line, esim) = match provider.esim_codes() {
            // A card has no install state to ask for.
            Some(codes) if known.is_none_or(|line| line.sim.kind != SimKind::Card) => {
                let (line, esim) = futures::future::join(read, self.ask(&connected, codes.status(&key.id))).await;
                (line?, esim.ok())
            }
            _ => (read.await?, None),
        };
        let mut line = line;
        if let Some(reading) = esim {
            take_esim(&mut line, &reading);
        }
        if let Some(known) = known {
            line.fill_gaps_from(known);
        }
        self.keep_line(&line).await?;
        Ok(line)
    }

    /// Puts a line into the cache and tells about it.
    pub(crate) async fn keep_line(&self, line: &Line) -> Result<(), Problem> {
        let connected = self.connected(&line.key.connection)?;
        let (cache, kept) = (Arc::clone(&self.inner.cache), line.clone());
        blocking(move || connected.keep(|| cache.put_line(&kept))).await?;
        self.inner.events.emit(DeskEvent::Line(line.key.clone()));
        Ok(())
    }

    /// Notes a fresh install state on a line that is in the cache.
    pub(crate) async fn keep_esim(&self, key: &LineKey, reading: &EsimReading) -> Result<(), Problem> {
        if let Some(mut line) = self.cached(key).await? {
            let before = line.sim.clone();
            take_esim(&mut line, reading);
            if line.sim != before {
                self.keep_line(&line).await?;
            }
        }
        Ok(())
    }
}

fn take_esim(line: &mut Line, reading: &EsimReading) {
    match &reading.state {
        Some(state) => {
            line.sim.kind = SimKind::Esim;
            line.sim.esim = Some(state.clone());
        }
        // Asked for its eSIM, the provider knows none: then it is a card.
        None if line.sim.kind == SimKind::Unknown && reading.malformed.is_none() => line.sim.kind = SimKind::Card,
        None => {}
    }
}

/// True when a port is about this line's number, in whichever form the provider writes it.
pub(crate) fn is_port_of(port: &Port, line: &Line) -> bool {
    let Some(number) = &line.number else { return false };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    port.connection == line.key.connection
        && (digits(&port.number) == number.digits()
            || port.temporary_number.as_deref().is_some_and(|other| digits(other) == number.digits()))
}

pub(crate) fn not_offered(what: &str) -> Problem {
    Problem::new(ErrorCode::NotOffered, format!("this provider publishes no call for {what}"))
}
