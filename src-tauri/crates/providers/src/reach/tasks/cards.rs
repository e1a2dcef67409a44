//! Stored payment cards (Reach contract 12 to 17). Their numbers are typed on Reach's page alone.

use domain::action::Ticket;
use domain::task::{FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::asked::Asked;
use super::bills::others;
use super::fields::LANDING;
use super::show::{self, Facts, done, yes};
use crate::reach::operations as op;
use crate::reach::{Card, CardEdit, CardId};
use crate::tasks::task;
use crate::{Answer, TaskAnswer, TaskOutcome};

const LOOK_AT_CARDS: ReadBack = ReadBack::Person("\u{201c}Show the payment cards\u{201d}: the list of cards.");

const LIST_CARDS: Task =
    task("list_cards", "Show the payment cards", "The stored cards, without their numbers.", &op::LIST_CARDS)
        .about(Subject::Line, TaskGroup::Billing);

const CARD: TaskField = TaskField::new("cardId", "Card", FieldKind::Ask);

const SHOW_CARD: Task = task("show_card", "Show one payment card", "What Reach has of a stored card.", &op::GET_CARD)
    .about(Subject::Line, TaskGroup::Billing)
    .also(&["listCards"])
    .fields(&[CARD]);

const ADD_CARD: Task = task(
    "add_card_link",
    "Let the customer add a payment card",
    "Gives a page of Reach's, for a while, on which the customer types the card; no number comes to this desk.",
    &op::CREATE_ADD_CARD_LINK,
)
.about(Subject::Line, TaskGroup::Billing)
.fields(&[LANDING])
.read_back(LOOK_AT_CARDS);

const MAKE_DEFAULT: Task = task(
    "make_card_default",
    "Make a payment card the default",
    "Automatic payments are charged to this card from now on.",
    &op::UPDATE_CARD,
)
.about(Subject::Line, TaskGroup::Billing)
.also(&["listCards"])
.risk(Risk::Money)
.fields(&[CARD])
.undo("The same with the card that was the default before.")
.read_back(LOOK_AT_CARDS);

const EDIT_CARD: Task = task(
    "edit_card",
    "Change a payment card's expiry or place",
    "Changes when a stored card runs out or its place in the order of charging; what is left empty stays.",
    &op::UPDATE_CARD,
)
.about(Subject::Line, TaskGroup::Billing)
.also(&["listCards"])
.fields(&[
    TaskField { name: "uuid", ..CARD },
    TaskField::new("expiryMonth", "Month it runs out", FieldKind::Whole { min: 1, max: 12 }).optional(),
    TaskField::new("expiryYear", "Year it runs out", FieldKind::Whole { min: 2000, max: 2100 }).optional(),
    TaskField::new("priority", "Place in the order", FieldKind::Whole { min: 1, max: 99 })
        .optional()
        .hint("1 is charged first."),
])
.read_back(LOOK_AT_CARDS);

const DELETE_CARD: Task = task(
    "delete_card",
    "Remove a payment card",
    "Removes a stored card for good; automatic payment is mandatory, so the customer needs another one.",
    &op::DELETE_CARD,
)
.about(Subject::Line, TaskGroup::Billing)
.also(&["listCards"])
.risk(Risk::Money)
.fields(&[CARD])
.read_back(LOOK_AT_CARDS);

pub(super) const TASKS: &[Task] = &[LIST_CARDS, SHOW_CARD, ADD_CARD, MAKE_DEFAULT, EDIT_CARD, DELETE_CARD];

pub(super) async fn look(asked: &Asked<'_>) -> Answer<TaskAnswer> {
    match asked.task.id {
        "list_cards" => {
            let rows = asked.reach.cards(&asked.customer()).await?.into_iter().map(|card| {
                let (name, runs_out) = (name(&card), runs_out(&card).unwrap_or_default());
                let place = card.priority.map(|place| place.to_string()).unwrap_or_default();
                vec![name, card.is_default.map(yes).unwrap_or_default().to_owned(), runs_out, place, others(card.raw)]
            });
            Ok(show::table("Payment cards", &["Card", "Default", "Runs out", "Place", "Else"], rows.collect()))
        }
        "show_card" => {
            let card = asked.reach.card(&CardId::new(asked.text("cardId"))).await?;
            let facts = Facts::default()
                .text("Card", Some(name(&card)))
                .flag("Default", card.is_default)
                .text("Runs out", runs_out(&card))
                .text("Place in the order", card.priority.map(|place| place.to_string()));
            Ok(facts.raw(card.raw).answer())
        }
        _ => Err(asked.unknown()),
    }
}

/// A card for a person: brand and last four digits, as far as Reach says.
pub(super) fn name(card: &Card) -> String {
    let brand = card.brand.as_deref().unwrap_or("Card");
    card.last_four.as_ref().map_or_else(|| brand.to_owned(), |last| format!("{brand} ending {last}"))
}

/// When a card runs out: `12/2030`.
pub(super) fn runs_out(card: &Card) -> Option<String> {
    card.expiry_month.zip(card.expiry_year).map(|(month, year)| format!("{month:02}/{year}"))
}

pub(super) async fn perform(asked: &Asked<'_>, ticket: Ticket) -> Answer<TaskOutcome> {
    let (reach, customer) = (asked.reach, asked.customer());
    let card = CardId::new(asked.text("cardId"));
    match asked.task.id {
        "add_card_link" => {
            let link = reach.add_card_link(&customer, asked.text("redirectUrl"), ticket).await?;
            let facts = Facts::default().time("Works until", link.page.expires.as_ref()).raw(link.raw);
            let mut answer = TaskAnswer::facts(facts.fields());
            answer.link = Some(link.page.url);
            Ok(TaskOutcome::with(answer))
        }
        "make_card_default" => reach.make_card_default(&card, ticket).await.map(done),
        "edit_card" => {
            let edit = CardEdit {
                expiry_month: asked.inputs.whole("expiryMonth"),
                expiry_year: asked.inputs.whole("expiryYear"),
                priority: asked.inputs.whole("priority"),
            };
            reach.edit_card(&customer, &CardId::new(asked.text("uuid")), edit, ticket).await.map(done)
        }
        "delete_card" => reach.delete_card(&customer, &card, ticket).await.map(done),
        _ => Err(asked.unknown()),
    }
}
