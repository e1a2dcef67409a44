//! Commands of the customer's screen: those of the agent, and the few its own window may call.

use bridge::codes::ShowingRequest;
use bridge::customer_screen::{
    AskCustomerRequest, ChooseForCustomerRequest, ConfirmAsCustomerRequest, CustomerPictureRequest,
    CustomerScreenAnswer, CustomerScreenRequest,
};
use bridge::{Nothing, Problem};
use desk::install::ShowingId;

use super::Call;
use crate::customer_window;

pub(crate) async fn customer_screen(
    call: Call,
    request: CustomerScreenRequest,
) -> Result<CustomerScreenAnswer, Problem> {
    let desk = call.desk()?;
    let screen = match request.seen {
        Some(seen) => desk.customer_screen_after(seen).await,
        None => desk.customer_screen(),
    };
    Ok(customer_window::state(call.app(), screen))
}

pub(crate) async fn show_to_customer(call: Call, request: ShowingRequest) -> Result<Nothing, Problem> {
    customer_window::open(call.app())?;
    call.desk()?.show_to_customer(&ShowingId(request.showing.0)).await?;
    Ok(Nothing {})
}

pub(crate) async fn ask_customer(call: Call, request: AskCustomerRequest) -> Result<Nothing, Problem> {
    customer_window::open(call.app())?;
    call.desk()?.ask_customer(&request.line, request.gets).await?;
    Ok(Nothing {})
}

pub(crate) async fn confirm_as_customer(call: Call, request: ConfirmAsCustomerRequest) -> Result<Nothing, Problem> {
    call.desk()?.confirm_as_customer(request.question);
    Ok(Nothing {})
}

pub(crate) async fn choose_for_customer(call: Call, request: ChooseForCustomerRequest) -> Result<Nothing, Problem> {
    call.desk()?.choose_for_customer(request.language, request.phone);
    Ok(Nothing {})
}

pub(crate) async fn customer_picture(call: Call, request: CustomerPictureRequest) -> Result<Vec<u8>, Problem> {
    call.desk()?.customer_picture(request.picture, request.module_px).await
}

pub(crate) async fn blank_customer_screen(call: Call, _request: Nothing) -> Result<Nothing, Problem> {
    call.desk()?.blank_customer_screen().await;
    Ok(Nothing {})
}

pub(crate) async fn close_customer_screen(call: Call, _request: Nothing) -> Result<Nothing, Problem> {
    customer_window::close(call.app());
    Ok(Nothing {})
}
