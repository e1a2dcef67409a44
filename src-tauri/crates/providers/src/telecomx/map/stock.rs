//! SIMs, numbers and products (TelecomX contract 5, 7, 8).

use domain::activation_code::ActivationCode;
use domain::secret::{Pin, Puk};
use domain::time::ProviderTime;

use super::answers;

answers! {
    /// An unused SIM in storage (contract 5.4).
    StoredSim {
        /// Its ICCID as it came, which is its id.
        id: String = "_id",
        /// Unblocks PIN 1.
        puk1: Puk = "puk1",
        /// Unblocks PIN 2.
        puk2: Puk = "puk2",
        /// Unlocks the SIM.
        pin1: Pin = "pin1",
        /// Unlocks what the network protects.
        pin2: Pin = "pin2",
        /// `MINI_MICRO`, `NANO`, `MINI_MICRO_NANO`, `eSIM`.
        form_factor: String = "formFactor",
        /// `TELENOR`, `TDC`, `TELIA`.
        network: String = "network",
        /// At which customer it is; absent means at TelecomX.
        stored_at: String = "inStorageAt",
        /// Whether it may be picked for a new account.
        auto_assign: bool = "autoAssign",
        /// Its activation code: in no published answer, taken where it comes all the same (contract 5.8).
        code: ActivationCode = "activationCode",
    }

    /// A number (contract 8.2).
    NumberRecord {
        /// The number, E.164, which is its id.
        id: String = "_id",
        /// `AVAILABLE`, `LOCKED`, `IN_USE`, `IN_USE_DATASHARING`, `PORTING_IN`, `PORTING_OUT`, `OUT_PORTED`, `CLOSED`,
        /// `PRE_RESERVED`.
        state: String = "state",
        /// `FIXED`, `INTERNATIONAL`, `MVNOTELENOR`.
        kind: String = "type",
        /// The account it is on.
        voice_account: String = "voiceAccount",
        /// The account's name, when asked to expand.
        voice_account_name: String = "voiceAccountName",
        /// Its customer.
        customer: String = "customer",
        /// The customer's name, when asked to expand.
        customer_name: String = "customerName",
        /// Its employee.
        employee: String = "employee",
        /// The employee's name, when asked to expand.
        employee_name: String = "employeeName",
        /// Its name.
        name: String = "name",
        /// When it moves, when asked to expand.
        porting_date: ProviderTime = "portingDate",
        /// Where its porting stands, when asked to expand.
        porting_status: String = "portingStatus",
    }

    /// A product or plan (contract 7.2).
    Product {
        /// Its id.
        id: String = "_id",
        /// Usable from.
        start: ProviderTime = "start",
        /// Usable until.
        end: ProviderTime = "end",
        /// Its type; plans are `MVNO_RATEPLAN`.
        kind: String = "type",
        /// Its code.
        code: String = "productCode",
        /// Its name.
        name: String = "name",
        /// `MIN`, `MB`, `UNITS`, `HOURS`, `KM`, `MONTHS`.
        unit: String = "unitType",
        /// `NONE`, `MONTHLY`, `QUARTERLY`, `YEARLY`.
        recurrence: String = "recurrence",
        /// Whether whole months are billed.
        full_month: bool = "recurrenceFullMonth",
        /// What it costs TelecomX, DKK.
        cost: f64 = "cost",
        /// What it costs the reseller, DKK.
        wholesale: f64 = "wholesale",
        /// What it costs the customer, DKK, each month where it recurs.
        price: f64 = "price",
        /// The reseller whose it is; absent means everyone's.
        reseller: String = "reseller",
        /// The product it is made from.
        inherits: String = "inheritFrom",
    }

    /// A network service code that plans are made of (contract 7.3).
    ServiceCode {
        /// The code.
        id: String = "_id",
        /// What it is.
        description: String = "description",
        /// Minutes in it.
        minutes: f64 = "minutes",
        /// Data in it, MB.
        data: f64 = "data",
        /// What it costs, DKK.
        cost: f64 = "cost",
        /// What use costs.
        usage_costs: Vec<UsageCost> = "usageCosts",
    }

    /// What use costs, up to a threshold (contract 7.3).
    UsageCost {
        /// DKK.
        cost: f64 = "cost",
        /// Up to how much; the word `Infinity` is possible.
        threshold: String = "threshold",
    }
}
