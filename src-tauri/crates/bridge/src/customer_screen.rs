//! The customer's screen: what it is told, and what a customer and an agent can do with it.

pub use domain::customer_screen::{CustomerPhone, CustomerScreen, Language, NewSim};
use domain::line::LineKey;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The commands the customer's window may call, and no other one.
pub const OF_THE_CUSTOMER: &[&str] =
    &["customer_screen", "customer_picture", "choose_for_customer", "confirm_as_customer"];

/// The command only the customer's window may call: nobody presses in a customer's place.
pub const OF_THE_CUSTOMER_ALONE: &[&str] = &["confirm_as_customer"];

/// Which state is known already.
#[derive(Deserialize, TS)]
pub struct CustomerScreenRequest {
    /// The version that was seen: the answer comes when there is another one, or after a while. Absent: at once.
    pub seen: Option<u32>,
}

/// The customer's screen, and whether there is one.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerScreenAnswer {
    /// What is on it.
    pub screen: CustomerScreen,
    /// Whether its window is open.
    pub open: bool,
}

/// How large a picture for the customer's screen.
#[derive(Deserialize, TS)]
pub struct CustomerPictureRequest {
    /// The picture that is on the screen.
    pub picture: u32,
    /// Device pixels a module, 3 to 40.
    pub module_px: u32,
}

/// The words and the steps of the customer's screen. What is absent stays as it is.
#[derive(Deserialize, TS)]
pub struct ChooseForCustomerRequest {
    /// Its language.
    pub language: Option<Language>,
    /// The phone the customer says they have.
    pub phone: Option<CustomerPhone>,
}

/// Which question was answered.
#[derive(Deserialize, TS)]
pub struct ConfirmAsCustomerRequest {
    /// The question.
    pub question: u32,
}

/// What the customer is asked about.
#[derive(Deserialize, TS)]
pub struct AskCustomerRequest {
    /// The line.
    pub line: LineKey,
    /// What it is to get.
    pub gets: NewSim,
}
