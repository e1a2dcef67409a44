//! TelecomX: lines, SIMs, plans, services, use, customers and tokens, in the shop's seeded data. The ids are those of seed
//! 1 with 60 lines; every case has a shop of its own.

use domain::problem::ErrorCode;

use super::Ends::{Accepted, Done, Reads, Refused};
use super::Place::{Account, Customer, Line};
use super::{Case, Ends, Place};

/// Åse Kjærgaard at Kaffe & Co, +4520129001: Telenor, a nano card, 20 GB, voicemail.
const AASE: &str = "70726163000040fd23f7e75b";
/// The third line of Kaffe & Co: with a watch.
const WATCH: &str = "70726163000044bb2395adfc";
/// The fourth: with a usage block.
const USAGE_BLOCK: &str = "707261630000462896a99de0";
/// A line of Kaffe & Co in the network of TDC, with a nano card.
const TDC: &str = "7072616300005898435a2d65";
/// A line of Kaffe & Co that is blocked.
const BLOCKED: &str = "707261630000aa116c63c066";
/// A line of Kaffe & Co that ended five days ago.
const ENDED: &str = "707261630000e8b64831a754";

/// The customer of those lines.
const KAFFE: &str = "7072616300002b76af107512";
/// A customer with two addresses.
const NORDLYS: &str = "7072616300002d6df6a4b5de";
const NORDLYS_SECOND: &str = "707261630000e98ae0d7d12f";
/// A customer with a signed paper.
const BAGERIET: &str = "7072616300002f0d3d9f9853";
const BAGERIET_PAPER: &str = "707261630000c0338314985c";

/// The reseller's 60 GB plan, its larger top-up, and TelecomX's own 5 GB plan.
const PLAN: &str = "7072616300001220490e8103";
const TOP_UP: &str = "70726163000017181fd2e15c";
const MASTER_PLAN: &str = "707261630000071b7cdb7760";

/// Nano cards of Telenor: at Kaffe & Co and at its reseller; one of TDC at Kaffe & Co.
const CARD: &str = "8945023752290940888";
const RESELLERS_CARD: &str = "894502563896484926F";
/// In nobody's storage.
const NO_CARD: &str = "8945020999999999999";
const TDC_CARD: &str = "8945010779684334811";

/// The person who signs in, and the machine token made for that person.
const AGENT: &str = "707261630000e1187dfedc3d";
const MACHINE_TOKEN: &str = "practice-telecomx-g1njhrt3qy7cewjbtnxwl8hbmr9cs6iinjvzrauc";

const ONLY_STAFF: Ends = Refused(ErrorCode::NotAllowed, "only the provider's own staff may do it");

const fn case(task: &'static str, about: Place, inputs: &'static [(&'static str, &'static str)], ends: Ends) -> Case {
    Case { task, about, inputs, ends }
}

/// Every task of this half.
#[rustfmt::skip]
pub(crate) fn cases() -> Vec<Case> {
    vec![
        // SIMs
        case("replace_sim", Line(AASE), &[("way", "card"), ("newSimNumber", CARD)], Done),
        case("replace_sim", Line(AASE), &[("way", "stock"), ("formFactor", "NANO"), ("storedSim", RESELLERS_CARD)], Done),
        case("replace_sim", Line(AASE), &[("way", "auto")], Done),
        case("replace_sim", Line(AASE), &[("way", "card"), ("newSimNumber", NO_CARD)],
            Refused(ErrorCode::NotFound, "a card that is in nobody's storage")),
        case("new_esim", Line(AASE), &[], Done),
        case("show_sim_codes", Line(AASE), &[], Reads),
        case("change_network", Line(AASE), &[("way", "stock"), ("storedSim", TDC_CARD)], Accepted),
        case("change_network", Line(TDC), &[("way", "esim")], Accepted),
        case("end_smart_watch", Line(WATCH), &[], Accepted),
        // Plans
        case("change_plan", Line(AASE), &[("ratePlan", PLAN)], Accepted),
        case("change_plan_next_month", Line(AASE), &[("newRatePlan", PLAN)], Accepted),
        case("buy_data", Line(AASE), &[("productId", TOP_UP)], Done),
        case("show_add_on_prices", Line(AASE), &[], Reads),
        case("list_products", Account, &[("type", "MVNO_RATEPLAN"), ("customer", KAFFE)], Reads),
        case("show_product", Account, &[("type", "MVNO_RATEPLAN"), ("productId", PLAN)], Reads),
        case("create_product", Account, &[("type", "MVNO_RATEPLAN"), ("inheritFrom", MASTER_PLAN), ("name", "Mobil 5 GB øvelse"), ("price", "69.50")], Done),
        case("list_service_codes", Account, &[], ONLY_STAFF),
        // Whether a line works
        case("suspend", Line(AASE), &[], Accepted),
        case("resume", Line(BLOCKED), &[], Accepted),
        case("lift_usage_block", Line(USAGE_BLOCK), &[], Done),
        case("cease", Line(AASE), &[], Done),
        case("list_ended_lines", Account, &[], Reads),
        case("show_ended_line", Account, &[("accountId", ENDED)], Reads),
        case("restore_line", Account, &[("accountId", ENDED), ("ratePlan", PLAN)], Accepted),
        case("find_account", Account, &[("id", "+4520129001")], Reads),
        // Numbers and new lines
        case("change_number", Line(AASE), &[("newNumber", "+4520129051")], Accepted),
        case("new_line", Customer(KAFFE), &[("way", "free"), ("number", "+4520129082"), ("roaming", "false")], Accepted),
        // Services
        case("set_services", Line(AASE), &[("roaming", "false"), ("roamingData", "false"), ("publicIP", "true")], Accepted),
        case("show_forwarding", Line(TDC), &[], Reads),
        case("set_forwarding", Line(TDC), &[("busy.enabled", "true"), ("busy.number", "+4520129001"), ("noAnswer.enabled", "false")], Done),
        case("check_voicemail_pin", Line(AASE), &[("pin", "0690")], Reads),
        case("send_text", Line(AASE), &[("message", "Dit nye SIM er på vej."), ("from", "Kaffe"), ("type", "SMS")], Done),
        // Use
        case("show_usage", Line(AASE), &[("as", "screen")], Reads),
        case("show_usage", Line(AASE), &[("as", "csv")], Reads),
        case("show_data_usage", Line(AASE), &[], Reads),
        case("show_call_usage", Line(AASE), &[], Reads),
        case("list_calls", Line(AASE), &[("direction", "IN"), ("as", "screen")], Reads),
        case("list_calls", Line(AASE), &[("as", "csv")], Reads),
        case("show_self_service", Line(AASE), &[("token", "1yemjxykk42p8nhlz2b52z0k")], Reads),
        case("buy_data_as_customer", Line(AASE), &[("token", "1yemjxykk42p8nhlz2b52z0k"), ("productId", TOP_UP)], Done),
        // Going abroad
        case("list_roaming_regions", Account, &[("network", "TDC")], Reads),
        case("show_roaming_region", Account, &[("regionId", "7072616300f0000000000001")], Reads),
        case("list_roaming_prices", Account, &[], Reads),
        case("list_roaming_partners", Account, &[("language", "en")], ONLY_STAFF),
        // Customers
        case("list_customers", Account, &[("filter", "kaffe")], Reads),
        case("show_overview", Customer(KAFFE), &[], Reads),
        case("edit_owner", Customer(KAFFE), &[("name", "Kaffe & Kage ApS"), ("emailAddress", "post@kaffe.example.com"), ("phoneNumber", "20129900"), ("notes", "Ringer helst om morgenen")], Done),
        case("suspend_customer", Customer(KAFFE), &[], Done),
        case("resume_customer", Customer(KAFFE), &[], Done),
        case("change_reseller", Customer(KAFFE), &[("parentReseller", "707261630000031f16254177")], Done),
        case("list_billing_customers", Customer(KAFFE), &[], Reads),
        case("add_billing_customer", Customer(KAFFE), &[("billingCustomerId", NORDLYS)], Done),
        case("list_call_notifiers", Customer(KAFFE), &[], Reads),
        case("check_document_access", Customer(BAGERIET), &[("docId", BAGERIET_PAPER)], Reads),
        case("edit_address", Customer(NORDLYS), &[("addressId", NORDLYS_SECOND), ("addresses.address", "Havnegade 7"), ("addresses.zip", "5000"), ("addresses.city", "Odense C"), ("addresses.primary", "true")], Done),
        case("edit_address", Customer(KAFFE), &[("addressId", "new"), ("addresses.address", "Åboulevarden 1"), ("addresses.zip", "8000"), ("addresses.city", "Aarhus C"), ("addresses.country", "DK")], Done),
        case("remove_address", Customer(NORDLYS), &[("addressId", NORDLYS_SECOND)], Done),
        // SIMs in storage
        case("list_sims", Account, &[("formFactor", "NANO"), ("network", "TELENOR"), ("customer", KAFFE)], Reads),
        case("show_stored_sim", Account, &[("simId", CARD)], Reads),
        case("assign_sim", Account, &[("simId", CARD), ("customer", NORDLYS)], ONLY_STAFF),
        case("add_sim", Account, &[("iccid", "8945020000000000018"), ("formFactor", "eSIM"), ("network", "TELENOR"), ("pin1", "1234"), ("puk1", "12345678"), ("pin2", "4321"), ("puk2", "87654321"), ("activationCode", "LPA:1$rsp.example.com$AAAA-BBBB")], ONLY_STAFF),
        // Tokens
        case("check_token", Account, &[("token", MACHINE_TOKEN)], Reads),
        case("create_token", Account, &[("employeeId", AGENT)], Done),
        case("delete_token", Account, &[("employeeId", AGENT), ("token", MACHINE_TOKEN)], Done),
        case("sign_out", Account, &[], Done),
    ]
}
