//! Commands about customers.

use bridge::Problem;
use bridge::customers::{CustomerPage, CustomerPageRequest};

use super::Call;
use super::lines::view;

pub(crate) async fn customer_page(call: Call, request: CustomerPageRequest) -> Result<CustomerPage, Problem> {
    let desk = call.desk()?;
    let page = desk.customer_page(&request.connection, &request.id).await?;
    let lines = page.lines.iter().filter_map(|line| view(&desk, line).ok()).collect();
    Ok(CustomerPage {
        environment: desk.environment(&request.connection)?,
        provider_name: desk.provider_name(&request.connection)?.to_owned(),
        connection: request.connection,
        id: request.id,
        name: page.customer.name,
        email: page.customer.email,
        state: page.customer.state,
        facts: page.customer.facts,
        lines,
        verification: page.verification,
        activity: page.activity.into_iter().map(Into::into).collect(),
        read_at: page.customer.read_at,
    })
}
