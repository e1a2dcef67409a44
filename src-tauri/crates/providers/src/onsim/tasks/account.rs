//! Tasks about the account as a whole: SIMs and numbers in stock, customer groups, the catalogue (ONSIM contract 3, 4.1
//! to 4.3, 5). None of these records has a published shape, so they are shown as they come.

use domain::ability::Ability;
use domain::task::{Choice, FieldKind, FixedChoice, ReadBack, Subject, Task, TaskField, TaskGroup};

use super::super::{Onsim, SimType, operations as op};
use super::items;
use crate::tasks::task;
use crate::{Answer, Inputs, NewGroup, Progress, StockItem, StockState, TaskAnswer};

/// The most choices a field offers.
const MOST_CHOICES: usize = 200;

const STATES: [FixedChoice; 2] = [("RESERVED", "Free"), ("ACTIVE", "In use")];
const TYPES: [FixedChoice; 3] = [("ALL", "eSIMs and cards"), ("eSIM", "eSIMs"), ("pSIM", "Cards")];
/// The places of contract 4.2: either, or both with a comma.
const PLACES: [FixedChoice; 3] =
    [("GBR", "United Kingdom"), ("USA", "United States"), ("GBR,USA", "United Kingdom and United States")];

pub(super) const LIST_SIMS: Task = task(
    "list_sims",
    "SIMs in stock",
    "The SIMs of your account, free or in use, as ONSIM lists them.",
    &op::LIST_SIMS,
)
.about(Subject::Account, TaskGroup::Stock)
.ability(Ability::SimStock)
.fields(&[
    TaskField::new("state", "Which", FieldKind::Choice { choices: &STATES }),
    TaskField::new("type", "Kind", FieldKind::Choice { choices: &TYPES }),
]);

pub(super) const LIST_NUMBERS: Task = task(
    "list_numbers",
    "Numbers in stock",
    "The numbers of your account, free or in use, as ONSIM lists them.",
    &op::LIST_NUMBERS,
)
.about(Subject::Account, TaskGroup::Stock)
.ability(Ability::NumberStock)
.fields(&[TaskField::new("state", "Which", FieldKind::Choice { choices: &STATES })]);

pub(super) const ADD_NUMBER: Task = task(
    "add_number",
    "Add a number to the stock",
    "The number can then be given to a line; ONSIM does not publish how to take it out again.",
    &op::ADD_NUMBER,
)
.about(Subject::Account, TaskGroup::Stock)
.ability(Ability::AddNumber)
.also(&[op::LIST_NUMBERS.id])
.fields(&[TaskField::new("mpn", "Number", FieldKind::Number).hint("Such as 07700 900123.")])
.read_back(ReadBack::Order);

pub(super) const LIST_PRODUCTS: Task = task(
    "list_products",
    "What can be bought",
    "The catalogue of your account, as ONSIM lists it.",
    &op::GET_CATALOGUE,
)
.about(Subject::Account, TaskGroup::Orders)
.ability(Ability::Catalogue);

pub(super) const LIST_GROUPS: Task = task(
    "list_groups",
    "Customer groups",
    "The customer groups of your account, as ONSIM lists them.",
    &op::LIST_GROUPS,
)
.about(Subject::Account, TaskGroup::Customer)
.ability(Ability::Groups);

pub(super) const ADD_GROUP: Task = task(
    "add_group",
    "Make a customer group",
    "New lines can then be put into this group; ONSIM does not publish how to change or delete one.",
    &op::ADD_GROUP,
)
.about(Subject::Account, TaskGroup::Customer)
.ability(Ability::AddGroup)
.also(&[op::LIST_GROUPS.id])
.fields(&[
    TaskField::new("name", "Name", FieldKind::Text { max: 45 })
        .hint("3 to 45 of letters, digits, _ and -, beginning with a letter or digit, with at least one letter."),
    TaskField::new("address_line_1", "Address", FieldKind::Text { max: 200 }),
    TaskField::new("address_line_2", "Address, second line", FieldKind::Text { max: 200 }).optional(),
    TaskField::new("city", "Town", FieldKind::Text { max: 100 }).optional(),
    TaskField::new("post_code", "Post code", FieldKind::Text { max: 20 }).optional(),
    TaskField::new("country", "Country of the address", FieldKind::Text { max: 100 }).optional(),
    TaskField::new("home_location", "Home of the lines", FieldKind::Choice { choices: &PLACES }),
    TaskField::new("description", "Description", FieldKind::Text { max: 200 }).optional(),
])
.read_back(ReadBack::Order);

impl Onsim {
    pub(super) async fn list_sims(&self, inputs: &Inputs) -> Answer<TaskAnswer> {
        let kind = match inputs.text("type") {
            "eSIM" => SimType::Esim,
            "pSIM" => SimType::Card,
            _ => SimType::All,
        };
        Ok(items("SIMs", self.sims(state(inputs), kind).await?))
    }

    pub(super) async fn list_numbers(&self, inputs: &Inputs) -> Answer<TaskAnswer> {
        Ok(items("Numbers", self.numbers(state(inputs)).await?))
    }

    /// Whether a list of numbers has this one.
    pub(super) async fn number_is_in_stock(&self, mpn: &str) -> Answer<Progress> {
        let mut numbers = self.numbers(StockState::Reserved).await?;
        if in_list(&numbers, mpn) == Progress::Done {
            return Ok(Progress::Done);
        }
        numbers.extend(self.numbers(StockState::Active).await?);
        Ok(in_list(&numbers, mpn))
    }

    /// Whether the list of groups has one of this name.
    pub(super) async fn group_is_there(&self, name: &str) -> Answer<Progress> {
        Ok(in_list(&self.groups().await?, name))
    }
}

/// What a list tells of a thing that was to be put in. The shape of these lists is not published (contract 3.1, 4.1): one
/// with something in it that has no name may be another answer altogether, and does not prove that a thing is missing.
fn in_list(items: &[StockItem], id: &str) -> Progress {
    if items.iter().any(|item| item.id.as_deref() == Some(id) || item.fields.iter().any(|field| field.value == id)) {
        return Progress::Done;
    }
    if items.iter().all(|item| item.id.is_some()) { Progress::NotBegun } else { Progress::NotTold }
}

fn state(inputs: &Inputs) -> StockState {
    if inputs.text("state") == "ACTIVE" { StockState::Active } else { StockState::Reserved }
}

pub(super) fn new_group(inputs: &Inputs) -> NewGroup {
    let [address_line_2, city, country, post_code, description] =
        ["address_line_2", "city", "country", "post_code", "description"]
            .map(|name| inputs.get(name).map(str::to_owned));
    NewGroup {
        name: inputs.text("name").to_owned(),
        address_line_1: inputs.text("address_line_1").to_owned(),
        home_location: inputs.text("home_location").to_owned(),
        address_line_2,
        city,
        country,
        post_code,
        description,
    }
}

/// The groups by their names.
pub(super) fn group_choices(groups: Vec<StockItem>) -> Vec<Choice> {
    groups.into_iter().filter_map(|group| Some(described(group.id.clone()?, &group))).take(MOST_CHOICES).collect()
}

/// The products by their numbers: what a new line is ordered by is a whole number (contract 4.5). Bundles of the
/// catalogue have none.
pub(super) fn product_choices(products: Vec<StockItem>) -> Vec<Choice> {
    let numbered = |product: StockItem| {
        let id = product.id.clone().filter(|id| id.parse::<i64>().is_ok())?;
        Some(described(id, &product))
    };
    products.into_iter().filter_map(numbered).take(MOST_CHOICES).collect()
}

/// A choice with the name or description that stands beside its id, where a field of such a name is there.
fn described(id: String, item: &StockItem) -> Choice {
    let words = ["name", "description", "title"]
        .iter()
        .find_map(|name| item.fields.iter().find(|field| field.name.eq_ignore_ascii_case(name) && field.value != id));
    match words {
        Some(words) => Choice::new(id.clone(), words.value.clone()).detail(id),
        None => Choice::new(id.clone(), id),
    }
}
