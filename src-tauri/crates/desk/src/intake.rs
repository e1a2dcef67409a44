//! Codes that come from outside: a mail of the provider's, a picture, a scanner. They are checked, bound to a line, held in
//! memory for a short while and shown like any other code.

use std::sync::Arc;

use domain::action::ActionId;
use domain::activation_code::{ActivationCode, ActivationCodeWarning};
use domain::line::LineKey;
use domain::problem::{ErrorCode, Problem};
use domain::secret::SecretText;
use domain::task::About;
use providers::TaskAnswer;

use crate::Desk;
use crate::job::blocking;

/// The longest text that is looked at, in bytes: a mail with a code in it, not a book.
const LONGEST: usize = 64 * 1024;

/// A code that was taken in, without the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// Names it while it is held; [`Desk::show_held_code`] shows it.
    pub id: ActionId,
    /// Its SM-DP+ address, to be compared with what the provider uses.
    pub sm_dp_address: String,
    /// What is odd about it.
    pub warnings: Vec<ActivationCodeWarning>,
    /// Other lines on which this desk has seen the same code: it may be used, or somebody else's.
    pub seen_on: Vec<LineKey>,
}

impl Desk {
    /// Takes in the code of a text and holds it for a line. The text may be the code alone or hold it somewhere.
    ///
    /// # Errors
    /// `VerificationNeeded` without a proof of identity, `InvalidInput` with field `code` that says what is wrong: no
    /// code, more than one, or which of the standard's rules it breaks.
    pub async fn take_in_code(&self, key: &LineKey, text: SecretText) -> Result<TakenIn, Problem> {
        self.must_be_verified(key)?;
        let refuse =
            |message: String| Problem::new(ErrorCode::InvalidInput, message).about_field("code").safe_to_retry();
        if text.expose().len() > LONGEST {
            return Err(refuse("This is too long for an activation code or the mail it came in.".to_owned()));
        }
        let reading = match candidates(text.expose()).as_slice() {
            [] => return Err(refuse("There is no activation code in it. One begins with LPA:1$.".to_owned())),
            [one] => {
                ActivationCode::parse(one).map_err(|error| refuse(format!("The code cannot be used: {error}.")))?
            }
            _ => return Err(refuse("There is more than one activation code in it. Paste just one.".to_owned())),
        };
        let (ledger, fingerprint) = (Arc::clone(&self.inner.ledger), reading.code.fingerprint());
        let mut seen_on = blocking(move || ledger.seen_code(&fingerprint)).await?;
        seen_on.retain(|line| line != key);
        let id = ActionId(uuid::Uuid::now_v7());
        let sm_dp_address = reading.code.sm_dp_address().to_owned();
        let answer = TaskAnswer { code: Some(reading.code), ..TaskAnswer::default() };
        self.keep_result(id, About::Line { line: key.clone() }, answer);
        Ok(TakenIn { id, sm_dp_address, warnings: reading.warnings, seen_on })
    }
}

/// The parts of a text that look like an activation code: the text itself when it is nothing else, else each word that
/// begins like one. The same code twice counts once.
fn candidates(text: &str) -> Vec<&str> {
    let whole = text.trim();
    if !whole.is_empty() && !whole.contains(char::is_whitespace) {
        return vec![whole];
    }
    let mut found: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| matches!(c, '"' | '\'' | '<' | '>' | '(' | ')' | ',' | ';'));
        let start = word.to_ascii_uppercase().find("LPA:").unwrap_or(usize::MAX);
        let candidate = if word.starts_with("1$") { Some(word) } else { word.get(start..) };
        if let Some(one) = candidate.filter(|one| !one.is_empty())
            && !found.contains(&one)
        {
            found.push(one);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_alone_and_in_a_mail() {
        assert_eq!(candidates(" LPA:1$rsp.example.com$A-1 "), ["LPA:1$rsp.example.com$A-1"]);
        let mail = "Dear customer,\nyour code: <LPA:1$rsp.example.com$A-1>\n(again: LPA:1$rsp.example.com$A-1)\n";
        assert_eq!(candidates(mail), ["LPA:1$rsp.example.com$A-1"]);
        assert_eq!(candidates("code 1$rsp.example.com$B").len(), 1);
        assert_eq!(candidates("LPA:1$a.example$1 LPA:1$a.example$2").len(), 2);
        assert!(candidates("nothing in here").is_empty());
        assert!(candidates("").is_empty());
    }
}
