//! Passing the desk's events on to the agent's window, in the order they happened.

use bridge::codes::ShowingId;
use bridge::customers::CustomerHit;
use bridge::event::{EVENT_CHANNEL, Event};
use desk::ask_providers::AskedFound;
use desk::{DeskEvent, Events, Lock};
use tauri::{AppHandle, Emitter as _, Manager as _};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::commands::connections::view;
use crate::customer_window;
use crate::notifications::{self, Waiting};
use crate::opening::Opening;

/// The name of the agent's window.
pub(crate) const AGENT: &str = "main";

/// The agent's window, as the desk's events find it.
pub(crate) struct ToAgent {
    queue: UnboundedSender<DeskEvent>,
}

impl ToAgent {
    pub(crate) fn new(app: AppHandle) -> Self {
        let (queue, events) = unbounded_channel();
        tauri::async_runtime::spawn(pass_on(app, events));
        Self { queue }
    }
}

impl Events for ToAgent {
    fn emit(&self, event: DeskEvent) {
        // Fails only when the program is ending and nobody listens any more.
        let _ = self.queue.send(event);
    }
}

async fn pass_on(app: AppHandle, mut events: UnboundedReceiver<DeskEvent>) {
    let mut waiting = Waiting::default();
    while let Some(event) = events.recv().await {
        let lock = app.state::<Lock>();
        if let DeskEvent::Action(record) = &event
            && let Some(news) = waiting.news(record.as_ref().into())
            && lock.settings().now().notify
            && notifications::unwatched(&app)
        {
            notifications::show(news);
        }
        // A locked window is empty and stays so: it asks for everything anew when it is opened.
        if !lock.is_locked()
            && let Some(event) = crossing(&app, event).await
            && !lock.is_locked()
        {
            tell_agent(&app, event);
        }
    }
}

/// Tells the agent's window and no other: the customer's asks for the little it may know.
pub(crate) fn tell_agent(app: &AppHandle, event: Event) {
    if let Err(error) = app.emit_to(AGENT, EVENT_CHANNEL, event) {
        tracing::warn!(%error, "an event did not reach the agent's window");
    }
}

async fn crossing(app: &AppHandle, event: DeskEvent) -> Option<Event> {
    Some(match event {
        DeskEvent::Connection(id) => {
            let opening = app.try_state::<Opening>()?;
            let state = opening.opened().ok()?.desk.connection(&id).await.ok()?;
            Event::Connection { connection: view(state) }
        }
        DeskEvent::Lines(connection, known) => Event::Lines { connection, known },
        DeskEvent::Line(line) => Event::Line { line },
        DeskEvent::Action(record) => Event::Action { action: Box::new((*record).into()) },
        DeskEvent::CodeState { showing, state, checked_at } => {
            let (state, problem) = match state {
                Ok(state) => (Some(state), None),
                Err(problem) => (None, Some(*problem)),
            };
            Event::CodeState { showing: ShowingId(showing.0), state, problem, checked_at }
        }
        DeskEvent::Asked { search, connection, found } => {
            let (found, problem) = match found {
                Ok(found) => (Some(found), None),
                Err(problem) => (None, Some(*problem)),
            };
            let lines = found.as_ref().map(|found| found.lines);
            let AskedFound { customers, unreadable, incomplete, .. } = found.unwrap_or_default();
            let customer = |hit: providers::CustomerHit| CustomerHit { id: hit.id, name: hit.name, detail: hit.detail };
            Event::Asked {
                search: search.0,
                connection,
                found: lines,
                customers: customers.into_iter().map(customer).collect(),
                unreadable,
                problem: problem.or(incomplete.map(|problem| *problem)),
            }
        }
        DeskEvent::CodeHidden { showing, why } => Event::CodeHidden { showing: ShowingId(showing.0), why },
        DeskEvent::CustomerScreen => {
            let screen = app.try_state::<Opening>()?.opened().ok()?.desk.customer_screen();
            Event::CustomerScreen { customer: customer_window::state(app, screen) }
        }
    })
}
