//! How time passes in the simulated TelecomX: updates of lines end, plans begin, portings go on, deleted lines and
//! resting numbers run out. None of it counts as an effect of a call.

use jiff::Timestamp;

use super::porting_state::{DAY, Document, Next, next_month};
use super::state::{Book, Entry, LineState, NextPlan, Place, Smartwatch};
use crate::clock::shifted;

/// How long a given-up number rests: 6 months (8.4), here of 30 days.
pub(super) const NUMBER_RESTS: i64 = 180 * DAY;

impl Book {
    /// Lets everything happen that is due by `now`.
    pub(super) fn catch_up(&mut self, now: Timestamp) {
        self.move_portings(now);
        self.move_lines(now);
        for entry in self.numbers.values_mut() {
            if entry.until.is_some_and(|until| until <= now) {
                entry.until = None;
                "AVAILABLE".clone_into(&mut entry.state);
                entry.customer = None;
            }
        }
        let keep = |until: Timestamp| shifted(until, DAY) > now;
        self.sms_codes.retain(|_, (_, until)| keep(*until));
    }

    fn move_lines(&mut self, now: Timestamp) {
        let mut spent = Vec::new();
        let mut freed = Vec::new();
        for account in self.accounts.values_mut() {
            if account.updating_until.is_some_and(|until| until <= now) {
                account.updating_until = None;
                if let Some(sim) = account.next_sim.take() {
                    spent.push(std::mem::replace(&mut account.sim, sim));
                    account.network = account.network.other();
                    if let Some(entry) = self.numbers.get_mut(&account.number) {
                        account.network.number_type().clone_into(&mut entry.kind);
                    }
                }
                let ports_in =
                    self.portings.values().any(|one| one.account.as_deref() == Some(&account.id) && !one.is_closed());
                if account.state == LineState::Creating && !ports_in {
                    account.state = LineState::Active;
                }
            }
            if let Some(NextPlan { plan, from }) = &account.new_rate_plan
                && *from <= now
            {
                account.rate_plan.clone_from(plan);
                account.new_rate_plan = None;
            }
            if let Smartwatch::Deleting(until) = account.smartwatch
                && until <= now
            {
                account.smartwatch = Smartwatch::None;
            }
            if account.ending.is_some_and(|ending| ending.until <= now) {
                freed.push((account.id.clone(), account.number.clone(), account.sim.clone()));
            }
        }
        for sim in spent {
            self.spend(&sim);
        }
        for (id, number, sim) in freed {
            self.accounts.remove(&id);
            self.spend(&sim);
            // A number that left with an out-porting is no longer ours to rest.
            if let Some(entry) = self.numbers.get_mut(&number).filter(|entry| entry.state == "LOCKED") {
                entry.account = None;
                "CLOSED".clone_into(&mut entry.state);
                entry.until = Some(shifted(now, NUMBER_RESTS));
            }
        }
    }

    /// A SIM that was taken off a line.
    pub(super) fn spend(&mut self, icc: &str) {
        if let Some(sim) = self.sims.get_mut(icc) {
            sim.place = Place::Spent;
        }
    }

    fn move_portings(&mut self, now: Timestamp) {
        let ids: Vec<String> = self.portings.keys().cloned().collect();
        for id in ids {
            while let Some((at, next)) = self.portings.get(&id).and_then(|one| one.next(&self.settings)) {
                if at > now {
                    break;
                }
                self.step_porting(&id, at, next);
            }
        }
    }

    fn step_porting(&mut self, id: &str, at: Timestamp, next: Next) {
        let document = if next == Next::Signed { Some(self.mint_id()) } else { None };
        let Some(porting) = self.portings.get_mut(id) else { return };
        let side = if porting.inward { "IN" } else { "OUT" };
        match next {
            Next::Signed => {
                porting.signature = None;
                porting.documents.extend(document.map(|id| Document {
                    id,
                    filename: "fuldmagt-underskrevet.pdf".to_owned(),
                    size: 48_213,
                }));
                porting.enter(at, "IN_POA_RECEIVED_FROM_CUSTOMER", None, None);
            }
            Next::Ordered => {
                porting.auto_start = None;
                porting.enter(at, "IN_ORDERED", None, None);
            }
            Next::Confirmed => {
                let day = porting.moving_day(at);
                porting.port_date = Some(day);
                porting.enter(at, &format!("{side}_CONFIRMED"), Some(super::answers::time(day)), None);
            }
            Next::Rejected => {
                let reason = if porting.kind == "MVNO" { "SIM_MISMATCH" } else { "WRONG_NUMBER" };
                porting.enter(at, "IN_REJECTED", Some(reason.to_owned()), None);
            }
            // The end stage of an out-porting is not documented; this name is ours.
            Next::Done => porting.enter(at, &format!("{side}_COMPLETED"), None, None),
        }
        let (number, customer, account, inward) =
            (porting.number.clone(), porting.customer.clone(), porting.account.clone(), porting.inward);
        let description = format!("Porting: {}", porting.stage);
        self.note(at, None, &customer, Entry { section: "Portings", what: "UPDATE", item: id, description });
        if next == Next::Done {
            self.move_number(&number, account.as_deref(), inward, at);
        }
    }

    /// The number changes operators.
    fn move_number(&mut self, number: &str, account: Option<&str>, inward: bool, at: Timestamp) {
        if let Some(entry) = self.numbers.get_mut(number) {
            if inward { "IN_USE" } else { "OUT_PORTED" }.clone_into(&mut entry.state);
            if !inward {
                entry.account = None;
            }
        }
        let Some(account) = account.and_then(|id| self.accounts.get_mut(id)) else { return };
        if inward {
            account.state = LineState::Active;
            account.updating_until = None;
        } else if account.ending.is_none() {
            let sim = account.sim.clone();
            account.ending = Some(super::state::Ending { at, shown_until: at, until: at });
            self.spend(&sim);
        }
    }

    /// From when a plan chosen for the next month holds.
    pub(super) fn next_plan(plan: &str, now: Timestamp) -> NextPlan {
        NextPlan { plan: plan.to_owned(), from: next_month(now) }
    }
}
