//! Secret texts: types that cannot be printed, logged, cached or serialised.
//!
//! The one secret with a grammar of its own, the activation code, is in `activation_code`.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Takes over a secret text and wipes the buffer it came in. The copy has exactly the text's length: shrinking a
/// larger buffer would leave the text behind in memory that nobody wipes.
pub(crate) fn sealed(mut value: String) -> SecretString {
    let secret = SecretString::from(value.as_str());
    value.zeroize();
    secret
}

/// Compiles only for what wipes itself. Every type that claims to be wiped shows each of its fields here, so that the
/// claim cannot outlive the field that keeps it.
pub(crate) const fn wiped_when_dropped<T: ZeroizeOnDrop + ?Sized>(_field: &T) {}

macro_rules! secret_text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Wiped from memory when dropped. It has no `Serialize`, no `Display` and no `PartialEq`; `Debug` shows only
        /// the type's name.
        #[derive(Clone)]
        pub struct $name(SecretString);

        impl $name {
            /// Takes over the secret; the given buffer is wiped.
            #[must_use]
            pub fn new(value: String) -> Self {
                Self(sealed(value))
            }

            /// The secret itself: the one way out, so that every use can be found by searching for it.
            #[must_use]
            pub fn expose(&self) -> &str {
                self.0.expose_secret()
            }

            /// Whether there is nothing in it.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.expose().is_empty()
            }
        }

        impl ZeroizeOnDrop for $name {}

        const _: fn(&$name) = |one| wiped_when_dropped(&one.0);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "([hidden])"))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::plain_text::read(deserializer).map(Self::new)
            }
        }
    };
}

secret_text! {
    /// The code with which a customer takes a UK number away (porting authorisation code), or another country's
    /// transfer PIN. Its form is not enforced: usually 3 letters and 6 digits, but providers stray.
    Pac
}
secret_text! {
    /// The code that unblocks a SIM after three wrong PINs: 8 digits; ten wrong tries end the SIM.
    Puk
}
secret_text! {
    /// The code that unlocks a SIM: 4 to 8 digits.
    Pin
}
secret_text! {
    /// The code with which an agent opens this console after it was locked: 4 to 64 characters. Not a SIM's.
    LockPin
}
secret_text! {
    /// A code sent to a customer to prove who they are; good once and for minutes.
    OneTimeCode
}
secret_text! {
    /// A provider's long-lived key.
    ApiKey
}
secret_text! {
    /// One value a connection proves itself with, as typed or as the keyring has it: a key, a token, a user name. Some
    /// are not secret by themselves; all are treated as if they were.
    Credential
}
secret_text! {
    /// A password, of a connection or of a line's phone account.
    Password
}
secret_text! {
    /// A secret that was typed for a task, whichever it is, or that came back in an answer.
    SecretText
}
secret_text! {
    /// A web address that carries a secret, such as an eSIM install link or a payment link.
    SecretUrl
}

#[cfg(test)]
mod tests {
    use std::fmt::Display;

    use serde::Serialize;

    use super::*;

    /// Each probe names an item through a trait that has one impl for every type and a second one for types with the
    /// forbidden trait: with both, the call is ambiguous and this file does not compile.
    macro_rules! never_implements {
        ($forbidden:path: $($secret:ty),+) => {{
            trait Probe<Which> { fn fine() -> bool { true } }
            impl<T: ?Sized> Probe<()> for T {}
            impl<T: ?Sized + $forbidden> Probe<u8> for T {}
            $( assert!(<$secret as Probe<_>>::fine()); )+
        }};
    }

    #[test]
    fn no_secret_can_be_printed_serialised_or_compared() {
        use crate::activation_code::ActivationCode;
        use crate::qr::QrPicture;
        never_implements!(Serialize: Pac, Puk, Pin, LockPin, OneTimeCode, ApiKey, Credential, Password, SecretText, SecretUrl, ActivationCode, QrPicture);
        never_implements!(Display: Pac, Puk, Pin, LockPin, OneTimeCode, ApiKey, Credential, Password, SecretText, SecretUrl, ActivationCode, QrPicture);
        never_implements!(PartialEq: Pac, Puk, Pin, LockPin, OneTimeCode, ApiKey, Credential, Password, SecretText, SecretUrl, ActivationCode, QrPicture);
    }

    #[test]
    fn every_secret_is_wiped_when_it_goes() {
        use crate::activation_code::{ActivationCode, ActivationCodeReading};
        use crate::qr::QrPicture;
        const fn wiped<T: ZeroizeOnDrop>() {}
        const {
            wiped::<Pac>();
            wiped::<Puk>();
            wiped::<Pin>();
            wiped::<LockPin>();
            wiped::<OneTimeCode>();
            wiped::<ApiKey>();
            wiped::<Credential>();
            wiped::<Password>();
            wiped::<SecretText>();
            wiped::<SecretUrl>();
            wiped::<ActivationCode>();
            wiped::<QrPicture>();
        }
        // What holds one has nothing to wipe of its own; it has to drop it.
        assert!(std::mem::needs_drop::<ActivationCodeReading>());
        assert!(std::mem::needs_drop::<Option<ActivationCode>>());
    }

    #[test]
    fn debug_hides_and_expose_shows() {
        let pac = Pac::new("ABC123456".to_owned());
        assert_eq!(format!("{pac:?}"), "Pac([hidden])");
        assert_eq!(format!("{:?}", pac.clone()), "Pac([hidden])");
        assert_eq!(pac.expose(), "ABC123456");
        assert!(!pac.is_empty());
        assert!(Pin::new(String::new()).is_empty());
        assert_eq!(format!("{:?}", SecretUrl::new("https://pay.example".to_owned())), "SecretUrl([hidden])");
    }

    #[test]
    fn it_is_read_from_text_and_a_number_is_refused_without_repeating_it() {
        let puk: Puk = serde_json::from_str("\"00127843\"").unwrap();
        assert_eq!(puk.expose(), "00127843");
        let error = serde_json::from_str::<Puk>("12784300").unwrap_err().to_string();
        assert!(!error.contains("127843"), "{error}");
    }
}
