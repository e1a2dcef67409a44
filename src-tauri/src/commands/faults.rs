//! Commands about the practice shop's fault dial. A real desk has no shop, so it has no dial.

use bridge::faults::{ClearFaultsRequest, FaultDial, FaultDialsAnswer, SetFaultRequest};
use bridge::{Nothing, Problem};

use super::Call;
use crate::fault_dial;

pub(crate) async fn fault_dials(call: Call, _request: Nothing) -> Result<FaultDialsAnswer, Problem> {
    let opened = call.opening().opened()?;
    Ok(FaultDialsAnswer { dials: opened.shop.as_ref().map(fault_dial::all).unwrap_or_default() })
}

pub(crate) async fn set_fault(call: Call, request: SetFaultRequest) -> Result<FaultDial, Problem> {
    fault_dial::set(call.opening().opened()?.shop.as_ref(), request)
}

pub(crate) async fn clear_faults(call: Call, request: ClearFaultsRequest) -> Result<FaultDial, Problem> {
    fault_dial::clear(call.opening().opened()?.shop.as_ref(), &request.connection)
}
