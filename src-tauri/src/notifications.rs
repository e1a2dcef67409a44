//! Telling, while nobody looks at the window, that a change has come to its outcome. Only the provider is named: a
//! notification stays on a screen for everyone to see.

use std::collections::HashSet;

use domain::action::{ActionId, ActionRecord, ActionState};
use tauri::{AppHandle, Manager as _};

/// What the notification is headed with.
const NAME: &str = "SIMdesk";

/// The changes whose outcome is waited for.
#[derive(Debug, Default)]
pub(crate) struct Waiting(HashSet<ActionId>);

impl Waiting {
    /// What there is to tell when an action comes to this state: something only when its outcome came after its answer.
    pub(crate) fn news(&mut self, record: &ActionRecord) -> Option<String> {
        if matches!(record.state, ActionState::Accepted | ActionState::Unknown) {
            self.0.insert(record.id);
            return None;
        }
        if record.state.is_open() || record.state == ActionState::Noted {
            return None;
        }
        let waited_for = self.0.remove(&record.id);
        // An outcome that was read back at a start was waited for by the program before.
        (waited_for || record.read_back).then(|| {
            let change = match record.provider {
                Some(provider) => format!("A change at {}", provider.name()),
                None => "A change".to_owned(),
            };
            let outcome = if record.state == ActionState::Done { "is done" } else { "did not go through" };
            format!("{change} {outcome}")
        })
    }
}

/// Whether nobody looks: no window has the keyboard.
pub(crate) fn unwatched(app: &AppHandle) -> bool {
    !app.webview_windows().values().any(|window| window.is_focused().unwrap_or(false))
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
    use domain::action::ActionKind;
    use domain::provider::ProviderKind;
    use domain::time::Timestamp;

    use super::*;

    fn action(state: ActionState) -> ActionRecord {
        ActionRecord {
            id: serde_json::from_str("\"019bc0de-0000-7000-8000-000000000001\"").unwrap(),
            kind: ActionKind::NewEsimCode,
            line: None,
            number: None,
            provider: Some(ProviderKind::Onsim),
            state,
            agent: "alex".to_owned(),
            verification: None,
            reason: None,
            note: Some("for Nadia Osei".to_owned()),
            before: None,
            after: None,
            problem: None,
            read_back: false,
            read_backs: 0,
            seconds: None,
            created_at: Timestamp(0),
            sent_at: None,
            changed_at: Timestamp(0),
        }
    }

    #[test]
    fn an_outcome_is_news_only_when_it_was_waited_for_and_only_once() {
        let mut waiting = Waiting::default();
        assert_eq!(waiting.news(&action(ActionState::Prepared)), None);
        assert_eq!(waiting.news(&action(ActionState::Sent)), None);
        assert_eq!(waiting.news(&action(ActionState::Done)), None, "the answer was the outcome");
        for begun in [ActionState::Accepted, ActionState::Unknown] {
            assert_eq!(waiting.news(&action(begun)), None);
            assert_eq!(waiting.news(&action(ActionState::Noted)), None);
            assert_eq!(waiting.news(&action(ActionState::Done)).as_deref(), Some("A change at ONSIM is done"));
            assert_eq!(waiting.news(&action(ActionState::Done)), None);
        }
    }

    #[test]
    fn what_did_not_happen_is_said_so_and_nothing_personal_is() {
        for state in [ActionState::Failed, ActionState::NotDone, ActionState::Refused] {
            let mut waiting = Waiting::default();
            waiting.news(&action(ActionState::Unknown));
            let news = waiting.news(&action(state)).unwrap();
            assert_eq!(news, "A change at ONSIM did not go through");
        }
    }

    #[test]
    fn what_a_start_reads_back_is_news() {
        let record = ActionRecord { read_back: true, provider: None, ..action(ActionState::Done) };
        assert_eq!(Waiting::default().news(&record).as_deref(), Some("A change is done"));
    }
}
