//! Mobile accounts and the SIMs on them (TelecomX contract 4, 5), also as lines of the desk.

use domain::activation_code::ActivationCode;
use domain::iccid::Iccid;
use domain::line::{
    Customer, Line, LineKey, LineStage, LineState, PlanUse, RawField, Service, ServiceSwitch, Sim, SimKind,
};
use domain::msisdn::Msisdn;
use domain::provider::{ConnectionId, Evidence, ProviderKind};
use domain::secret::{Pin, Puk};
use domain::time::{ProviderTime, Timestamp};
use serde_json::Value;

use super::{FromRecord, answers};
use crate::raw;
use crate::record::Record;
use crate::telecomx::wire::{FromWire, take};
use crate::{EsimReading, NewLine};

answers! {
    /// The switches of an account; they go before those of its plan (contract 4.2).
    Features {
        /// Premium numbers, at home only.
        high_rate: bool = "highRate",
        /// Calls abroad.
        international: bool = "international",
        /// Data at home.
        data: bool = "data",
        /// 5G.
        five_g: bool = "fiveG",
        /// An address of its own on the internet.
        public_ip: bool = "publicIP",
        /// Charged texts and purchases.
        charged_services: bool = "chargedServices",
        /// Voicemail.
        voicemail: bool = "voicemail",
        /// Hides its own number.
        secret_number: bool = "secretNumber",
        /// Use abroad.
        roaming: bool = "roaming",
        /// Data abroad; needs roaming.
        roaming_data: bool = "roamingData",
        /// Picture messages.
        mms: bool = "mms",
        /// A link for more data in the text that says that it is used up.
        data_top_up_sms: bool = "dataTopUpSms",
        /// Not explained.
        smart_watch_sim: bool = "smartWatchSim",
    }

    /// The SIM that a change has put on an account (contract 5.1).
    NewSim {
        /// Its ICCID as it came.
        number: String = "simNumber",
        /// The subscriber's identity in the network.
        imsi: String = "imsi",
        /// `TELENOR`, `TDC`.
        network: String = "network",
        /// Unblocks PIN 1.
        puk1: Puk = "puk1",
        /// Unblocks PIN 2.
        puk2: Puk = "puk2",
        /// Unlocks the SIM.
        pin1: Pin = "pin1",
        /// Unlocks what the network protects.
        pin2: Pin = "pin2",
        /// `MINI_MICRO`, `NANO`, `MINI_MICRO_NANO`, presumably `eSIM`.
        form_factor: String = "formFactor",
        /// Its activation code: in no published answer, taken where it comes all the same (contract 5.8).
        code: ActivationCode = "activationCode",
    }

    /// The account behind an id or a number, mobile or SIP (contract 4.3).
    VoiceAccount {
        /// Its id.
        id: String = "_id",
        /// Its customer.
        customer: String = "customer",
        /// Whether it works.
        active: bool = "active",
        /// Its name.
        name: String = "name",
        /// `SIP` or `MVNO`.
        kind: String = "type",
        /// Its numbers.
        numbers: Vec<String> = "numbers",
        /// The SIP account of a mobile one.
        sip_account: String = "sipAccount",
        /// The hosted telephone system; absent or 0 means none.
        pbx: f64 = "pbx",
        /// The extension there.
        extension: String = "extension",
        /// The device.
        device_type: String = "deviceType",
    }

    /// Prices of two add-ons (contract 4.7).
    AddOnPrices {
        /// The watch, DKK.
        smart_watch: f64 = "smartWatchProductPrice",
        /// The data-sharing SIM, DKK.
        data_sharing: f64 = "dataSharingProductPrice",
    }

    /// What a number change gives (contract 4.8).
    NewNumber {
        /// The number in force now.
        number: String = "number",
    }
}

/// Under which name a line says whether it waits for an update and cannot be changed (contract 9.1).
pub(in crate::telecomx) const UPDATING: &str = "info.updating";

/// Under which name a line says in which network it is.
pub(in crate::telecomx) const NETWORK: &str = "mvnoSim.network";

/// Where and when something was read.
pub(in crate::telecomx) struct ReadFrom<'a> {
    pub(in crate::telecomx) connection: &'a ConnectionId,
    pub(in crate::telecomx) read_at: Timestamp,
}

/// A mobile account (contract 4.2): the desk's line, and what only TelecomX has.
#[derive(Debug, Clone)]
pub struct MobileAccount {
    /// The line; its reference is the account's id, and `account` is the customer's id.
    pub line: Line,
    /// Its switches.
    pub features: Features,
    /// The plan it has, by id.
    pub rate_plan: Option<String>,
    /// The plan it gets when the month ends, by id (inferred).
    pub new_rate_plan: Option<String>,
    /// True while it waits for an update and cannot be changed (contract 9.1).
    pub updating: Option<bool>,
    /// `TELENOR`, `TDC`, `TELIA`.
    pub network: Option<String>,
}

/// An ended account that can be brought back (contract 4.6).
#[derive(Clone)]
pub struct EndedAccount {
    /// The account; its line counts as ceased whatever its state says.
    pub account: MobileAccount,
    /// Until when it can be brought back.
    pub recoverable_until: Option<ProviderTime>,
    /// When it ended.
    pub ended: Option<ProviderTime>,
    /// The reseller's id.
    pub reseller: Option<String>,
    /// The reseller's name.
    pub reseller_name: Option<String>,
}

impl std::fmt::Debug for EndedAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EndedAccount").field("account", &self.account).finish_non_exhaustive()
    }
}

/// A mobile account from a record; nothing when no value in it says which it is.
///
/// The place of the SIM, the plans and `info.updating` is inferred (contract 4.2).
pub(in crate::telecomx) fn account(mut record: Record, from: &ReadFrom<'_>) -> Option<MobileAccount> {
    let id: String = take(&mut record, "_id")?;
    let number_text: Option<String> = take(&mut record, "number");
    let number = number_text.as_ref().and_then(|text| Msisdn::from_wire(&Value::from(text.as_str())));
    let features: Features = take(&mut record, "feature").unwrap_or_default();
    let mut sim_record = record.take_record(&["mvnoSim"]).unwrap_or_default();
    let mut info = record.take_record(&["info"]).unwrap_or_default();
    let rate_plan: Option<String> = take(&mut record, "ratePlan");
    let new_rate_plan: Option<String> = take(&mut record, "newRatePlan");
    let plan_name: Option<String> = take(&mut record, "ratePlanName");
    let network: Option<String> = take(&mut sim_record, "network");

    let mut unmapped = Vec::new();
    if let (Some(text), None) = (&number_text, &number) {
        unmapped.extend(raw::fields("number", Value::from(text.as_str())));
    }
    let sim = sim(&mut sim_record);
    let updating: Option<bool> = take(&mut info, "updating");
    let customer: Option<String> = take(&mut record, "customer");
    // What only TelecomX has is shown too, and tells what can be done with the line.
    let known = [
        (NETWORK, network.clone()),
        ("newRatePlan", new_rate_plan.clone()),
        (UPDATING, updating.map(|on| on.to_string())),
    ];
    unmapped
        .extend(known.into_iter().filter_map(|(name, value)| Some(RawField { name: name.to_owned(), value: value? })));
    let line = Line {
        key: LineKey { connection: from.connection.clone(), id },
        provider: ProviderKind::Telecomx,
        number,
        customer: Customer {
            id: customer.clone(),
            name: take(&mut record, "customerName").or_else(|| take(&mut record, "name")),
            email: take(&mut record, "emailAddress"),
            group: take(&mut record, "employeeName"),
        },
        account: customer,
        state: state(&mut record),
        sim,
        plan: plan_name.or_else(|| rate_plan.clone()).map(named_plan),
        services: services(&features),
        sip_address: None,
        recorded: None,
        unmapped: {
            unmapped.extend(feature_fields(&features));
            unmapped.extend(sim_record.rest("mvnoSim"));
            unmapped.extend(info.rest("info"));
            unmapped.extend(record.rest(""));
            unmapped
        },
        evidence: Evidence::Partial,
        read_at: from.read_at,
    };
    Some(MobileAccount { line, features, rate_plan, new_rate_plan, updating, network })
}

/// An ended account from a record of either call about them.
pub(in crate::telecomx) fn ended_account(mut record: Record, from: &ReadFrom<'_>) -> Option<EndedAccount> {
    let recoverable_until = take(&mut record, "preterminateUntil");
    let ended = take(&mut record, "deleted");
    let reseller = take(&mut record, "reseller");
    let reseller_name = take(&mut record, "resellerName");
    let mut account = account(record, from)?;
    account.line.state.stage = LineStage::Ceased;
    Some(EndedAccount { account, recoverable_until, ended, reseller, reseller_name })
}

fn named_plan(name: String) -> PlanUse {
    PlanUse {
        name: Some(name),
        allowance: None,
        used: None,
        remaining: None,
        unit: None,
        period_from: None,
        period_to: None,
    }
}

/// The states of contract 4.2 and 12 (5). `BLOCKED` stops calls, texts and data, and can be lifted.
fn state(record: &mut Record) -> LineState {
    let raw: Option<String> = take::<String>(record, "state").map(|text| raw::word(&text));
    let stage = match raw.as_deref() {
        Some("ACTIVE") => LineStage::Active,
        Some("BLOCKED") => LineStage::Suspended,
        Some("DELETING" | "DELETED") => LineStage::Ceased,
        // With a porting it waits for its number (inferred, contract 4.4).
        Some("CREATING") if record.0.get("porting").is_some_and(|porting| !porting.is_null()) => LineStage::Porting,
        // Known, but neither working nor stopped.
        Some("CREATING") | None => LineStage::Unknown,
        Some(word) => {
            raw::note_drift(ProviderKind::Telecomx, "state", word);
            LineStage::Unknown
        }
    };
    LineState { stage, raw }
}

/// The SIM of an account. Its kind is told by `formFactor` (contract 5.1, 5.4); an ICCID that is none stays raw.
fn sim(record: &mut Record) -> Sim {
    let kind = record
        .take_known(&["formFactor"], |word| match word {
            "eSIM" | "eSim" => Some(SimKind::Esim),
            "MINI_MICRO" | "NANO" | "MINI_MICRO_NANO" => Some(SimKind::Card),
            _ => None,
        })
        .unwrap_or(SimKind::Unknown);
    Sim { kind, iccid: take::<Iccid>(record, "simNumber"), esim: None }
}

/// Only data has a switch of the same meaning in the desk's model; the others are shown raw.
fn services(features: &Features) -> Vec<ServiceSwitch> {
    let switch = |on: bool| ServiceSwitch { service: Service::Data, on: Some(on), raw: on.to_string() };
    features.data.map(switch).into_iter().collect()
}

fn feature_fields(features: &Features) -> Vec<RawField> {
    let shown = [
        ("highRate", features.high_rate),
        ("international", features.international),
        ("fiveG", features.five_g),
        ("publicIP", features.public_ip),
        ("chargedServices", features.charged_services),
        ("voicemail", features.voicemail),
        ("secretNumber", features.secret_number),
        ("roaming", features.roaming),
        ("roamingData", features.roaming_data),
        ("mms", features.mms),
        ("dataTopUpSms", features.data_top_up_sms),
        ("smartWatchSim", features.smart_watch_sim),
    ];
    let field =
        |(name, on): (&str, Option<bool>)| Some(RawField { name: format!("feature.{name}"), value: on?.to_string() });
    shown.into_iter().filter_map(field).chain(features.raw.iter().cloned()).collect()
}

/// The activation code of an account, wherever it is in the answer: no place of it is published (contract 5.8), so the
/// names it could have are looked for at every depth.
pub(in crate::telecomx) fn esim(value: &Value) -> EsimReading {
    let mut reading = EsimReading { code: None, warnings: Vec::new(), malformed: None, state: None };
    if let Some(text) = code_text(value) {
        match ActivationCode::parse(text) {
            Ok(found) => {
                reading.code = Some(found.code);
                reading.warnings = found.warnings;
            }
            Err(rule) => reading.malformed = Some(rule.to_string()),
        }
    }
    reading
}

fn code_text(value: &Value) -> Option<&str> {
    let is_name = |name: &str| {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        ["activationcode", "esimcode", "lpa", "qrcode"].contains(&plain.to_ascii_lowercase().as_str())
    };
    match value {
        Value::Object(map) => map.iter().find_map(|(name, inner)| match inner {
            Value::String(text) => (is_name(name) && !text.trim().is_empty()).then_some(text.as_str()),
            inner => code_text(inner),
        }),
        Value::Array(items) => items.iter().find_map(code_text),
        _ => None,
    }
}

/// What making an account gives: nothing of the answer is published but that it carries the porting (contract 4.4).
pub struct NewAccount {
    /// The account's id, where there is one.
    pub id: Option<String>,
    /// The porting's id, where a port-in was begun.
    pub porting: Option<String>,
    /// Its SIM and activation code, where they are there.
    pub line: NewLine,
    /// Everything else, secrets hidden.
    pub raw: Vec<RawField>,
}

impl std::fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewAccount").field("id", &self.id).field("porting", &self.porting).finish_non_exhaustive()
    }
}

pub(in crate::telecomx) fn new_account(value: &Value) -> Option<NewAccount> {
    let mut record = Record(value.as_object()?.clone());
    let mut account = ["mvnoAccount", "account", "mvno"].iter().find_map(|name| record.take_record(&[name]));
    let holder = account.as_mut().unwrap_or(&mut record);
    let id: Option<String> = take(holder, "_id");
    let iccid = holder.take_record(&["mvnoSim"]).and_then(|mut sim| take::<Iccid>(&mut sim, "simNumber"));
    let porting = record
        .take_record(&["porting"])
        .and_then(|mut porting| take::<String>(&mut porting, "_id"))
        .or_else(|| take(&mut record, "porting"));
    let mut raw = account.map(|account| account.rest("account")).unwrap_or_default();
    raw.extend(record.rest(""));
    let line =
        NewLine { code: esim(value).code, iccid: iccid.map(|iccid| iccid.digits().to_owned()), sip_password: None };
    Some(NewAccount { id, porting, line, raw })
}

/// The SIM in the answer to a SIM change.
pub(in crate::telecomx) fn new_sim(record: &mut Record) -> Option<NewSim> {
    record.take_record(&["mvnoSim"]).map(NewSim::from_record).filter(|sim| !sim.is_nothing())
}
