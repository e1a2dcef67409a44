//! Tasks about use: by month, data piece by piece, calls by day, call records, and what the customer sees with a one-time
//! token (TelecomX contract 9.1).

use domain::ability::Ability;
use domain::action::Ticket;
use domain::provider::ProviderKind;
use domain::secret::OneTimeCode;
use domain::task::{About, FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::plans::PRODUCT;
use super::shared::{FILTER, FROM, TO, WORKING, at_field, owned};
use super::show::{self, Facts};
use crate::tasks::{AnswerFile, AnswerTable, task, unknown_task};
use crate::telecomx::map::{MonthUsage, SelfServiceView, VoiceUsage};
use crate::telecomx::operations::{
    BUY_SELF_SERVICE_TOP_UP, GET_DATA_USAGE, GET_MONTHLY_USAGE, GET_MVNO_ACCOUNT, GET_SELF_SERVICE_VIEW,
    GET_VOICE_USAGE, LIST_CALL_RECORDS, LIST_PRODUCTS, LIST_ROAMING_REGIONS,
};
use crate::telecomx::{CallDirection, CallRecordsQuery, Days, Telecomx};
use crate::{Answer, Inputs, TaskAnswer, TaskOutcome};

pub(super) const TASKS: &[Task] = &[MONTHS, DATA, VOICE, CALLS, SELF_SERVICE, BUY_AS_CUSTOMER];

const AS_FILE: TaskField =
    TaskField::new("as", "Show it", FieldKind::Choice { choices: &[("screen", "Here"), ("csv", "As a CSV file")] });

const MONTHS: Task = task(
    "show_usage",
    "Show use by month",
    "Data of each month and region, and what else TelecomX counts.",
    &GET_MONTHLY_USAGE,
)
.about(Subject::Line, TaskGroup::Usage)
.ability(Ability::UsageHistory)
.fields(&[FROM.hint("Only its month counts; this month when empty."), TO.hint("Only its month counts."), AS_FILE]);

const DATA: Task = task(
    "show_data_usage",
    "Show data piece by piece",
    "Each piece of data with time, place and price.",
    &GET_DATA_USAGE,
)
.about(Subject::Line, TaskGroup::Usage)
.also(&[LIST_ROAMING_REGIONS.id])
.fields(&[
    FROM.hint("The first of this month when empty."),
    TO.hint("Today when empty."),
    TaskField::new("region", "Region", FieldKind::Ask).optional(),
]);

const VOICE: Task =
    task("show_call_usage", "Show calls by day", "How many calls each day, how long, and where to.", &GET_VOICE_USAGE)
        .about(Subject::Line, TaskGroup::Usage)
        .fields(&[FROM.hint("Today when empty."), TO.hint("Today when empty.")]);

const CALLS: Task = task(
    "list_calls",
    "List call records",
    "Each call of the line, at most 1000 here and 10,000 in a file.",
    &LIST_CALL_RECORDS,
)
.about(Subject::Line, TaskGroup::Usage)
.fields(&[
    FROM.hint("Today when empty."),
    TO.hint("Today when empty."),
    TaskField::new(
        "direction",
        "Which calls",
        FieldKind::Choice { choices: &[("BOTH", "Both ways"), ("IN", "Incoming"), ("OUT", "Outgoing")] },
    )
    .optional(),
    FILTER.hint("Part of either number, the user's name or the extension."),
    AS_FILE,
]);

const TOKEN: TaskField =
    TaskField::new("token", "One-time token", FieldKind::Secret { min: 1, max: 200, digits: false })
        .hint("From the text that TelecomX sent to the customer's phone.");

const SELF_SERVICE: Task = task(
    "show_self_service",
    "Show what the customer sees",
    "The customer's own page about data, opened with the one-time token the customer got by text.",
    &GET_SELF_SERVICE_VIEW,
)
.about(Subject::Line, TaskGroup::Usage)
.fields(&[TOKEN]);

const BUY_AS_CUSTOMER: Task = task(
    "buy_data_as_customer",
    "Buy extra data with the customer's token",
    "The same purchase the customer could make on the own page; doing it twice buys twice.",
    &BUY_SELF_SERVICE_TOP_UP,
)
.about(Subject::Line, TaskGroup::Plan)
.also(&[GET_MVNO_ACCOUNT.id, LIST_PRODUCTS.id])
.stages(WORKING)
.risk(Risk::Money)
.fields(&[TOKEN, TaskField::new(PRODUCT, "Extra data", FieldKind::Ask)])
.read_back(ReadBack::Person("Look whether the extra data is among the lines of the next invoice."));

/// Call records that one list shows.
const SHOWN: u32 = 1000;

pub(super) async fn look(x: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
    let id = about.id();
    let days = Days { from: owned(inputs, "fromDate"), to: owned(inputs, "toDate") };
    let as_file = inputs.get("as") == Some("csv");
    match task.id {
        "show_usage" if as_file => Ok(csv("use.csv", x.monthly_usage_csv(id, &days).await?)),
        "show_usage" => {
            let usage = x.monthly_usage(id, &days).await?;
            let account = usage.account.unwrap_or_default();
            let facts = Facts::default()
                .with("Plan", account.rate_plan_name.or(account.rate_plan))
                .with("Data included at home, MB", account.data)
                .rest(usage.raw);
            Ok(TaskAnswer { tables: vec![months(usage.months.unwrap_or_default())], ..facts.answer() })
        }
        "show_data_usage" => {
            let usage = x.data_usage(id, &days, inputs.get("region")).await?;
            let columns = ["When", "MiB", "Abroad", "Country", "Network", "Price", "Reseller's price"];
            Ok(show::table("Data", &columns, show::whole(usage.pieces.unwrap_or_default()), |piece| {
                vec![
                    show::cell(piece.date.as_ref().map(show::time)),
                    show::cell(piece.bytes.map(show::mebibytes)),
                    show::switch(piece.roaming),
                    show::cell(piece.country),
                    show::cell(piece.network),
                    show::cell(piece.price.map(show::money)),
                    show::cell(piece.wholesale.map(show::money)),
                ]
            }))
        }
        "show_call_usage" => {
            let days = show::whole(x.voice_usage(id, &days).await?);
            Ok(show::table("Calls by day", &CALL_COLUMNS, days, call_row))
        }
        "list_calls" => {
            let query = CallRecordsQuery {
                days,
                limit: None,
                offset: None,
                filter: owned(inputs, "filter"),
                direction: inputs.get("direction").and_then(direction),
            };
            if as_file {
                return Ok(csv("calls.csv", x.call_records_csv(id, &query).await?));
            }
            let page = x.call_records(id, &CallRecordsQuery { limit: Some(SHOWN), ..query }).await?;
            Ok(show::records("Call records", page, |record| record.fields))
        }
        "show_self_service" => Ok(self_service(x.self_service_view(id, &token(inputs)).await?)),
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

fn csv(name: &str, bytes: Vec<u8>) -> TaskAnswer {
    TaskAnswer { file: Some(AnswerFile { name: name.to_owned(), bytes }), ..TaskAnswer::default() }
}

fn token(inputs: &Inputs) -> OneTimeCode {
    OneTimeCode::new(inputs.secret("token").map(|token| token.expose().to_owned()).unwrap_or_default())
}

fn direction(word: &str) -> Option<CallDirection> {
    match word {
        "IN" => Some(CallDirection::In),
        "OUT" => Some(CallDirection::Out),
        "BOTH" => Some(CallDirection::Both),
        _ => None,
    }
}

/// Months and regions as one list; what else a region counts is shown under TelecomX's own names.
fn months(months: Vec<MonthUsage>) -> AnswerTable {
    let mut rows = Vec::new();
    for month in months {
        let date = month.date.as_ref().map(show::time);
        for region in month.regions.unwrap_or_default() {
            let row = Facts::default()
                .with("Month", date.clone())
                .with("Region", region.name.or(region.id))
                .with("Data, MiB", region.bytes.map(show::mebibytes))
                .rest(region.raw);
            rows.push(row.fields());
        }
    }
    AnswerTable::of_records("Use by month", rows)
}

const CALL_COLUMNS: [&str; 11] = [
    "Day",
    "Calls in",
    "Calls out",
    "Seconds in",
    "Seconds out, at home",
    "EU and Nordic",
    "Rest of Europe",
    "World 1",
    "World 2",
    "World 3",
    "Price",
];

fn call_row(day: VoiceUsage) -> Vec<String> {
    vec![
        show::cell(day.date.as_ref().map(show::time)),
        show::cell(day.calls_in),
        show::cell(day.calls_out),
        show::cell(day.seconds_in),
        show::cell(day.seconds_homeland),
        show::cell(day.seconds_eu_nordic),
        show::cell(day.seconds_rest_of_europe),
        show::cell(day.seconds_world_1),
        show::cell(day.seconds_world_2),
        show::cell(day.seconds_world_3),
        show::cell(day.price.map(show::money)),
    ]
}

fn self_service(view: SelfServiceView) -> TaskAnswer {
    let updating = view.info.as_ref().and_then(|info| info.updating);
    let facts = Facts::default().with("Number", view.number).switch("Is being changed", updating).rest(view.raw);
    let products = view.products.unwrap_or_default().into_iter().map(|product| {
        let data = product.top_up.and_then(|top_up| top_up.data).map(show::mebibytes);
        vec![show::cell(product.name), show::cell(data), show::cell(product.price.map(show::money))]
    });
    let products = AnswerTable::new("Can be bought", &["Name", "Data, MiB", "Price"], products.collect());
    TaskAnswer { tables: vec![months(view.months.unwrap_or_default()), products], ..facts.answer() }
}

pub(super) async fn perform(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    match task.id {
        "buy_data_as_customer" => {
            let bought = x.buy_self_service_data(about.id(), inputs.text(PRODUCT), &token(inputs), ticket).await;
            bought.map_err(|error| at_field(error, &[("product", PRODUCT)]))?;
            Ok(TaskOutcome::done())
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}
