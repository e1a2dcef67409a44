//! Tasks about going abroad: regions, prices and partners (TelecomX contract 11.6).

use domain::provider::ProviderKind;
use domain::task::{About, FieldKind, Subject, Task, TaskField, TaskGroup};

use super::shared::{FILTER, ROAMING_NETWORK, network};
use super::show::{self, Facts};
use crate::tasks::{task, unknown_task};
use crate::telecomx::Telecomx;
use crate::telecomx::map::{RoamingPrice, RoamingRegion};
use crate::telecomx::operations::{
    GET_ROAMING_REGION, LIST_ROAMING_DATA_PRICES, LIST_ROAMING_PARTNERS, LIST_ROAMING_REGIONS, LIST_ROAMING_TEXT_PRICES,
};
use crate::{Answer, Inputs, TaskAnswer};

pub(super) const TASKS: &[Task] = &[REGIONS, REGION, PRICES, PARTNERS];

const REGIONS: Task = task(
    "list_roaming_regions",
    "List roaming regions",
    "The regions in which use abroad is counted, and whether it is as at home there.",
    &LIST_ROAMING_REGIONS,
)
.about(Subject::Account, TaskGroup::Roaming)
.fields(&[FILTER.hint("Part of the region's name."), ROAMING_NETWORK]);

const REGION: Task = task(
    "show_roaming_region",
    "Show a roaming region",
    "One region with its prices for calls, texts and data.",
    &GET_ROAMING_REGION,
)
.about(Subject::Account, TaskGroup::Roaming)
.also(&[LIST_ROAMING_REGIONS.id])
.fields(&[ROAMING_NETWORK, TaskField::new("regionId", "Region", FieldKind::Ask)]);

const PRICES: Task = task(
    "list_roaming_prices",
    "List older roaming prices",
    "Prices of data and texts abroad from before there were regions; the regions have presumably taken their place.",
    &LIST_ROAMING_DATA_PRICES,
)
.about(Subject::Account, TaskGroup::Roaming)
.also(&[LIST_ROAMING_TEXT_PRICES.id]);

const PARTNERS: Task = task(
    "list_roaming_partners",
    "List networks abroad",
    "The operators abroad and their countries; only TelecomX's own staff may see them.",
    &LIST_ROAMING_PARTNERS,
)
.about(Subject::Account, TaskGroup::Roaming)
.fields(&[TaskField::new(
    "language",
    "Names of countries",
    FieldKind::Choice { choices: &[("en", "In English"), ("da", "In Danish")] },
)]);

/// A region's name: the English one where there is one.
pub(super) fn name(region: &RoamingRegion) -> Option<String> {
    let names = region.names.as_deref().unwrap_or_default();
    let english = names.iter().find(|name| name.language.as_deref() == Some("eng"));
    english.or(names.first()).and_then(|name| name.text.clone())
}

fn facts(region: RoamingRegion) -> Facts {
    let name = name(&region);
    Facts::default()
        .with("Region", name.or(region.id))
        .with("Network", region.network)
        .switch("As at home", region.roam_like_home)
        .switch("Home", region.homeland)
        .rest(region.raw)
}

fn price_row(price: RoamingPrice) -> Vec<String> {
    vec![
        show::cell(price.region),
        show::cell(price.price.map(show::money)),
        show::cell(price.wholesale.map(show::money)),
    ]
}

pub(super) async fn look(x: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
    match task.id {
        "list_roaming_regions" => {
            let page = x.roaming_regions(inputs.get("filter"), inputs.get("network").and_then(network)).await?;
            Ok(show::records("Roaming regions", page, |region| facts(region).fields()))
        }
        "show_roaming_region" => Ok(facts(x.roaming_region(inputs.text("regionId")).await?).answer()),
        "list_roaming_prices" => {
            let columns = ["Where", "Price", "Reseller's price"];
            let data = show::table("Data", &columns, show::whole(x.roaming_data_prices().await?), price_row);
            let texts = show::table("Texts", &columns, show::whole(x.roaming_text_prices().await?), price_row);
            let tables = data.tables.into_iter().chain(texts.tables).collect();
            Ok(TaskAnswer { tables, ..TaskAnswer::default() })
        }
        "list_roaming_partners" => {
            let partners = show::whole(x.roaming_partners(inputs.get("language") == Some("da")).await?);
            Ok(show::table("Networks abroad", &["Operator", "Country", "Country code", "Code"], partners, |partner| {
                vec![
                    show::cell(partner.operator),
                    show::cell(partner.country),
                    show::cell(partner.country_code),
                    show::cell(partner.code),
                ]
            }))
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}
