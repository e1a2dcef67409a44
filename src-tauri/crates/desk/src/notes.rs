//! What an agent may write beside a change: it stays in the ledger for good.

use domain::action::Reason;
use domain::problem::{ErrorCode, Problem};

/// A note stays in the ledger for good: it must say what "other" is, and must not hold a code or a card number.
pub(crate) fn check_note(reason: Reason, note: Option<&str>, needed: bool) -> Result<(), Problem> {
    let refuse =
        |message: &str| Err(Problem::new(ErrorCode::InvalidInput, message).about_field("note").safe_to_retry());
    let Some(note) = note else {
        return match (reason, needed) {
            (Reason::Other, _) => refuse("say in the note what the reason is"),
            (_, true) => refuse("this needs a note that says why"),
            _ => Ok(()),
        };
    };
    if note.chars().count() > 500 {
        return refuse("the note is longer than 500 characters");
    }
    if note.to_ascii_uppercase().contains("LPA:") || note.split_whitespace().any(|word| word.starts_with("1$")) {
        return refuse("the note holds an activation code; a code is the key to a line and is never kept");
    }
    if holds_card_number(note) {
        return refuse("the note looks as if it holds a payment card number; take it out");
    }
    Ok(())
}

/// 13 to 19 digits in a row (spaces and dashes aside) that pass the Luhn check and are no ICCID.
pub(crate) fn holds_card_number(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    joined.split(|c: char| !c.is_ascii_digit()).any(|run| {
        (13..=19).contains(&run.len()) && !run.starts_with("89") && {
            let sum: u32 = run
                .bytes()
                .rev()
                .enumerate()
                .map(|(place, digit)| {
                    let value = u32::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
                    if value > 9 { value - 9 } else { value }
                })
                .sum();
            sum.is_multiple_of(10)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_what_other_is_and_holds_no_secret() {
        assert!(check_note(Reason::Lost, None, false).is_ok());
        assert!(check_note(Reason::Lost, None, true).is_err());
        assert!(check_note(Reason::Other, Some("phone fell into the sea"), true).is_ok());
        for (reason, note) in [
            (Reason::Other, None),
            (Reason::Lost, Some("code was LPA:1$rsp.example.com$AAAA-BBBB")),
            (Reason::Lost, Some("code 1$rsp.example.com$AAAA-BBBB")),
            (Reason::Lost, Some("card 4111 1111 1111 1111")),
        ] {
            let problem = check_note(reason, note, false).unwrap_err();
            assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("note")));
            assert!(!problem.message.contains("AAAA") && !problem.message.contains("4111"));
        }
        assert!(check_note(Reason::Lost, Some("old SIM 89440000000001234568"), false).is_ok());
        assert!(check_note(Reason::Lost, Some(&"x".repeat(501)), false).is_err());
    }
}
