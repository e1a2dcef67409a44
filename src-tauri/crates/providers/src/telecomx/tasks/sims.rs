//! Tasks about the SIM on a line: another card, an eSIM, the other network, PIN and PUK, the watch (TelecomX contract 5).

use domain::action::Ticket;
use domain::activation_code::ActivationCode;
use domain::iccid::{Iccid, IccidRule};
use domain::provider::ProviderKind;
use domain::task::{About, CodeArrives, FieldKind, GivenSim, Readable, Subject, Task, TaskField, TaskGroup};
use domain::task::{ReadBack, Risk};

use super::shared::{
    CARD_FORM, NOT_ENDED, STANDING, at_field, network, not_as_it_is, other_network, own_number, seen, taken, taken_with,
};
use super::show;
use crate::tasks::{task, unknown_task};
use crate::telecomx::operations::{
    CHANGE_NETWORK, CHANGE_SIM, DELETE_SMARTWATCH, GET_CUSTOMER, GET_MVNO_ACCOUNT, LIST_SIMS,
};
use crate::telecomx::{Network, SimTarget, SimsQuery, Telecomx};
use crate::{Answer, Inputs, Progress, ProviderError, SimFinding, TaskAnswer, TaskOutcome};

pub(super) const TASKS: &[Task] = &[REPLACE_SIM, NEW_ESIM, SHOW_SIM_CODES, CHANGE_NETWORK_TASK, END_SMART_WATCH];

const STOPS: &str = "The SIM the line has now stops for good once TelecomX has updated the line.";

/// What the change of a SIM takes (contract 5.1), and what the change of the network does (5.2).
const CHANGED: IccidRule = IccidRule { min: 11, max: 19, trims: false };
const OTHER_NETWORK: IccidRule = IccidRule { min: 19, max: 20, trims: false };

/// The typed number of a card, under the name errors have.
const TYPED: &str = "newSimNumber";
/// The chosen card out of storage.
pub(super) const STORED: &str = "storedSim";

const TYPED_CARD: TaskField = TaskField::new(TYPED, "SIM number", FieldKind::Iccid { rule: CHANGED })
    .hint("11 to 19 digits, printed on the card; it can be scanned.")
    .only_if("way", &["card"]);
const FORM: TaskField = CARD_FORM.only_if("way", &["stock"]);
const FROM_STORAGE: TaskField = TaskField::new(STORED, "Card in storage", FieldKind::Ask)
    .hint("Cards of the line's network that the customer or the reseller has in storage.")
    .only_if("way", &["stock"]);

const REPLACE_SIM: Task = task(
    "replace_sim",
    "Replace the SIM card",
    "The new card works after TelecomX's update and the old SIM stops for good.",
    &CHANGE_SIM,
)
.about(Subject::Line, TaskGroup::Sim)
.ability(domain::ability::Ability::SwapSim)
.also(&[GET_MVNO_ACCOUNT.id, GET_CUSTOMER.id, LIST_SIMS.id])
.risk(Risk::Sim)
.stages(STANDING)
.fields(&[
    TaskField::new(
        "way",
        "Which card",
        FieldKind::Choice {
            choices: &[
                ("card", "A card at hand: type or scan it"),
                ("stock", "A card from the list of stored ones"),
                ("auto", "Any card that TelecomX may pick"),
            ],
        },
    ),
    TYPED_CARD,
    FORM,
    FROM_STORAGE,
])
.gives_sim(
    STOPS,
    &[
        GivenSim::new(CodeArrives::Card).number(TYPED).only_if("way", &["card"]),
        GivenSim::new(CodeArrives::Card).number(STORED).only_if("way", &["stock"]),
        GivenSim::new(CodeArrives::Card).only_if("way", &["auto"]),
    ],
)
.read_back(ReadBack::Another(Readable::Iccid));

const NEW_ESIM: Task = task(
    "new_esim",
    "Move the line to a new eSIM",
    "TelecomX puts a free eSIM on the line and the old SIM stops for good; it publishes no activation code, so one is shown only if it comes.",
    &CHANGE_SIM,
)
.about(Subject::Line, TaskGroup::Sim)
.also(&[GET_MVNO_ACCOUNT.id])
.risk(Risk::Sim)
.stages(STANDING)
.gives_sim(STOPS, &[GivenSim::new(CodeArrives::NotPublished)])
.read_back(ReadBack::Another(Readable::Iccid));

const SHOW_SIM_CODES: Task = task(
    "show_sim_codes",
    "Show PIN and PUK",
    "PIN, PUK and the activation code of the SIM on this line, as far as TelecomX sends them.",
    &GET_MVNO_ACCOUNT,
)
.about(Subject::Line, TaskGroup::Sim)
.risk(Risk::Secret)
.stages(NOT_ENDED);

const CHANGE_NETWORK_TASK: Task = task(
    "change_network",
    "Move the line to the other network",
    "The line moves between Telenor and TDC with a SIM of the other network, and the old SIM stops for good.",
    &CHANGE_NETWORK,
)
.about(Subject::Line, TaskGroup::Sim)
.also(&[GET_MVNO_ACCOUNT.id, GET_CUSTOMER.id, LIST_SIMS.id])
.risk(Risk::Sim)
.stages(STANDING)
.fields(&[
    TaskField::new(
        "way",
        "Which SIM",
        FieldKind::Choice {
            choices: &[
                ("card", "A card at hand: type or scan it"),
                ("stock", "A card from the list of stored ones"),
                ("esim", "An eSIM"),
                ("auto", "Any card that TelecomX may pick"),
            ],
        },
    ),
    TaskField { kind: FieldKind::Iccid { rule: OTHER_NETWORK }, ..TYPED_CARD }
        .hint("19 or 20 digits of a card of the other network; it can be scanned."),
    FORM,
    FROM_STORAGE.hint("Cards of the other network that the customer or the reseller has in storage."),
])
.gives_sim(
    STOPS,
    &[
        GivenSim::new(CodeArrives::Card).number(TYPED).only_if("way", &["card"]),
        GivenSim::new(CodeArrives::Card).number(STORED).only_if("way", &["stock"]),
        GivenSim::new(CodeArrives::NotPublished).only_if("way", &["esim"]),
        GivenSim::new(CodeArrives::Card).only_if("way", &["auto"]),
    ],
)
.read_back(ReadBack::AnotherLater(Readable::Iccid));

const END_SMART_WATCH: Task = task(
    "end_smart_watch",
    "End the smartwatch add-on",
    "The customer's watch no longer works with this line; TelecomX publishes no way to order the add-on again.",
    &DELETE_SMARTWATCH,
)
.about(Subject::Line, TaskGroup::Sim)
.also(&[GET_MVNO_ACCOUNT.id])
.stages(NOT_ENDED)
.read_back(ReadBack::Order);

pub(super) async fn look(x: &Telecomx, task: &Task, about: &About, _inputs: &Inputs) -> Answer<TaskAnswer> {
    match task.id {
        "show_sim_codes" => {
            let (mut sim, reading) = x.sim_on_account(about.id()).await?;
            sim.code = sim.code.take().or(reading.code);
            let nothing = sim.code.is_none();
            let answer = show::sim(sim);
            let note = match (answer.secrets.is_empty(), nothing) {
                (true, true) => Some("TelecomX sent no PIN, no PUK and no activation code for this line.".to_owned()),
                (true, false) => Some("TelecomX sent no PIN and no PUK for this line.".to_owned()),
                (false, _) => None,
            };
            Ok(TaskAnswer { note, ..answer })
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

pub(super) async fn perform(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    let id = about.id();
    let named = |error: ProviderError| at_field(error, names(inputs));
    match task.id {
        "replace_sim" => {
            let sim = x.change_sim(id, &target(inputs), ticket).await.map_err(named)?;
            Ok(changed(about, sim.number.is_some(), show::sim(sim)))
        }
        "new_esim" => {
            let mut sim = x.change_sim(id, &SimTarget::Esim, ticket).await?;
            if sim.code.is_none() {
                sim.code = code_of(x, id, sim.number.as_deref()).await;
            }
            let note = sim.code.is_none().then(|| {
                "TelecomX sent no activation code with the eSIM. The customer needs it from TelecomX to install it."
                    .to_owned()
            });
            Ok(changed(about, sim.number.is_some(), TaskAnswer { note, ..show::sim(sim) }))
        }
        "change_network" => {
            x.change_network(id, &target(inputs), ticket).await.map_err(named)?;
            Ok(taken(about))
        }
        "end_smart_watch" => {
            let number = own_number(x, about, &DELETE_SMARTWATCH).await?;
            if !number.starts_with("+45") {
                return Err(not_as_it_is(&DELETE_SMARTWATCH, "the add-on is there for Danish numbers only"));
            }
            x.end_smart_watch(&number, ticket).await?;
            Ok(taken(about))
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

/// What the storage says of the card that was typed or chosen: whether it is there, and of the network that is needed
/// (contract 5.2, 5.3). The list finds a number whether it ends in F or not; it shows only what may be seen.
pub(super) async fn finding(x: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Answer<Option<SimFinding>> {
    let Some(number) = task.sim.and_then(|sim| sim.number(|name| inputs.get(name))) else { return Ok(None) };
    let query = SimsQuery { filter: Some(number.to_owned()), limit: Some(10), ..SimsQuery::default() };
    let found = x.sims(&query).await?.items;
    let Some(sim) = found.into_iter().find(|sim| sim.id.as_deref().is_some_and(|id| Iccid::is_same(id, number))) else {
        return Ok(Some(SimFinding::NotInStock));
    };
    let needed = needed_network(task, x.mobile_account(about.id()).await?.network.as_deref());
    if let (Some(network), Some(needed)) = (&sim.network, needed.map(Network::word))
        && network != needed
    {
        return Ok(Some(SimFinding::OtherNetwork { network: network.clone(), needed: needed.to_owned() }));
    }
    let said = [sim.form_factor.as_deref().map(show::form), sim.network].into_iter().flatten().collect::<Vec<_>>();
    Ok(Some(SimFinding::Free((!said.is_empty()).then(|| said.join(", ")))))
}

/// The network of the SIM that a task needs, for a line in the network `now`.
pub(super) fn needed_network(task: &Task, now: Option<&str>) -> Option<Network> {
    if task.id == CHANGE_NETWORK_TASK.id { now.and_then(other_network) } else { now.and_then(network) }
}

/// How far the end of the watch add-on has come; the other changes here are read off the line.
pub(super) async fn progress(x: &Telecomx, about: &About, reference: Option<&str>) -> Answer<Progress> {
    let account = x.mobile_account(about.id()).await?;
    // Where the state of the add-on is in the account is not published (contract 5.7).
    let state = account.line.unmapped.iter().find(|field| {
        let name = field.name.to_ascii_lowercase();
        name.contains("watch") && name.ends_with(".state")
    });
    Ok(match state.map(|field| field.value.to_ascii_uppercase()) {
        None => Progress::Waiting("TelecomX to say how the add-on stands".to_owned()),
        Some(word) if word == "DELETING" => Progress::Working(word),
        Some(word) => seen(word == "NONE", reference, Some(word)),
    })
}

/// A SIM change is done when the answer tells the new SIM; otherwise the line has to show it first.
fn changed(about: &About, told: bool, answer: TaskAnswer) -> TaskOutcome {
    if told { TaskOutcome::with(answer) } else { taken_with(answer, about.id().to_owned()) }
}

fn target(inputs: &Inputs) -> SimTarget {
    match inputs.text("way") {
        "auto" => SimTarget::AutoAssign,
        "esim" => SimTarget::Esim,
        "stock" => SimTarget::Card(inputs.text(STORED).to_owned()),
        _ => SimTarget::Card(inputs.text(TYPED).to_owned()),
    }
}

/// TelecomX speaks of `sim`, the client of the parameter; the form has a field for each way.
fn names(inputs: &Inputs) -> &'static [(&'static str, &'static str)] {
    match inputs.text("way") {
        "card" => &[("sim", TYPED)],
        "stock" => &[("sim", STORED), (TYPED, STORED)],
        _ => &[("sim", "way"), ("esim", "way"), (TYPED, "way")],
    }
}

/// The activation code on the account, if it is that of the new eSIM. The change is done: when this read fails, the
/// change must not look as if it had.
async fn code_of(x: &Telecomx, id: &str, sim: Option<&str>) -> Option<ActivationCode> {
    let (on_account, reading) = x.sim_on_account(id).await.ok()?;
    let same = |left: &str, right: &str| left.trim_end_matches(['F', 'f']) == right.trim_end_matches(['F', 'f']);
    let is_new = on_account.number.as_deref().zip(sim).is_some_and(|(left, right)| same(left, right));
    on_account.code.or(reading.code).filter(|_| is_new)
}
