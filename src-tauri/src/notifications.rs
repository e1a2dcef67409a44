//! Telling, while nobody looks at the window, that a change has come to its outcome. Only the provider is named: a
//! notification stays on a screen for everyone to see.

use std::collections::HashSet;

use domain::action::{ActionId, ActionKind, ActionRecord, ActionState};
use domain::provider::ProviderKind;
use tauri::{AppHandle, Manager as _};

use crate::events::AGENT;

/// What the notification is headed with.
const NAME: &str = "SIMdesk";

/// What is looked at of an action.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    id: ActionId,
    state: ActionState,
    provider: Option<ProviderKind>,
    read_back: bool,
    /// It tells that a phone has a code.
    installed: bool,
}

impl From<&ActionRecord> for Stand {
    fn from(record: &ActionRecord) -> Self {
        Self {
            id: record.id,
            state: record.state,
            provider: record.provider,
            read_back: record.read_back,
            installed: matches!(record.kind, ActionKind::CodeInstalled { .. }),
        }
    }
}

/// The changes whose outcome is waited for.
#[derive(Debug, Default)]
pub(crate) struct Waiting(HashSet<ActionId>);

impl Waiting {
    /// What there is to tell when an action comes to this state: something only when its outcome came after its answer.
    pub(crate) fn news(&mut self, action: Stand) -> Option<String> {
        if action.installed {
            let code = action
                .provider
                .map_or("An eSIM code".to_owned(), |provider| format!("An eSIM code of {}", provider.name()));
            return Some(format!("{code} was installed"));
        }
        if matches!(action.state, ActionState::Accepted | ActionState::Unknown) {
            self.0.insert(action.id);
            return None;
        }
        if action.state.is_open() || action.state == ActionState::Noted {
            return None;
        }
        let waited_for = self.0.remove(&action.id);
        // An outcome that was read back at a start was waited for by the program before.
        (waited_for || action.read_back).then(|| {
            let change = match action.provider {
                Some(provider) => format!("A change at {}", provider.name()),
                None => "A change".to_owned(),
            };
            let outcome = if action.state == ActionState::Done { "is done" } else { "did not go through" };
            format!("{change} {outcome}")
        })
    }
}

/// Whether nobody looks: no window has the keyboard.
pub(crate) fn unwatched(app: &AppHandle) -> bool {
    let looked_at = app.get_webview_window(AGENT).is_some_and(|window| window.is_focused().unwrap_or(false));
    tracing::debug!(looked_at, "an outcome came late");
    !looked_at
}

/// Shows a notification. Where nothing shows them, nothing happens.
pub(crate) fn show(text: String) {
    // It waits for another program.
    tauri::async_runtime::spawn_blocking(move || {
        let mut notification = notify_rust::Notification::new();
        notification.appname(NAME).summary(NAME).body(&text);
        #[cfg(target_os = "windows")]
        notification.app_id("app.simdesk.console");
        if let Err(error) = notification.show() {
            tracing::debug!(%error, "no notification was shown");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(state: ActionState) -> Stand {
        let id = serde_json::from_str("\"019bc0de-0000-7000-8000-000000000001\"").unwrap();
        Stand { id, state, provider: Some(ProviderKind::Onsim), read_back: false, installed: false }
    }

    #[test]
    fn an_outcome_is_news_only_when_it_was_waited_for_and_only_once() {
        let mut waiting = Waiting::default();
        assert_eq!(waiting.news(action(ActionState::Prepared)), None);
        assert_eq!(waiting.news(action(ActionState::Sent)), None);
        assert_eq!(waiting.news(action(ActionState::Done)), None, "the answer was the outcome");
        for begun in [ActionState::Accepted, ActionState::Unknown] {
            assert_eq!(waiting.news(action(begun)), None);
            assert_eq!(waiting.news(action(ActionState::Noted)), None);
            assert_eq!(waiting.news(action(ActionState::Done)).as_deref(), Some("A change at ONSIM is done"));
            assert_eq!(waiting.news(action(ActionState::Done)), None);
        }
    }

    #[test]
    fn what_did_not_happen_is_said_so() {
        for state in [ActionState::Failed, ActionState::NotDone, ActionState::Refused] {
            let mut waiting = Waiting::default();
            waiting.news(action(ActionState::Unknown));
            assert_eq!(waiting.news(action(state)).unwrap(), "A change at ONSIM did not go through");
        }
    }

    #[test]
    fn an_installed_code_is_news_that_names_nobody() {
        let installed = Stand { installed: true, ..action(ActionState::Noted) };
        assert_eq!(Waiting::default().news(installed).as_deref(), Some("An eSIM code of ONSIM was installed"));
    }

    #[test]
    fn what_a_start_reads_back_is_news() {
        let read_back = Stand { read_back: true, provider: None, ..action(ActionState::Done) };
        assert_eq!(Waiting::default().news(read_back).as_deref(), Some("A change is done"));
    }
}
