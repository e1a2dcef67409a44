//! The ledger's pipeline: preview, confirm, prepare on disk, send once, note what came of it.
//!
//! Nothing that alters a customer's service is sent from anywhere else: provider calls that change something take a
//! [`Ticket`], and this file is the only one that issues them.

use std::sync::Arc;

use domain::action::{
    ActionId, ActionKind, ActionRecord, ActionState, Facts, HideReason, Preview, PreviewCheck, Reason, Ticket,
};
use domain::line::{Line, LineKey, SimKind};
use domain::port::PortState;
use domain::problem::{ErrorCode, Problem};
use domain::provider::{Effect, Environment, Evidence};
use providers::{Answer, Delivery, EsimReading, ProviderError};
use store::{ActionFilter, LedgerCounts, NewAction, Prepared, Settlement};

use crate::connections::Connected;
use crate::job::blocking;
use crate::lines::{is_port_of, not_offered};
use crate::notes::check_note;
use crate::pace::millis;
use crate::previews::Previewed;
use crate::sims::new_code_reason;
use crate::{Desk, DeskEvent, locked};

/// A SIM change this many days ago or less is worth a question (US 47 CFR 64.2010 and the field's practice).
const COOL_DOWN_DAYS: i64 = 30;
const A_DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What a provider's answer to a change tells.
pub(crate) struct Outcome {
    pub(crate) state: ActionState,
    pub(crate) after: Option<Facts>,
    pub(crate) problem: Option<Problem>,
}

impl Desk {
    /// Looks at what a change would do. Reads, never writes.
    ///
    /// # Errors
    /// When the provider does not offer it, the line's state forbids it, or what is so now cannot be read.
    pub async fn preview(&self, key: &LineKey, kind: ActionKind) -> Result<Preview, Problem> {
        let connected = self.usable(&key.connection)?;
        let line = self.cached(key).await?;
        let before = self.facts_now(&connected, key, &kind).await?;
        if kind == ActionKind::NewEsimCode
            && let Some(line) = self.cached(key).await?
            && let Some(reason) = new_code_reason(&line, line.provider.name())
        {
            return Err(Problem::new(ErrorCode::WrongState, reason).safe_to_retry());
        }
        let (evidence, effect) = evidence_of(&connected, &kind);
        let preview = Preview {
            id: ActionId(uuid::Uuid::now_v7()),
            checks: self.checks(&connected, key, line.as_ref(), evidence).await?,
            sim_now: line.as_ref().map_or(SimKind::Unknown, |line| line.sim.kind),
            before,
            evidence,
            reversible: effect != Effect::Irreversible && kind != ActionKind::NewEsimCode,
            kind,
        };
        locked(&self.inner.previews).keep(Previewed { line: key.clone(), preview: preview.clone(), at: self.now() });
        Ok(preview)
    }

    async fn checks(
        &self,
        connected: &Connected,
        key: &LineKey,
        line: Option<&Line>,
        evidence: Evidence,
    ) -> Result<Vec<PreviewCheck>, Problem> {
        let (ledger, cache, name) = (Arc::clone(&self.inner.ledger), Arc::clone(&self.inner.cache), key.clone());
        let (actions, ports) =
            blocking(move || Ok::<_, store::StoreError>((ledger.line_actions(&name, 100)?, cache.ports()?))).await?;
        let mut checks = vec![match self.verification(key) {
            Some(verification) => PreviewCheck::Verified { verification },
            None => PreviewCheck::NotVerified,
        }];
        checks.push(match actions.iter().find(|action| action.kind.is_change() && action.state.is_open()) {
            Some(action) => PreviewCheck::OtherChange { action: action.id },
            None => PreviewCheck::NoOtherChange,
        });
        if connected.connection.provider.ports().is_some() {
            let read = ports.iter().any(|(port, _)| port.connection == key.connection);
            let under_way = line.and_then(|line| {
                ports.iter().map(|(port, _)| port).find(|port| is_port_of(port, line) && is_under_way(port.state))
            });
            checks.push(match under_way {
                Some(port) => PreviewCheck::PortUnderWay { raw_state: port.raw_state.clone() },
                None if read => PreviewCheck::NoPort,
                None => PreviewCheck::PortsNotRead,
            });
        }
        let now = self.now();
        let changed =
            actions.iter().find(|action| action.kind == ActionKind::NewEsimCode && action.state == ActionState::Done);
        if let Some(changed) = changed {
            let days = now.millis_since(changed.changed_at) / A_DAY_MS;
            if (0..=COOL_DOWN_DAYS).contains(&days) {
                checks.push(PreviewCheck::SimChangedLately { days: u32::try_from(days).unwrap_or(0) });
            }
        }
        if evidence.is_unverified() && connected.connection.environment != Environment::Practice {
            checks.push(PreviewCheck::Unverified);
        }
        Ok(checks)
    }

    /// Sends what was previewed, once. The same preview again answers the same action; another change in flight on the
    /// line answers that one. Comes back when the provider has answered or did not.
    ///
    /// # Errors
    /// When it may not be sent: not verified, outdated preview, a note that is missing or holds what must not be kept.
    pub async fn submit(&self, id: ActionId, reason: Reason, note: Option<String>) -> Result<ActionRecord, Problem> {
        if let Some(known) = self.find_action(id).await? {
            return Ok(known);
        }
        let previewed = locked(&self.inner.previews).get(id).cloned().ok_or_else(outdated)?;
        let note = note.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        check_note(reason, note.as_deref())?;
        let connected = self.usable(&previewed.line.connection)?;
        let verification = if previewed.preview.kind.needs_verification() {
            Some(self.must_be_verified(&previewed.line)?)
        } else {
            self.verification(&previewed.line)
        };
        self.still_true(&previewed).await?;
        let new = NewAction {
            id,
            kind: previewed.preview.kind.clone(),
            line: Some(previewed.line.clone()),
            number: self.cached(&previewed.line).await?.and_then(|line| line.number),
            provider: Some(connected.connection.provider.kind()),
            agent: self.inner.agent.clone(),
            verification,
            reason: Some(reason),
            note,
            before: Some(previewed.preview.before.clone()),
            at: self.now(),
        };
        let ledger = Arc::clone(&self.inner.ledger);
        let at = previewed.at;
        match blocking(move || ledger.prepare_previewed(&new, at)).await? {
            Prepared::AlreadyOpen(first) => Ok(first),
            Prepared::New(record) => {
                self.inner.events.emit(DeskEvent::Action(Box::new(record)));
                // On its own task: a window that closes or reloads must not stop a change half-way.
                let desk = self.clone();
                let sending = tokio::spawn(async move { desk.send(id, previewed, connected).await });
                sending
                    .await
                    .map_err(|error| Problem::new(ErrorCode::Internal, format!("the sending ended early: {error}")))?
            }
        }
    }

    /// Refuses a preview that is too old, or that another change of the line has overtaken.
    async fn still_true(&self, previewed: &Previewed) -> Result<(), Problem> {
        let age = self.now().millis_since(previewed.at);
        if !(0..=millis(self.inner.pace.preview)).contains(&age) {
            return Err(outdated());
        }
        let (ledger, line, at) = (Arc::clone(&self.inner.ledger), previewed.line.clone(), previewed.at);
        let overtaken = blocking(move || {
            let actions = ledger.line_actions(&line, 20)?;
            Ok::<_, store::StoreError>(
                actions
                    .iter()
                    .any(|action| action.kind.is_change() && !action.state.is_open() && action.changed_at >= at),
            )
        })
        .await?;
        if overtaken { Err(outdated()) } else { Ok(()) }
    }

    async fn send(
        &self,
        id: ActionId,
        previewed: Previewed,
        connected: Arc<Connected>,
    ) -> Result<ActionRecord, Problem> {
        let (ledger, at) = (Arc::clone(&self.inner.ledger), self.now());
        let sent = blocking(move || ledger.mark_sent(id, at)).await?;
        self.inner.events.emit(DeskEvent::Action(Box::new(sent)));
        #[expect(clippy::disallowed_methods, reason = "the one place that issues tickets: the row is on disk")]
        let ticket = Ticket::issue(id);
        let outcome = self.perform(&connected, &previewed.line, &previewed.preview.kind, ticket).await;
        let state = outcome.state;
        let record = self.settle(id, outcome, false).await?;
        if record.kind == ActionKind::NewEsimCode && !matches!(state, ActionState::Refused | ActionState::NotSent) {
            // What an older window still shows is dead, or may be.
            self.hide_line(&previewed.line, HideReason::Replaced).await;
        }
        if state == ActionState::Unknown {
            self.keep_reading_back(id);
        }
        Ok(record)
    }

    async fn perform(&self, connected: &Connected, key: &LineKey, kind: &ActionKind, ticket: Ticket) -> Outcome {
        let provider = &connected.connection.provider;
        match kind {
            ActionKind::NewEsimCode => {
                let Some(codes) = provider.esim_codes() else { return not_sent(not_offered("a new eSIM code")) };
                let answer = self.ask(connected, codes.refresh(&key.id, ticket)).await;
                if let Ok(reading) = &answer {
                    // The cache is a convenience: what the provider did is done, whether it can be noted or not.
                    let _ = self.keep_esim(key, reading).await;
                }
                outcome_of(answer.map(|reading| Some(esim_facts(&reading))))
            }
            _ => not_sent(not_offered("this change")),
        }
    }

    pub(crate) async fn settle(
        &self,
        id: ActionId,
        outcome: Outcome,
        read_back: bool,
    ) -> Result<ActionRecord, Problem> {
        let (ledger, at) = (Arc::clone(&self.inner.ledger), self.now());
        let settlement =
            Settlement { state: outcome.state, after: outcome.after, problem: outcome.problem, read_back, at };
        let record = blocking(move || ledger.settle(id, settlement)).await?;
        tracing::info!(action = %id, state = ?record.state, read_back, "action settled");
        self.inner.events.emit(DeskEvent::Action(Box::new(record.clone())));
        Ok(record)
    }

    /// What can be read now that tells whether a change of this kind has happened.
    pub(crate) async fn facts_now(
        &self,
        connected: &Connected,
        key: &LineKey,
        kind: &ActionKind,
    ) -> Result<Facts, Problem> {
        match kind {
            ActionKind::NewEsimCode => {
                let codes = connected.connection.provider.esim_codes().ok_or_else(|| not_offered("a new eSIM code"))?;
                let reading = self.ask(connected, codes.status(&key.id)).await?;
                self.keep_esim(key, &reading).await?;
                if reading.state.is_none() {
                    return Err(Problem::new(ErrorCode::WrongState, "this line has no eSIM").safe_to_retry());
                }
                Ok(esim_facts(&reading))
            }
            _ => Err(not_offered("this change")),
        }
    }

    /// One action, if the ledger has it.
    pub(crate) async fn find_action(&self, id: ActionId) -> Result<Option<ActionRecord>, Problem> {
        let ledger = Arc::clone(&self.inner.ledger);
        blocking(move || ledger.action(id)).await
    }

    /// One action.
    ///
    /// # Errors
    /// When the ledger has none of that id.
    pub async fn action(&self, id: ActionId) -> Result<ActionRecord, Problem> {
        self.find_action(id)
            .await?
            .ok_or_else(|| Problem::new(ErrorCode::NoSuchRecord, "the ledger has no such action"))
    }

    /// A page of the ledger, and how many actions there are of each sort.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn actions(
        &self,
        filter: ActionFilter,
        limit: usize,
        after: Option<ActionId>,
    ) -> Result<(Vec<ActionRecord>, LedgerCounts), Problem> {
        let ledger = Arc::clone(&self.inner.ledger);
        blocking(move || Ok::<_, store::StoreError>((ledger.actions(filter, limit, after)?, ledger.counts()?))).await
    }

    /// Recomputes the ledger's chain.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn verify_ledger(&self) -> Result<store::ChainReport, Problem> {
        let ledger = Arc::clone(&self.inner.ledger);
        blocking(move || ledger.verify()).await
    }
}

/// What an answer to a change means for the ledger: only how far the request came decides.
pub(crate) fn outcome_of(answer: Answer<Option<Facts>>) -> Outcome {
    match answer {
        Ok(after) => Outcome { state: ActionState::Done, after, problem: None },
        Err(ProviderError { problem, delivery, .. }) => Outcome {
            state: match delivery {
                Delivery::NotDelivered => ActionState::NotSent,
                Delivery::Answered => ActionState::Refused,
                Delivery::Unsure => ActionState::Unknown,
            },
            after: None,
            problem: Some(*problem),
        },
    }
}

fn not_sent(problem: Problem) -> Outcome {
    Outcome { state: ActionState::NotSent, after: None, problem: Some(problem) }
}

/// What tells one state of an eSIM from another.
pub(crate) fn esim_facts(reading: &EsimReading) -> Facts {
    Facts::Esim {
        fingerprint: reading.code.as_ref().map(domain::activation_code::ActivationCode::fingerprint),
        sm_dp_address: reading.code.as_ref().map(|code| code.sm_dp_address().to_owned()),
        state: reading.state.as_ref().map(|state| state.raw.clone()),
    }
}

fn evidence_of(connected: &Connected, kind: &ActionKind) -> (Evidence, Effect) {
    let ability = match kind {
        ActionKind::NewEsimCode => domain::ability::Ability::NewEsimCode,
        ActionKind::ChangePlan { .. } => domain::ability::Ability::ChangePlan,
        ActionKind::SetServices { .. } => domain::ability::Ability::SwitchServices,
        ActionKind::SetRecording { .. } => domain::ability::Ability::Recording,
        _ => domain::ability::Ability::Cease,
    };
    let state = connected.connection.provider.abilities().into_iter().find(|one| one.ability == ability);
    // What is not known is treated as the least known and the least reversible.
    state.map_or((Evidence::Inferred, Effect::Irreversible), |one| {
        (one.evidence.unwrap_or(Evidence::Inferred), one.effect.unwrap_or(Effect::Irreversible))
    })
}

const fn is_under_way(state: PortState) -> bool {
    !matches!(state, PortState::Completed | PortState::Cancelled | PortState::Failed | PortState::Draft)
}

fn outdated() -> Problem {
    Problem::new(ErrorCode::PreviewOutdated, "what was previewed is too old or another change came first")
        .safe_to_retry()
}
