//! Commands about connections, and the first call of a window.

use bridge::connections::{ConnectionView, ConnectionsAnswer, RefreshRequest, StartAnswer};
use bridge::{Nothing, Problem};
use desk::connections::ConnectionState;
use tauri::Manager as _;

use super::Call;
use crate::app::Opening;

pub(crate) async fn start(call: Call, _request: Nothing) -> Result<StartAnswer, Problem> {
    let desk = call.desk()?;
    let (practice, notices) = {
        let opening = call.app().state::<Opening>();
        let opened = opening.opened()?;
        (opened.practice, opened.notices.clone())
    };
    Ok(StartAnswer {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        practice,
        connections: desk.connections().await?.into_iter().map(view).collect(),
        agent: desk.agent().to_owned(),
        mac: cfg!(target_os = "macos"),
        notices,
        known_lines: desk.known_lines().await?,
    })
}

pub(crate) async fn connections(call: Call, _request: Nothing) -> Result<ConnectionsAnswer, Problem> {
    let states = call.desk()?.connections().await?;
    Ok(ConnectionsAnswer { connections: states.into_iter().map(view).collect() })
}

pub(crate) async fn refresh_lines(call: Call, request: RefreshRequest) -> Result<Nothing, Problem> {
    call.desk()?.refresh_lists(request.connection.as_ref()).await?;
    Ok(Nothing {})
}

/// A connection as the UI shows it.
pub(crate) fn view(state: ConnectionState) -> ConnectionView {
    ConnectionView {
        id: state.connection.id,
        provider: state.kind,
        provider_name: state.kind.name().to_owned(),
        country: state.kind.country().to_owned(),
        label: state.connection.label,
        environment: state.connection.environment,
        base_url: state.connection.base_url,
        health: state.health,
        problem: state.problem,
        lines: state.lines,
        listed_at: state.listed_at,
        listing: state.listing,
        abilities: state.abilities,
    }
}
