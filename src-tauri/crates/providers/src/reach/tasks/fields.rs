//! Fields that several tasks of Reach ask for. Their names are the wire's, so that a refusal finds its field.

use domain::iccid::IccidRule;
use domain::task::{FieldKind, FixedChoice, TaskField};

/// A plan of the catalogue.
pub(super) const PLAN: TaskField = TaskField::new("planId", "Plan", FieldKind::Ask);

/// A stored card of the customer that pays.
pub(super) const PAYS: TaskField = TaskField::new("ccUUID", "Card that pays", FieldKind::Ask);

/// A bill of the customer.
pub(super) const BILL: TaskField = TaskField::new("billId", "Bill", FieldKind::Ask);

/// A card or an eSIM.
pub(super) const SIM_TYPE: TaskField =
    TaskField::new("simType", "Kind of SIM", FieldKind::Choice { choices: SIM_KINDS });

/// Reach's words for the two.
pub(super) const SIM_KINDS: &[FixedChoice] = &[("PSIM", "A card"), ("ESIM", "An eSIM")];

/// 19 or 20 digits (Reach contract 2.11).
const SIM_NUMBER: IccidRule = IccidRule { min: 19, max: 20, trims: false };

/// A card's number.
pub(super) const ICCID: TaskField = TaskField::new("iccId", "SIM number", FieldKind::Iccid { rule: SIM_NUMBER })
    .hint("The 19 or 20 digits printed on the card.");

/// A phone's number.
pub(super) const IMEI: TaskField =
    TaskField::new("imei", "IMEI of the phone", FieldKind::Imei).hint("15 digits; the phone shows them after *#06#.");

/// The brand's page after a hosted page.
pub(super) const LANDING: TaskField = TaskField::new("redirectUrl", "Page afterwards", FieldKind::Text { max: 300 })
    .hint("The brand's own page that the customer comes back to; it begins with https://.");

/// The line's group.
pub(super) const GROUP: TaskField = TaskField::new("groupId", "Group", FieldKind::Text { max: 60 })
    .optional()
    .hint("Only where Reach's record of the line names none; left empty, the record's is taken.");

/// The most that may be due today.
pub(super) const MOST: TaskField = TaskField::new("collection", "At most, in US dollars", FieldKind::Money)
    .optional()
    .hint("Nothing is ordered when Reach asks more than this. Left empty, the quoted price is taken as it is.");

/// A pack the group has.
pub(super) const PACK: TaskField = TaskField::new("packId", "Pack", FieldKind::Text { max: 60 })
    .hint("Its reference, as \u{201c}Show the group's packs\u{201d} gives it.");

/// The number to bring along.
pub(super) const NUMBER_TO_PORT: TaskField =
    TaskField::new("numberToPort", "Number to bring along", FieldKind::Number).hint("A US number of ten digits.");

/// Where it is now.
pub(super) const OLD_CARRIER: TaskField = TaskField::new("oldCarrier", "Old carrier", FieldKind::Text { max: 60 });

/// The account there.
pub(super) const OLD_ACCOUNT: TaskField =
    TaskField::new("oldCarrierAccountNumber", "Account number there", FieldKind::Text { max: 40 })
        .hint("As on the old carrier's bill; every value has to match its record.");

/// The PIN there.
pub(super) const OLD_PIN: TaskField =
    TaskField::new("password", "Transfer PIN there", FieldKind::Secret { min: 1, max: 20, digits: false })
        .hint("The transfer PIN or account PIN that the old carrier gave the customer.");

/// The ZIP code there.
pub(super) const OLD_ZIP: TaskField =
    TaskField::new("oldZip", "ZIP code there", FieldKind::Text { max: 5 }).hint("Five digits.");

/// First line of an address.
pub(super) const ADDRESS_1: TaskField = TaskField::new("address1", "Street and number", FieldKind::Text { max: 100 });

/// Second line of an address.
pub(super) const ADDRESS_2: TaskField =
    TaskField::new("address2", "Second line", FieldKind::Text { max: 100 }).optional();

/// City of an address.
pub(super) const CITY: TaskField = TaskField::new("city", "City", FieldKind::Text { max: 60 });

/// State of an address.
pub(super) const STATE: TaskField = TaskField::new("state", "State", FieldKind::Choice { choices: STATES });

/// ZIP code of an address.
pub(super) const ZIP: TaskField = TaskField::new("zip", "ZIP code", FieldKind::Text { max: 5 }).hint("Five digits.");

/// The states, the district and the territories of the United States, by their postal codes.
pub(super) const STATES: &[FixedChoice] = &[
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("DC", "District of Columbia"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
    ("AS", "American Samoa"),
    ("GU", "Guam"),
    ("MP", "Northern Mariana Islands"),
    ("PR", "Puerto Rico"),
    ("VI", "US Virgin Islands"),
];
