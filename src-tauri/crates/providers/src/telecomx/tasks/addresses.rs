//! Tasks about the addresses of a customer (TelecomX contract 3.6). TelecomX takes all addresses at once, and one that is
//! left out goes away: so they are read first, and the others go along as they are.

use domain::action::Ticket;
use domain::provider::ProviderKind;
use domain::task::{About, FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::shared::{YES_NO, before_change, not_as_it_is, owned, seen, yes_or_no};
use crate::tasks::{task, unknown_task};
use crate::telecomx::map::Address;
use crate::telecomx::operations::{GET_CUSTOMER, UPDATE_CUSTOMER};
use crate::telecomx::{AddressEdit, CustomerEdit, Telecomx};
use crate::{Answer, Inputs, Progress, TaskOutcome};

pub(super) const TASKS: &[Task] = &[EDIT, REMOVE];

/// The address to choose.
pub(super) const ADDRESS: &str = "addressId";
/// Chosen for one that is not there yet.
pub(super) const NEW: &str = "new";

const EDIT: Task = task(
    "edit_address",
    "Edit an address",
    "One address of the customer changes or comes in addition; what is left empty stays as it is, and so do the others.",
    &UPDATE_CUSTOMER,
)
.about(Subject::Customer, TaskGroup::Customer)
.also(&[GET_CUSTOMER.id])
.risk(Risk::Owner)
.fields(&[
    TaskField::new(ADDRESS, "Which address", FieldKind::Ask),
    TaskField::new("addresses.alternativeName", "Other name", FieldKind::Text { max: 100 }).optional(),
    TaskField::new("addresses.address", "Street and house", FieldKind::Text { max: 200 })
        .hint("At least 5 characters.")
        .optional(),
    TaskField::new("addresses.zip", "Post code", FieldKind::Text { max: 20 })
        .hint("At least 3 characters; Danish ones are checked.")
        .optional(),
    TaskField::new("addresses.city", "Town", FieldKind::Text { max: 100 })
        .hint("At least 2 characters; Danish ones are checked.")
        .optional(),
    TaskField::new("addresses.country", "Country", FieldKind::Text { max: 2 })
        .hint("Two capital letters, such as DK.")
        .optional(),
    TaskField::new("addresses.fixedNumber", "Telephone", FieldKind::Number).optional(),
    TaskField::new("addresses.faxNumber", "Fax", FieldKind::Number).optional(),
    TaskField::new("addresses.primary", "Main address", YES_NO).optional(),
])
.read_back(ReadBack::Order)
.undo("Edit the address again.");

const REMOVE: Task = task(
    "remove_address",
    "Remove an address",
    "The customer loses one address; the last one cannot be removed.",
    &UPDATE_CUSTOMER,
)
.about(Subject::Customer, TaskGroup::Customer)
.also(&[GET_CUSTOMER.id])
.risk(Risk::Owner)
.fields(&[TaskField::new(ADDRESS, "Which address", FieldKind::Ask)])
.read_back(ReadBack::Order);

/// An address as it is sent back.
fn kept(address: &Address) -> AddressEdit {
    AddressEdit {
        id: address.id.clone(),
        primary: address.primary,
        alternative_name: address.alternative_name.clone(),
        address: address.address.clone(),
        zip: address.zip.clone(),
        city: address.city.clone(),
        state: address.state.clone(),
        country: address.country.clone(),
        fixed_number: address.fixed_number.clone(),
        fax_number: address.fax_number.clone(),
    }
}

/// The address with what was typed put over it.
fn edited(mut address: AddressEdit, inputs: &Inputs) -> AddressEdit {
    for (name, value) in [
        ("addresses.alternativeName", &mut address.alternative_name),
        ("addresses.address", &mut address.address),
        ("addresses.zip", &mut address.zip),
        ("addresses.city", &mut address.city),
        ("addresses.country", &mut address.country),
        ("addresses.fixedNumber", &mut address.fixed_number),
        ("addresses.faxNumber", &mut address.fax_number),
    ] {
        if let Some(typed) = owned(inputs, name) {
            *value = Some(typed);
        }
    }
    address.primary = yes_or_no(inputs, "addresses.primary").or(address.primary);
    address
}

/// All addresses as they shall be, out of those that are there.
fn wanted(task: &Task, inputs: &Inputs, now: &[Address]) -> Answer<Vec<AddressEdit>> {
    let chosen = inputs.text(ADDRESS);
    let is_chosen = |address: &AddressEdit| address.id.as_deref() == Some(chosen);
    let mut addresses: Vec<AddressEdit> = now.iter().map(kept).collect();
    let found = addresses.iter().position(is_chosen);
    match (task.id, found) {
        ("edit_address", None) if chosen == NEW => addresses.push(edited(AddressEdit::default(), inputs)),
        ("edit_address", Some(at)) => {
            addresses = addresses
                .into_iter()
                .enumerate()
                .map(|(index, one)| if index == at { edited(one, inputs) } else { one })
                .collect();
        }
        (_, Some(at)) => {
            addresses.remove(at);
        }
        (_, None) => return Err(not_as_it_is(&UPDATE_CUSTOMER, "the customer has no such address any more")),
    }
    // There is one main address.
    let main = match task.id {
        "edit_address" if yes_or_no(inputs, "addresses.primary") == Some(true) => {
            found.or_else(|| addresses.len().checked_sub(1))
        }
        _ => None,
    };
    if let Some(main) = main {
        for (index, address) in addresses.iter_mut().enumerate() {
            address.primary = Some(index == main);
        }
    }
    Ok(addresses)
}

pub(super) async fn perform(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    match task.id {
        "edit_address" | "remove_address" => {
            let now = before_change(x.customer(about.id()).await)?.addresses;
            let now =
                now.ok_or_else(|| not_as_it_is(&UPDATE_CUSTOMER, "TelecomX did not tell the addresses it has"))?;
            let addresses = Some(wanted(task, inputs, &now)?);
            x.change_customer(about.id(), &CustomerEdit { addresses, ..CustomerEdit::default() }, ticket).await?;
            Ok(TaskOutcome::done())
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

pub(super) async fn progress(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    reference: Option<&str>,
) -> Answer<Progress> {
    let now: Vec<AddressEdit> = x.customer(about.id()).await?.addresses.unwrap_or_default().iter().map(kept).collect();
    let chosen = inputs.text(ADDRESS);
    let there = match task.id {
        "remove_address" => !now.iter().any(|address| address.id.as_deref() == Some(chosen)),
        // Typing over an address what was typed changes nothing once it has been sent.
        _ => now
            .into_iter()
            .filter(|address| chosen == NEW || address.id.as_deref() == Some(chosen))
            .any(|address| edited(address.clone(), inputs) == address),
    };
    Ok(seen(there, reference, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(id: &str, street: &str, primary: bool) -> Address {
        Address {
            id: Some(id.to_owned()),
            primary: Some(primary),
            address: Some(street.to_owned()),
            ..Address::default()
        }
    }

    fn inputs(pairs: &[(&str, &str)]) -> Inputs {
        let mut inputs = Inputs::default();
        for (name, value) in pairs {
            inputs.put(*name, (*value).to_owned());
        }
        inputs
    }

    #[test]
    fn the_other_addresses_go_along_and_one_is_the_main_one() {
        let now = [address("a", "Søndergade 1", true), address("b", "Havnegade 2", false)];
        let edit = inputs(&[(ADDRESS, "b"), ("addresses.zip", "8000"), ("addresses.primary", "true")]);
        let all = wanted(&EDIT, &edit, &now).unwrap();
        let shown: Vec<_> = all.iter().map(|one| (one.address.as_deref(), one.zip.as_deref(), one.primary)).collect();
        assert_eq!(shown, [(Some("Søndergade 1"), None, Some(false)), (Some("Havnegade 2"), Some("8000"), Some(true))]);
    }

    #[test]
    fn a_new_one_comes_in_addition_and_one_that_is_gone_stops_the_change() {
        let now = [address("a", "Søndergade 1", true)];
        let all = wanted(&EDIT, &inputs(&[(ADDRESS, NEW), ("addresses.address", "Åvej 3")]), &now).unwrap();
        assert_eq!(all.iter().map(|one| one.id.as_deref()).collect::<Vec<_>>(), [Some("a"), None]);
        assert!(wanted(&REMOVE, &inputs(&[(ADDRESS, "a")]), &now).unwrap().is_empty());
        for task in [EDIT, REMOVE] {
            let error = wanted(&task, &inputs(&[(ADDRESS, "b")]), &now).err().unwrap();
            assert_eq!(error.delivery, crate::Delivery::NotDelivered);
        }
    }
}
