//! The reseller's side: catalogue, customer groups, new lines (ONSIM contract 4.1 to 4.5).

use domain::action::Ticket;
use domain::activation_code::ActivationCode;
use domain::secret::Password;
use domain::task::FixedChoice;
use serde_json::Value;

use super::operations::{ADD_GROUP, GET_CATALOGUE, LIST_GROUPS, PROVISION_ONSIM_UC, PROVISION_OWN_UC};
use super::stock::listed;
use super::wire::{GroupRequest, OnsimUcRequest, OwnUcRequest};
use super::{Onsim, bad_input, checked_iccid, checked_number, expect_done, map, records};
use crate::transport::{Call, RawAnswer, decode};
use crate::{Answer, HostedLine, NewGroup, NewLine, OwnSystemLine, StockItem};

/// Data sizes of a new line (contract 4.5).
pub(super) const DATA_SIZES: [FixedChoice; 6] = [
    ("BACKGROUND-ONLY", "Background only"),
    ("2GB", "2 GB"),
    ("4GB", "4 GB"),
    ("10GB", "10 GB"),
    ("20GB", "20 GB"),
    ("UNLIMITED", "Unlimited"),
];

impl Onsim {
    /// The catalogue (contract 4.3); its inside is not published, so each thing is its fields as they came.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn products(&self) -> Answer<Vec<StockItem>> {
        let answer = self.transport.send(Call::new(&GET_CATALOGUE)).await?;
        let value: Value = decode(&answer)?;
        Ok(map::items(value, &["catalogue", "products", "bundles"], map::PRODUCT_IDS))
    }

    /// The customer groups (contract 4.1); the shape of a record is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn groups(&self) -> Answer<Vec<StockItem>> {
        let answer = self.transport.send(Call::new(&LIST_GROUPS)).await?;
        listed(&answer, &["groups", "data"], map::GROUP_IDS)
    }

    /// Makes a customer group (contract 4.2).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` with field `name`, `address_line_1` or `home_location`.
    pub async fn add_group(&self, group: NewGroup, ticket: Ticket) -> Answer<()> {
        check_group(&group)?;
        let body = GroupRequest {
            name: &group.name,
            address_line_1: &group.address_line_1,
            home_location: &group.home_location,
            address_line_2: group.address_line_2.as_deref(),
            city: group.city.as_deref(),
            country: group.country.as_deref(),
            post_code: group.post_code.as_deref(),
            description: group.description.as_deref(),
        };
        expect_done(&self.transport.send(Call::new(&ADD_GROUP).json(&body).ticket(&ticket)).await?)
    }
}

/// The rules of contract 4.2.
fn check_group(group: &NewGroup) -> Answer<()> {
    let name = group.name.as_bytes();
    let fits = (3..=45).contains(&name.len())
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && name.first().is_some_and(u8::is_ascii_alphanumeric)
        && name.iter().any(u8::is_ascii_alphabetic);
    if !fits {
        let rule =
            "a group name has 3 to 45 of letters, digits, _ and -, begins with a letter or digit and has a letter";
        return Err(bad_input(&ADD_GROUP, "name", rule));
    }
    if group.address_line_1.trim().is_empty() {
        return Err(bad_input(&ADD_GROUP, "address_line_1", "the first line of the address is needed"));
    }
    if !matches!(group.home_location.as_str(), "GBR" | "USA" | "GBR,USA" | "USA,GBR") {
        return Err(bad_input(&ADD_GROUP, "home_location", "ONSIM takes GBR, USA or both with a comma"));
    }
    Ok(())
}

impl Onsim {
    /// Makes a line on the reseller's own telephone system (contract 4.4). Asking twice may make two.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` with field `mpn` or `iccid`; `OutcomeUnknown` when the answer holds
    /// nothing of a line.
    pub async fn on_own_system(&self, line: OwnSystemLine, ticket: Ticket) -> Answer<NewLine> {
        let mpn = checked_number(&PROVISION_OWN_UC, "mpn", &line.number)?;
        let iccid = line.iccid.as_deref().map(|iccid| checked_iccid(&PROVISION_OWN_UC, iccid)).transpose()?;
        let body = OwnUcRequest {
            mpn,
            iccid: iccid.as_deref(),
            pbx_user: line.sip_user.as_deref(),
            pbx_password: line.sip_password.as_ref().map(Password::expose),
        };
        new_line(&self.transport.send(Call::new(&PROVISION_OWN_UC).json(&body).ticket(&ticket)).await?)
    }

    /// Makes a line on ONSIM's telephone system (contract 4.5). Asking twice may make two.
    ///
    /// # Errors
    ///
    /// As [`Onsim::on_own_system`], and `InvalidInput` naming the field that is empty or that ONSIM has no such value for.
    pub async fn hosted(&self, line: HostedLine, ticket: Ticket) -> Answer<NewLine> {
        let mpn = checked_number(&PROVISION_ONSIM_UC, "mpn", &line.number)?;
        let iccid = line.iccid.as_deref().map(|iccid| checked_iccid(&PROVISION_ONSIM_UC, iccid)).transpose()?;
        // The text hints at more countries to come (contract A9), so only the form is checked.
        if line.home_location.len() != 3 || !line.home_location.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(bad_input(
                &PROVISION_ONSIM_UC,
                "home_location",
                "the country is three capital letters, like GBR",
            ));
        }
        if !DATA_SIZES.iter().any(|(size, _)| *size == line.data) {
            return Err(bad_input(&PROVISION_ONSIM_UC, "mobile_data", "ONSIM has no such data size"));
        }
        for (field, value) in [
            ("group_name", &line.group),
            ("first_name", &line.first_name),
            ("last_name", &line.last_name),
            ("email", &line.email),
        ] {
            if value.trim().is_empty() {
                return Err(bad_input(&PROVISION_ONSIM_UC, field, "this is needed"));
            }
        }
        let body = OnsimUcRequest {
            mpn,
            group_name: &line.group,
            home_location: &line.home_location,
            first_name: &line.first_name,
            last_name: &line.last_name,
            email: &line.email,
            product: line.product,
            mobile_data: &line.data,
            iccid: iccid.as_deref(),
        };
        new_line(&self.transport.send(Call::new(&PROVISION_ONSIM_UC).json(&body).ticket(&ticket)).await?)
    }
}

/// The three values of a new line; what `esim_code` is for a card is unknown, so any of them may be missing. A 2xx with
/// none of them leaves it unknown whether a line was made: the number has to be looked up (contract 4.4).
fn new_line(answer: &RawAnswer) -> Answer<NewLine> {
    let record = records(answer, &["account", "data"])?.into_iter().next();
    let mut record = record.ok_or_else(|| answer.unusable("the answer holds nothing of the new line"))?;
    let line = NewLine {
        code: record
            .take_text(&["esim_code"])
            .and_then(|text| ActivationCode::parse(&text).ok())
            .map(|reading| reading.code),
        iccid: record.take_text(&["iccid"]).and_then(|text| map::iccid(&text)).map(|iccid| iccid.digits().to_owned()),
        sip_password: record.take_text(&["pbx_password"]).map(Password::new),
    };
    if line.code.is_none() && line.iccid.is_none() && line.sip_password.is_none() {
        return Err(answer.unusable("the answer holds nothing of the new line"));
    }
    Ok(line)
}
