//! The key of an encrypted database file. Where keys are kept is not here: the desk passes them in.

use std::fmt;

use zeroize::Zeroizing;

use crate::error::StoreError;

const BYTES: usize = 32;

/// A random 256-bit key, used as it is: SQLCipher derives nothing from it, which is what makes opening quick.
///
/// Wiped from memory when dropped. No `Serialize`, no `Display`, no `PartialEq`; `Debug` shows only the type's name.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; BYTES]>);

impl Key {
    /// A key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; BYTES]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A new key from the operating system's source of randomness.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoRandomness`].
    pub fn random() -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        getrandom::fill(bytes.as_mut()).map_err(|_| StoreError::NoRandomness)?;
        Ok(Self(bytes))
    }

    /// Reads what [`Key::to_hex`] wrote; nothing when it is anything else. Space around it is not minded.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let text = text.trim().as_bytes();
        if text.len() != 2 * BYTES {
            return None;
        }
        let mut bytes = Zeroizing::new([0; BYTES]);
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            let [high, low] = pair else { return None };
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(Self(bytes))
    }

    /// The key as 64 hexadecimal digits: the form it is kept in.
    #[must_use]
    pub fn to_hex(&self) -> Zeroizing<String> {
        // Of the final length from the start: growing would leave copies behind.
        let mut text = Zeroizing::new(String::with_capacity(2 * BYTES));
        for byte in self.0.iter() {
            text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
            text.push(char::from_digit(u32::from(byte & 0xf), 16).unwrap_or('0'));
        }
        text
    }

    /// The key as SQLCipher takes a raw one, for `PRAGMA key` and `ATTACH`: the text `x'..'`.
    pub(crate) fn literal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(2 * BYTES + 3));
        text.push_str("x'");
        text.push_str(&self.to_hex());
        text.push('\'');
        text
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key([hidden])")
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn hex_goes_both_ways() {
        let key = Key::new(std::array::from_fn(|n| u8::try_from(n * 8).unwrap()));
        let text = key.to_hex();
        assert_eq!(&text[..10], "0008101820");
        assert_eq!(text.len(), 64);
        assert_eq!(Key::from_hex(&text).unwrap().to_hex(), text);
        assert_eq!(Key::from_hex(&format!(" {}\n", text.to_uppercase())).unwrap().to_hex(), text);
        assert_eq!(*key.literal(), format!("x'{}'", *text));
    }

    #[test]
    fn what_is_no_key_is_not_taken_for_one() {
        for text in ["", "00", &"0".repeat(63), &"0".repeat(65), &"g".repeat(64), &"é".repeat(32)] {
            assert!(Key::from_hex(text).is_none(), "{text}");
        }
    }

    #[test]
    fn two_random_keys_differ_and_none_is_shown() {
        let (one, other) = (Key::random().unwrap(), Key::random().unwrap());
        assert_ne!(one.to_hex(), other.to_hex());
        assert_eq!(format!("{one:?}"), "Key([hidden])");
    }
}
