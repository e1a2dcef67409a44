//! What can be chosen in a field, as Reach has it at the moment.

use domain::task::Choice;

use super::asked::Asked;
use super::roaming::{contents, countries, reference};
use super::show::{date, usd};
use super::{cards, catalogue};
use crate::Answer;
use crate::reach::{Plan, Service};

/// The longest list a form shows.
const MOST: usize = 200;

pub(super) async fn read(asked: &Asked<'_>, field: &str) -> Answer<Vec<Choice>> {
    let (reach, customer) = (asked.reach, asked.customer());
    let mut found: Vec<Choice> = match (asked.task.id, field) {
        ("change_plan", "planId") => targets(asked).await?,
        (_, "planId") => reach.plans(None).await?.into_iter().filter_map(plan).collect(),
        (_, "ccUUID" | "cardId" | "uuid") => {
            let cards = reach.cards(&customer).await?.into_iter();
            cards.filter_map(|card| Some((card.id.as_ref()?.as_str().to_owned(), card))).map(card).collect()
        }
        (_, "billId") => {
            let bills = reach.bills(&customer).await?.into_iter();
            bills
                .filter_map(|bill| {
                    let id = bill.id?.as_str().to_owned();
                    let amount = bill.amount.as_ref().map(usd);
                    let due = bill.due.as_ref().map(|due| format!("due {}", date(due)));
                    Some(with_detail(Choice::new(id.clone(), id), [amount, due, bill.status]))
                })
                .collect()
        }
        (_, "serviceCode") => reach.services(None).await?.into_iter().filter_map(topup).collect(),
        (_, "shipmentType") => reach.services(None).await?.into_iter().filter_map(shipping).collect(),
        (_, "countries") => {
            let all = reach.roaming_countries().await?.into_iter();
            all.filter_map(|country| {
                let zone = country.zone.map(|zone| format!("zone {zone}"));
                country.country.map(|name| with_detail(Choice::new(name.clone(), name), [zone, None, None]))
            })
            .collect()
        }
        (_, "packId") if !countries(asked).is_empty() => {
            let packs = reach.roaming_packs(&customer, &countries(asked)).await?.into_iter();
            packs
                .filter(|pack| pack.id.is_some())
                .map(|pack| {
                    let days = pack.validity_days.map(|days| format!("{days} days"));
                    let parts = [pack.price.as_ref().map(usd), days, Some(contents(&pack))];
                    with_detail(Choice::new(reference(&pack), reference(&pack)), parts)
                })
                .collect()
        }
        // Packs are on sale for countries: none is chosen yet.
        (_, "packId") => Vec::new(),
        _ => return Err(asked.unknown()),
    };
    found.truncate(MOST);
    Ok(found)
}

/// The plans that the present one can be changed to, each with its price where it is on sale.
async fn targets(asked: &Asked<'_>) -> Answer<Vec<Choice>> {
    let current = asked.reach.customer_info(&asked.customer()).await?.plan;
    let current = current.ok_or_else(|| asked.refused("planId", "Reach's record of this line names no plan"))?;
    let targets = asked.reach.plan_targets(&current).await?;
    let choice = |target: crate::reach::PlanTarget| {
        let way = if target.upgrade { "upgrade" } else { "downgrade, at the next bill cycle" };
        Choice::new(target.option.code, target.option.name).detail(way)
    };
    Ok(targets.into_iter().map(choice).collect())
}

fn plan(plan: Plan) -> Option<Choice> {
    let code = plan.code.as_ref()?.as_str().to_owned();
    let name = plan.name.clone().unwrap_or_else(|| code.clone());
    Some(with_detail(Choice::new(code, name), [Some(catalogue::plan_detail(&plan)), None, None]))
}

fn card((id, card): (String, crate::reach::Card)) -> Choice {
    let default = (card.is_default == Some(true)).then(|| "default".to_owned());
    let runs_out = cards::runs_out(&card).map(|when| format!("runs out {when}"));
    with_detail(Choice::new(id, cards::name(&card)), [default, runs_out, None])
}

/// A service that is no shipping. Reach's words for kinds of services are not published.
fn topup(service: Service) -> Option<Choice> {
    if service.shipping.is_some() {
        return None;
    }
    let code = service.code?.as_str().to_owned();
    let name = service.name.unwrap_or_else(|| code.clone());
    Some(with_detail(Choice::new(code, name), [service.kind, None, None]))
}

fn shipping(service: Service) -> Option<Choice> {
    let price = usd(service.shipping.as_ref()?);
    let code = service.code?.as_str().to_owned();
    let name = service.name.unwrap_or_else(|| code.clone());
    let days = service.delivery_days.map(|days| format!("{days} days"));
    Some(with_detail(Choice::new(code, name), [Some(price), days, None]))
}

fn with_detail(choice: Choice, parts: [Option<String>; 3]) -> Choice {
    let detail = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if detail.is_empty() { choice } else { choice.detail(detail) }
}
