//! What the calls of `cases` are made with: every field set, so that the contract's schemas see each of them.

use domain::activation_code::ActivationCode;
use domain::port::PortDirection;
use domain::secret::{ApiKey, OneTimeCode, Pin, Puk};
use providers::telecomx::{
    AccountState, AddressEdit, CallDirection, CallRecordsQuery, ChangeOrder, ChangesQuery, CurrentInvoiceQuery,
    CustomerEdit, CustomersQuery, Days, EndedQuery, FeatureEdit, FormFactor, ForwardTo, ForwardUpdate, InvoicesQuery,
    ItemOf, LineChange, LinesQuery, Message, MessageKind, Network, NewMobileAccount, NewStoredSim, NumberEdit,
    NumberList, NumbersQuery, PaperMethod, PaperOwner, PaperRequest, PlanStart, PortGroup, PortingEdit, PortingsQuery,
    ProductKind, ProductsQuery, RecentChanges, Recipients, SearchQuery, SignedPaper, SimsQuery,
};
use serde_json::{Map, Value, json};

/// The id every call is about: the contract's own example.
pub(crate) const ID: &str = "1234567890ABCDEF12345678";

/// Another one.
pub(crate) const OTHER_ID: &str = "52f4fd7734697b28ccaf77ec";

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(super) fn key() -> ApiKey {
    ApiKey::new("canary-asked-token".to_owned())
}

pub(super) fn one_time() -> OneTimeCode {
    OneTimeCode::new("canary-one-time".to_owned())
}

pub(super) fn pin() -> Pin {
    Pin::new("72910463".to_owned())
}

pub(super) fn search() -> SearchQuery {
    SearchQuery {
        words: "Nørre & +4581".to_owned(),
        offset: Some(0),
        limit: Some(1000),
        deleted: true,
        sub_resellers: true,
    }
}

pub(super) fn customers() -> CustomersQuery {
    CustomersQuery {
        offset: Some(500),
        limit: Some(500),
        filter: some("north"),
        deleted: true,
        full: true,
        all: true,
        sub_resellers: true,
        parent_reseller: some(ID),
        resellers: true,
        ids: vec![ID.to_owned(), OTHER_ID.to_owned()],
    }
}

pub(super) fn customer_edit() -> CustomerEdit {
    CustomerEdit {
        name: some("Northwind"),
        phone_number: some("+4570305050"),
        email: some("post@example.dk"),
        fax_number: some("+4570305051"),
        website: some("https://example.dk"),
        notes: some("x"),
        state: Some(AccountState::Blocked),
        parent_reseller: some(OTHER_ID),
        addresses: Some(vec![AddressEdit {
            id: some(ID),
            primary: Some(true),
            alternative_name: some("Kontor"),
            address: some("Frugtmarkedet 17"),
            zip: some("2500"),
            city: some("Valby"),
            state: None,
            country: some("DK"),
            fixed_number: some("+4570305050"),
            fax_number: some("+4570305051"),
        }]),
    }
}

pub(super) fn lines() -> LinesQuery {
    LinesQuery {
        customer: some(ID),
        offset: Some(10),
        limit: Some(25),
        filter: some("81808"),
        full: true,
        pbx: true,
        available: true,
        usage: true,
        rate_plan: some(OTHER_ID),
        network: Some(Network::Telenor),
    }
}

pub(super) fn ended() -> EndedQuery {
    EndedQuery { offset: Some(0), limit: Some(500), filter: some("8180") }
}

pub(super) fn features() -> FeatureEdit {
    FeatureEdit {
        high_rate: Some(false),
        international: Some(true),
        data: Some(false),
        five_g: Some(true),
        public_ip: Some(false),
        charged_services: Some(false),
        voicemail: Some(true),
        secret_number: Some(true),
        roaming: Some(true),
        roaming_data: Some(false),
        mms: Some(true),
        data_top_up_sms: Some(true),
    }
}

pub(super) fn new_account() -> NewMobileAccount {
    NewMobileAccount { customer: ID.to_owned(), number: "+4581808888".to_owned(), features: features() }
}

pub(super) fn plan(start: PlanStart) -> LineChange {
    LineChange::Plan { product: OTHER_ID.to_owned(), start }
}

pub(super) fn sims() -> SimsQuery {
    SimsQuery {
        customer: some(ID),
        form_factor: Some(FormFactor::Esim),
        network: Some(Network::Telia),
        filter: some("1234532"),
        offset: Some(100),
        limit: Some(50),
        auto_assign: Some(false),
    }
}

pub(super) fn new_sim() -> NewStoredSim {
    NewStoredSim {
        iccid: "89450201846212345671".to_owned(),
        puk1: Puk::new("00587896".to_owned()),
        puk2: Puk::new("00589756".to_owned()),
        pin1: Pin::new("0234".to_owned()),
        pin2: Pin::new("4321".to_owned()),
        form_factor: FormFactor::Esim,
        network: Network::Tdc,
        code: Some(ActivationCode::parse("LPA:1$rsp.example.com$A-1").unwrap().code),
        tag: some("batch 7"),
        auto_assign: Some(true),
    }
}

pub(super) fn portings() -> PortingsQuery {
    PortingsQuery {
        customer: some(ID),
        reseller: some(OTHER_ID),
        stage: some("IN_ORDERED"),
        group: Some(PortGroup::NextFiveDays),
        offset: Some(0),
        limit: Some(500),
        filter: some("8180"),
        full: true,
        direction: Some(PortDirection::In),
    }
}

pub(super) fn porting_edit() -> PortingEdit {
    PortingEdit {
        number: some("+4570305050"),
        additional_numbers: Some(vec!["+4570305051".to_owned()]),
        donor_sim_number: some("89450201456789245542"),
        donor_customer_id: some("K-1"),
        requested: some("2025-01-31"),
        notify: Some(vec!["a@example.dk".to_owned()]),
        custom_series: Some(true),
        custom_series_data: Some(vec!["+4570305050-+4570305059".to_owned()]),
        custom_series_primary: some("+4570305050"),
    }
}

pub(super) fn paper(method: PaperMethod) -> PaperRequest {
    PaperRequest { method, recipient: some("DEFAULT"), mit_id: Some(true) }
}

pub(super) fn owner() -> PaperOwner {
    PaperOwner {
        name: some("Anders And"),
        address: some("Paradisæblevej 111"),
        zip: some("2500"),
        city: some("Andeby"),
        state: some("-"),
        country: some("DK"),
        vat_number: some("12345678"),
    }
}

pub(super) fn signed_paper() -> SignedPaper {
    SignedPaper { file_name: "fuld\"magt.pdf".to_owned(), bytes: b"%PDF-1.7\r\n--x".to_vec() }
}

pub(super) fn products() -> ProductsQuery {
    ProductsQuery {
        kind: Some(ProductKind::MobilePlan),
        all: true,
        filter: some("fri"),
        reseller: some(OTHER_ID),
        customer: some(ID),
        master: true,
    }
}

pub(super) fn some_properties() -> Map<String, Value> {
    Map::from_iter([("name".to_owned(), json!("x"))])
}

pub(super) fn numbers() -> NumbersQuery {
    NumbersQuery {
        list: NumberList::MobilePurchaseTdc,
        customer: some(ID),
        filter: some("1234"),
        porting: some(ID),
        voice_account: some(ID),
        employee: some(OTHER_ID),
    }
}

pub(super) fn number_edit() -> NumberEdit {
    NumberEdit { employee: some(ID), name: some("Reception"), listed: Some(false) }
}

pub(super) fn days() -> Days {
    Days { from: some("2025-01-01"), to: some("2025-01-31") }
}

pub(super) fn call_records() -> CallRecordsQuery {
    CallRecordsQuery {
        days: days(),
        limit: Some(1000),
        offset: Some(1_000_000),
        filter: some("8180"),
        direction: Some(CallDirection::Out),
    }
}

pub(super) fn forward() -> ForwardUpdate {
    let to = || ForwardTo { enabled: true, number: some("+4571919999") };
    ForwardUpdate {
        unconditional: Some(ForwardTo::default()),
        offline: Some(to()),
        busy: Some(to()),
        no_answer: Some((to(), 20)),
    }
}

pub(super) fn recent() -> RecentChanges {
    RecentChanges { since: some("2025-01-01T00:00:00.000Z"), customer: some(ID), reseller: some(OTHER_ID) }
}

pub(super) fn section(item: Option<&str>) -> ItemOf {
    ItemOf { section: "Pbx/Queues".to_owned(), item: item.map(str::to_owned) }
}

pub(super) fn log_query() -> ChangesQuery {
    ChangesQuery {
        offset: Some(0),
        limit: Some(500),
        data: true,
        employees: true,
        changes: true,
        order: Some(ChangeOrder::NewestFirst),
        what: some("UPDATE"),
    }
}

pub(super) fn message() -> Message {
    Message {
        kind: MessageKind::Text,
        text: "Dit nye SIM-kort er klar".to_owned(),
        from: some("Northwind"),
        to: Recipients::Numbers(vec!["+4581808888".to_owned(), "+4512345678".to_owned()]),
    }
}

pub(super) fn invoices() -> InvoicesQuery {
    InvoicesQuery {
        customer: some(ID),
        external_licenses: some("true"),
        offset: Some(0),
        limit: Some(50),
        reseller: some(OTHER_ID),
        expand: some("customer"),
    }
}

pub(super) fn current() -> CurrentInvoiceQuery {
    CurrentInvoiceQuery { customer: some(ID), external_licenses: some("true") }
}
