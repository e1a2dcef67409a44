//! Roaming: countries, packs on sale, packs of a group (Reach contract 59 to 65).

use domain::action::Ticket;
use domain::line::RawField;
use domain::task::{FieldKind, ReadBack, Subject, Task, TaskField, TaskGroup};

use super::ACTIVE;
use super::asked::{Asked, not_sent};
use super::bills::others;
use super::fields::{GROUP, MOST, PACK};
use super::show::{self, bought, done, usd_cell};
use crate::reach::operations as op;
use crate::reach::{PackId, PackOrder, RoamingPack};
use crate::tasks::task;
use crate::{Answer, TaskAnswer, TaskOutcome};

const LIST_COUNTRIES: Task = task(
    "list_roaming_countries",
    "Show countries with roaming",
    "Every country with roaming, its zone and its prices.",
    &op::LIST_ROAMING_COUNTRIES,
)
.about(Subject::Account, TaskGroup::Checks);

const COUNTRY: TaskField = TaskField::new("countries", "Country", FieldKind::Ask);

const MORE: TaskField = TaskField::new("more", "Further countries", FieldKind::Text { max: 200 })
    .optional()
    .hint("With commas, as the list of countries writes them.");

const LIST_ON_SALE: Task = task(
    "list_packs_on_sale",
    "Show roaming packs for a country",
    "The packs this line can buy for the countries, with price and validity.",
    &op::LIST_ROAMING_PACKS,
)
.about(Subject::Line, TaskGroup::Roaming)
.also(&["listRoamingCountries"])
.fields(&[COUNTRY, MORE]);

const BUY: Task = task(
    "buy_roaming_pack",
    "Buy a roaming pack",
    "Buys a pack for the countries; which card Reach charges is not published, presumably the default one.",
    &op::PURCHASE_ROAMING_PACK,
)
.about(Subject::Line, TaskGroup::Roaming)
.also(&["getCustomerInfo", "listRoamingCountries", "listRoamingPacks", "quoteRoamingPack", "getPurchaseStatus"])
.stages(ACTIVE)
.fields(&[COUNTRY, MORE, TaskField::new("packId", "Pack", FieldKind::Ask), GROUP, MOST])
.read_back(ReadBack::Order);

const SHOW_HELD: Task = task(
    "show_packs",
    "Show the group's packs",
    "The roaming packs that the line's group has.",
    &op::GET_ROAMING_PACK_GROUP,
)
.about(Subject::Line, TaskGroup::Roaming)
.also(&["getCustomerInfo"])
.fields(&[GROUP]);

const SHOW_LEFT: Task = task(
    "show_pack_usage",
    "Show what is left of a pack",
    "Data, minutes and texts that are left of a roaming pack.",
    &op::GET_ROAMING_PACK_USAGE,
)
.about(Subject::Line, TaskGroup::Roaming)
.also(&["getCustomerInfo"])
.fields(&[PACK, GROUP]);

const SET_RENEWAL: Task = task(
    "set_pack_renewal",
    "Switch a pack's renewal",
    "A pack that renews itself is charged again each time it ends.",
    &op::SET_ROAMING_PACK_AUTO_RENEW,
)
.about(Subject::Line, TaskGroup::Roaming)
.risk(domain::task::Risk::Money)
.fields(&[
    PACK,
    TaskField::new(
        "autoRenew",
        "Renewal",
        FieldKind::Choice { choices: &[("true", "The pack renews itself"), ("false", "The pack ends")] },
    ),
])
.undo("The same with the other choice.")
.read_back(ReadBack::Person("\u{201c}Show the group's packs\u{201d}: whether the pack renews itself."));

pub(super) const TASKS: &[Task] = &[LIST_COUNTRIES, LIST_ON_SALE, BUY, SHOW_HELD, SHOW_LEFT, SET_RENEWAL];

pub(super) async fn look(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    let reach = asked.reach;
    match asked.task.id {
        "list_roaming_countries" => {
            let rows = reach.roaming_countries().await?.into_iter().map(|country| {
                let (name, zone) = (country.country.unwrap_or_default(), country.zone.unwrap_or_default());
                vec![name, zone, country.pulse.unwrap_or_default(), others(country.raw)]
            });
            Ok(show::table("Countries", &["Country", "Zone", "Calls are billed by", "Prices and else"], rows.collect()))
        }
        "list_packs_on_sale" => {
            let packs = reach.roaming_packs(&asked.customer(), &countries(asked)).await?;
            let row = |pack: RoamingPack| {
                let (id, what) = (reference(&pack), contents(&pack));
                let days = pack.validity_days.map(|days| days.to_string()).unwrap_or_default();
                vec![id, usd_cell(pack.price.as_ref()), days, what, others(pack.raw)]
            };
            Ok(show::table("Packs", &["Pack", "Price", "Days", "In it", "Else"], packs.into_iter().map(row).collect()))
        }
        "show_packs" => Ok(show::tree("Packs", reach.group_packs(&asked.group().await?).await?)),
        "show_pack_usage" => {
            let left = reach.pack_usage(&asked.group().await?, &PackId::new(asked.text("packId"))).await?;
            Ok(show::tree("Left", left))
        }
        _ => Err(asked.unknown()),
    }
}

/// A pack's reference; empty where Reach gives none.
pub(super) fn reference(pack: &RoamingPack) -> String {
    pack.id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default()
}

/// What is in a pack, in Reach's units, which are not published.
pub(super) fn contents(pack: &RoamingPack) -> String {
    let parts = [("data", &pack.data), ("minutes", &pack.voice_minutes), ("texts", &pack.texts)];
    let told = parts.iter().filter_map(|(what, value)| value.as_ref().map(|value| format!("{what} {value}")));
    told.collect::<Vec<_>>().join(", ")
}

/// The countries that were chosen and typed.
pub(super) fn countries(asked: &Asked<'_>) -> Vec<String> {
    let more = asked.text("more").split(',').map(str::trim);
    let all = asked.inputs.get("countries").into_iter().chain(more).filter(|country| !country.is_empty());
    all.map(str::to_owned).collect()
}

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    match asked.task.id {
        "buy_roaming_pack" => {
            let order = order(asked).await.map_err(not_sent)?;
            asked.within_quote(asked.reach.quote_roaming_pack(&order)).await?;
            asked.reach.buy_roaming_pack(&order, ticket).await.map(bought)
        }
        "set_pack_renewal" => {
            let pack = PackId::new(asked.text("packId"));
            let renews = asked.inputs.is_on("autoRenew");
            asked.reach.set_pack_renewal(&asked.customer(), &pack, renews, ticket).await.map(done)
        }
        _ => Err(asked.unknown()),
    }
}

/// What the pack costs.
pub(super) async fn estimate(asked: &Asked<'_>) -> Answer<Vec<RawField>> {
    match asked.task.id {
        "buy_roaming_pack" => Ok(show::price(&asked.reach.quote_roaming_pack(&order(asked).await?).await?)),
        _ => Ok(Vec::new()),
    }
}

async fn order(asked: &Asked<'_>) -> Answer<PackOrder> {
    let (customer, pack) = (asked.customer(), PackId::new(asked.text("packId")));
    Ok(PackOrder { customer, pack, group: Some(asked.group().await?), countries: countries(asked) })
}
