//! Commands about connections as they are, and the first call of a window. Those that change them are in `setting_up`.

use bridge::connections::{ConnectionView, ConnectionsAnswer, CredentialState, Finding, RefreshRequest, StartAnswer};
use bridge::{Nothing, Problem};
use desk::connections::{self as desk_side, ConnectionState};

use super::Call;

pub(crate) async fn start(call: Call, _request: Nothing) -> Result<StartAnswer, Problem> {
    call.opening().retry().await;
    let opened = call.opening().opened()?;
    let desk = &opened.desk;
    Ok(StartAnswer {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        practice: opened.practice,
        connections: desk.connections().await?.into_iter().map(view).collect(),
        agent: desk.agent().to_owned(),
        mac: cfg!(target_os = "macos"),
        notices: opened.notices.clone(),
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
        proxy: state.proxy,
        enabled: state.enabled,
        mode: state.mode,
        credentials: match state.credentials {
            desk_side::CredentialState::Practice => CredentialState::Practice,
            desk_side::CredentialState::Keyring => CredentialState::Keyring,
            desk_side::CredentialState::Session => CredentialState::Session,
            desk_side::CredentialState::Missing => CredentialState::Missing,
        },
        findings: state.findings.into_iter().map(|(id, value)| Finding { id, value }).collect(),
        health: state.health,
        problem: state.problem,
        sign_in: state.sign_in,
        next_probe_at: state.outage.map(|outage| outage.next_probe_at),
        directory: state.directory,
        lines: state.lines,
        listed_at: state.listed_at,
        listing: state.listing,
        abilities: state.abilities,
    }
}
