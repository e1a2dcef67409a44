//! The keyboard: single keys, chords and text, sent as key presses and not as values, so that the page's own key
//! handling is what runs. Who counts them is in `keyboard`.

use super::{AppWindow, Key, WindowError, within};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use std::time::Duration;

/// Between two keys of a hand. No barcode scanner is that slow.
const HAND: Duration = Duration::from_millis(60);

impl AppWindow {
    /// Presses and releases keys one after the other.
    ///
    /// # Errors
    /// [`WindowError`] when the driver refuses or does not answer.
    pub async fn press(&self, keys: &[Key]) -> Result<(), WindowError> {
        self.perform(keys.iter().fold(keyboard(), |actions, key| stroke(actions, char::from(*key)))).await
    }

    /// Types text letter by letter into what has the focus.
    ///
    /// # Errors
    /// [`WindowError`] when the driver refuses or does not answer.
    pub async fn type_text(&self, text: &str) -> Result<(), WindowError> {
        self.perform(text.chars().fold(keyboard(), stroke)).await
    }

    /// Presses a key while others are held, such as `&[Key::Control]` and `'k'`. Special keys go in as
    /// `char::from(Key::Enter)`.
    ///
    /// # Errors
    /// [`WindowError`] when the driver refuses or does not answer.
    pub async fn press_chord(&self, held: &[Key], key: char) -> Result<(), WindowError> {
        self.perform(chord(held, key)).await
    }

    /// Types text as a hand does, with a pause after each key.
    pub(super) async fn type_slowly(&self, text: &str) -> Result<(), WindowError> {
        let pause = KeyAction::Pause { duration: HAND };
        self.perform(text.chars().fold(keyboard(), |actions, key| stroke(actions, key).then(pause.clone()))).await
    }

    async fn perform(&self, actions: KeyActions) -> Result<(), WindowError> {
        within("the keys", self.client.perform_actions(actions)).await
    }
}

fn keyboard() -> KeyActions {
    KeyActions::new("keyboard".to_owned())
}

fn stroke(actions: KeyActions, key: char) -> KeyActions {
    actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key })
}

fn chord(held: &[Key], key: char) -> KeyActions {
    let down = held.iter().fold(keyboard(), |actions, key| actions.then(KeyAction::Down { value: char::from(*key) }));
    let up = stroke(down, key);
    // Released in the opposite order, as a hand does.
    held.iter().rev().fold(up, |actions, key| actions.then(KeyAction::Up { value: char::from(*key) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_releases_what_it_holds_in_the_opposite_order() {
        let actions = format!("{:?}", chord(&[Key::Control, Key::Shift], 'k'));
        let order: Vec<_> = actions.match_indices("value: ").map(|(at, _)| &actions[at + 7..at + 16]).collect();
        assert_eq!(order.len(), 6, "{actions}");
        assert_eq!((order[0], order[1]), (order[5], order[4]), "{actions}");
        assert_eq!(actions.matches("Down").count(), 3);
        assert_eq!(actions.matches("Up").count(), 3);
    }
}
