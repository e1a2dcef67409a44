//! A person who has no mouse: every key is sent from here and counted, and there is nothing to click with.

use super::{AppWindow, Key, WindowError, until, within};
use std::cell::Cell;
use std::time::Duration;

/// More stops than any page has.
const MOST_STOPS: usize = 120;

/// The keyboard of a window, with a count of the keys pressed on it. What a scanner types and what another program puts on
/// the clipboard is not counted: no hand presses that.
#[derive(Debug)]
pub struct Keyboard<'w> {
    window: &'w AppWindow,
    pressed: Cell<usize>,
}

impl AppWindow {
    /// The keyboard of this window, counting from 0.
    #[must_use]
    pub const fn keyboard(&self) -> Keyboard<'_> {
        Keyboard { window: self, pressed: Cell::new(0) }
    }
}

impl Keyboard<'_> {
    /// The window, to look at.
    #[must_use]
    pub const fn window(&self) -> &AppWindow {
        self.window
    }

    /// How many keys were pressed so far; those that are held count too.
    #[must_use]
    pub const fn pressed(&self) -> usize {
        self.pressed.get()
    }

    /// Presses and releases keys one after the other.
    ///
    /// # Errors
    /// [`WindowError`] when the driver refuses or does not answer.
    pub async fn press(&self, keys: &[Key]) -> Result<(), WindowError> {
        self.count(keys.len());
        self.window.press(keys).await
    }

    /// Types text at the speed of a hand.
    ///
    /// # Errors
    /// [`WindowError`] when the driver refuses or does not answer.
    pub async fn type_text(&self, text: &str) -> Result<(), WindowError> {
        self.count(text.chars().count());
        self.window.type_slowly(text).await
    }

    /// Presses a key while others are held.
    ///
    /// # Errors
    /// [`WindowError`] when the driver refuses or does not answer.
    pub async fn chord(&self, held: &[Key], key: char) -> Result<(), WindowError> {
        self.count(held.len() + 1);
        self.window.press_chord(held, key).await
    }

    /// Goes on with Tab until what has the focus is called `name`.
    ///
    /// # Errors
    /// [`WindowError::Late`] with the stops on the way when it is none of them.
    pub async fn tab_to(&self, name: &str) -> Result<(), WindowError> {
        let mut stops = Vec::new();
        for _ in 0..MOST_STOPS {
            self.press(&[Key::Tab]).await?;
            let stop = self.focused().await?;
            if stop == name {
                return Ok(());
            }
            stops.push(stop);
        }
        Err(WindowError::Late(format!("\"{name}\" among the stops {stops:?}"), Duration::ZERO))
    }

    /// The name a screen reader gives what has the focus; empty for something without a name.
    ///
    /// # Errors
    /// [`WindowError`] when the page does not answer.
    pub async fn focused(&self) -> Result<String, WindowError> {
        let element = within("the focus", self.window.client.active_element()).await?;
        self.window.name_of(&element).await
    }

    /// Waits until what is called `name` has the focus.
    ///
    /// # Errors
    /// [`WindowError::Late`] with what has it instead.
    pub async fn wait_for_focus(&self, name: &str, limit: Duration) -> Result<(), WindowError> {
        let look = async || Ok((self.focused().await? == name).then_some(()));
        match until(name, limit, look).await {
            Err(WindowError::Late(..)) => {
                let there = self.focused().await?;
                Err(WindowError::Late(format!("the focus on \"{name}\"; it is on \"{there}\""), limit))
            }
            other => other,
        }
    }

    /// A barcode scanner reads `digits`: a burst of keys and Enter, sent at once, so that a slow machine does not make a slow
    /// scanner.
    ///
    /// # Errors
    /// [`WindowError`] when the driver refuses or does not answer.
    pub async fn scan(&self, digits: &str) -> Result<(), WindowError> {
        let burst = format!("{digits}{}", char::from(Key::Enter));
        let element = within("the focus", self.window.client.active_element()).await?;
        within("the scanner's keys", element.send_keys(&burst)).await
    }

    /// Another program copies `text`, such as that of a mail.
    ///
    /// # Errors
    /// [`WindowError`] when the driver refuses or does not answer.
    pub async fn copy_elsewhere(&self, text: &str) -> Result<(), WindowError> {
        let begin = "const box = document.createElement('textarea'); box.value = arguments[0]; box.id = 'elsewhere';
            window.focusBefore = document.activeElement; document.body.append(box); box.focus(); box.select();";
        let end = "document.getElementById('elsewhere').remove(); window.focusBefore.focus();";
        self.window.execute_js(begin, vec![text.into()]).await?;
        self.window.press_chord(&[Key::Control], 'c').await?;
        self.window.execute_js(end, Vec::new()).await?;
        Ok(())
    }

    fn count(&self, keys: usize) {
        self.pressed.set(self.pressed.get() + keys);
    }
}
