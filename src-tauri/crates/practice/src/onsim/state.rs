//! What the simulated ONSIM keeps: lines, stock, groups, ports, and the counts that tests judge by. No HTTP here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::quirks::OnsimQuirks;
use crate::chance::Chance;
use crate::clock::shifted;

/// How long after its installation an automatically installed eSIM is switched on.
const ENABLED_AFTER_SECONDS: i64 = 5;

/// Where an eSIM profile stands on the customer's phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum EsimState {
    /// The code has not been used.
    ReadyToInstall,
    /// The code has been used; the profile is on a phone.
    Installed {
        /// Whether the profile is switched on there.
        enabled: bool,
    },
}

/// How often each change has happened. Every accepted call counts, also one that changes nothing, so that a call sent
/// twice is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Effects {
    /// Codes replaced with `refresh_code` 1.
    pub codes_issued: u64,
    /// Bundle changes.
    pub bundles_changed: u64,
    /// Recording switches.
    pub recordings_changed: u64,
    /// Mobile settings updates.
    pub settings_changed: u64,
    /// Accounts ceased.
    pub ceased: u64,
    /// Numbers added to stock.
    pub numbers_added: u64,
    /// Groups created.
    pub groups_added: u64,
    /// Accounts provisioned, own UC and ONSIM UC.
    pub provisioned: u64,
    /// QR links made.
    pub qr_links: u64,
}

/// An eSIM profile and its activation code.
#[derive(Clone)]
pub(super) struct Profile {
    pub(super) code: String,
    /// Times the code was replaced.
    pub(super) refreshed: u64,
    /// When the code was last issued by this shop; seeded codes have no time and are never scanned by themselves.
    pub(super) issued_at: Option<Timestamp>,
    pub(super) state: EsimState,
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").field("state", &self.state).finish_non_exhaustive()
    }
}

/// The four service switches; the defaults are the documented ones (ONSIM contract 2.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Switches {
    pub(super) data: bool,
    pub(super) voice: bool,
    pub(super) messaging: bool,
    pub(super) hotspot: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self { data: true, voice: true, messaging: true, hotspot: false }
    }
}

/// A data bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bundle {
    pub(super) name: String,
    /// Megabytes of 1/1024 GB; `None` for no limit.
    pub(super) allowance: Option<u64>,
    pub(super) used: u64,
}

impl Bundle {
    /// The bundle sold as `name`, unused; `None` for a name that is not sold.
    pub(super) fn sold_as(name: &str) -> Option<Self> {
        let (_, allowance) = BUNDLES.iter().find(|(sold, _)| *sold == name)?;
        Some(Self { name: name.to_owned(), allowance: *allowance, used: 0 })
    }
}

/// Every bundle with its allowance in megabytes; `None` for no limit. `BASE` carries no data (ONSIM contract 2.3).
/// The size of `BACKGROUND-ONLY` is ours.
pub(super) const BUNDLES: [(&str, Option<u64>); 7] = [
    ("BASE", Some(0)),
    ("BACKGROUND-ONLY", Some(100)),
    ("2GB", Some(2_048)),
    ("4GB", Some(4_096)),
    ("10GB", Some(10_240)),
    ("20GB", Some(20_480)),
    ("UNLIMITED", None),
];

/// The products a hosted account can be given: number and name. Ours; the contract knows only the number 18.
pub(super) const PRODUCTS: [(u64, &str); 4] = [
    (18, "Mobile with hosted UC"),
    (19, "Mobile with hosted UC and recording"),
    (24, "Mobile only"),
    (31, "Data only"),
];

/// One account with its SIM.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) mpn: String,
    /// A second, landline number of the same SIM.
    pub(super) landline: Option<String>,
    pub(super) account: u64,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    /// `None` for an account on the reseller's own UC.
    pub(super) group: Option<String>,
    pub(super) iccid: String,
    /// `None` for a physical SIM.
    pub(super) esim: Option<Profile>,
    pub(super) sip_user: String,
    pub(super) switches: Switches,
    pub(super) bundle: Option<Bundle>,
    pub(super) voice_recorded: bool,
    pub(super) sms_recorded: bool,
}

impl Line {
    pub(super) fn is_recorded(&self) -> bool {
        self.voice_recorded || self.sms_recorded
    }
}

/// A customer group as it was created.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) address_line_1: String,
    pub(super) address_line_2: String,
    pub(super) city: String,
    pub(super) country: String,
    pub(super) post_code: String,
    pub(super) home_location: String,
    pub(super) description: String,
}

/// A port order: its states come with the clock.
#[derive(Clone, Debug)]
pub(super) struct Port {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) porting: String,
    pub(super) pac: String,
    pub(super) ordered: Timestamp,
    pub(super) due: Timestamp,
    /// From when each state holds, oldest first.
    pub(super) steps: Vec<(Timestamp, &'static str)>,
}

impl Port {
    /// The state at `now` and since when.
    pub(super) fn state(&self, now: Timestamp) -> (Timestamp, &'static str) {
        let reached = self.steps.iter().rev().find(|(from, _)| *from <= now);
        reached.copied().unwrap_or((self.ordered, "INITIAL"))
    }
}

/// The whole state.
pub(super) struct Book {
    /// By mobile number.
    pub(super) lines: BTreeMap<String, Line>,
    /// Free numbers of the reseller.
    pub(super) free_numbers: BTreeSet<String>,
    /// Free SIMs by ICCID; true for an eSIM.
    pub(super) free_sims: BTreeMap<String, bool>,
    pub(super) groups: BTreeMap<String, Group>,
    pub(super) ports: Vec<Port>,
    /// Codes that were replaced or whose line was ceased.
    pub(super) dead_codes: BTreeSet<String>,
    pub(super) effects: Effects,
    pub(super) quirks: OnsimQuirks,
    pub(super) chance: Chance,
    pub(super) next_account: u64,
    pub(super) auto_install: Option<Duration>,
}

impl Book {
    /// The line with this mobile number.
    pub(super) fn line(&self, mpn: &str) -> Option<&Line> {
        self.lines.get(mpn)
    }

    /// The mobile number of the line that owns `number`, mobile or landline.
    pub(super) fn owner_of_number(&self, number: &str) -> Option<&str> {
        let owns = |line: &&Line| line.mpn == number || line.landline.as_deref() == Some(number);
        self.lines.values().find(owns).map(|line| line.mpn.as_str())
    }

    /// The mobile number of the line with this SIM.
    pub(super) fn owner_of_sim(&self, iccid: &str) -> Option<&str> {
        self.lines.values().find(|line| line.iccid == iccid).map(|line| line.mpn.as_str())
    }

    /// The mobile number of the line with this account id.
    pub(super) fn owner_of_account(&self, account: &str) -> Option<&str> {
        self.lines.values().find(|line| line.account.to_string() == account).map(|line| line.mpn.as_str())
    }

    /// A new activation code on example.com, never given out before.
    pub(super) fn mint_code(&mut self) -> String {
        loop {
            let groups: Vec<String> = (0..5).map(|_| self.chance.code(4)).collect();
            let code = format!("LPA:1$rsp.example.com${}", groups.join("-"));
            let in_use = |line: &Line| line.esim.as_ref().is_some_and(|profile| profile.code == code);
            if !self.dead_codes.contains(&code) && !self.lines.values().any(in_use) {
                return code;
            }
        }
    }

    /// Lets time pass on the phones: with automatic installation on, a code issued long enough ago has been scanned.
    pub(super) fn catch_up(&mut self, now: Timestamp) {
        let Some(delay) = self.auto_install else { return };
        let delay = i64::try_from(delay.as_secs()).unwrap_or(i64::MAX);
        for profile in self.lines.values_mut().filter_map(|line| line.esim.as_mut()) {
            let Some(issued_at) = profile.issued_at else { continue };
            let installed_at = shifted(issued_at, delay);
            if now >= shifted(installed_at, ENABLED_AFTER_SECONDS) {
                profile.state = EsimState::Installed { enabled: true };
                profile.issued_at = None;
            } else if now >= installed_at {
                profile.state = EsimState::Installed { enabled: false };
            }
        }
    }
}
