//! Commands about finding and showing lines.

use bridge::lines::{
    AskProvidersAnswer, AskProvidersRequest, HomeAnswer, LinePage, LinePageRequest, LineView, PortView, ProviderAsked,
    SearchAnswer, SearchRequest, StopAskingRequest,
};
use bridge::{Nothing, Problem};
use desk::Desk;
use desk::ask_providers::SearchId;
use domain::line::Line;

use super::Call;

pub(crate) async fn search(call: Call, request: SearchRequest) -> Result<SearchAnswer, Problem> {
    let desk = call.desk()?;
    let found = desk.search(request.query, request.limit).await?;
    Ok(SearchAnswer {
        lines: found.hits.hits.iter().filter_map(|hit| view(&desk, &hit.line).ok()).collect(),
        exact: found.hits.exact,
        more: found.hits.more,
        took_ms: found.took.as_secs_f64() * 1000.0,
        known: found.known,
    })
}

pub(crate) async fn ask_providers(call: Call, request: AskProvidersRequest) -> Result<AskProvidersAnswer, Problem> {
    let asked = call.desk()?.ask_providers(SearchId(request.search), &request.text).await?;
    let providers = asked.into_iter().map(|one| ProviderAsked {
        connection: one.connection,
        label: one.label,
        provider_name: one.provider_name.to_owned(),
        not_asked: one.not_asked,
    });
    Ok(AskProvidersAnswer { providers: providers.collect() })
}

pub(crate) async fn stop_asking(call: Call, request: StopAskingRequest) -> Result<Nothing, Problem> {
    call.desk()?.stop_asking(SearchId(request.search));
    Ok(Nothing {})
}

pub(crate) async fn home(call: Call, _request: Nothing) -> Result<HomeAnswer, Problem> {
    let desk = call.desk()?;
    let home = desk.home().await?;
    Ok(HomeAnswer {
        unknown: home.unknown.into_iter().map(Into::into).collect(),
        not_installed: home.not_installed.into_iter().map(Into::into).collect(),
        recent: home.recent.iter().filter_map(|line| view(&desk, line).ok()).collect(),
    })
}

pub(crate) async fn line_page(call: Call, request: LinePageRequest) -> Result<LinePage, Problem> {
    let desk = call.desk()?;
    let page = desk.line_page(&request.line, request.refresh).await?;
    Ok(LinePage {
        line: view(&desk, &page.line)?,
        abilities: page.abilities,
        sim_choices: page.sim_choices,
        verification: page.verification,
        activity: page.activity.into_iter().map(Into::into).collect(),
        ports: page.ports.iter().map(|(port, read_at)| PortView::new(port, *read_at)).collect(),
        not_refreshed: page.not_refreshed,
    })
}

/// A line of a connection that has just been removed has no view; lists leave it out.
pub(super) fn view(desk: &Desk, line: &Line) -> Result<LineView, Problem> {
    Ok(LineView::new(line, desk.environment(&line.key.connection)?))
}
