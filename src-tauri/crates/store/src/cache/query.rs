//! What an agent typed, read as data: words to find, and digits that may be the start or the end of a number.

use domain::msisdn::Region;

use super::fold::{fold, words};

/// No name or number is longer; what is, is a paste that went wrong and finds nothing.
const LONGEST: usize = 256;

/// A query in the forms the indexes are asked in.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// The whole, folded and trimmed: for accounts.
    pub(super) whole: String,
    /// Letters and digits only; a line that is found by words has one that starts with each.
    pub(super) words: Vec<String>,
    /// Those of them that are in the word index: not what is behind an `@`.
    pub(super) indexed: Vec<String>,
    /// Every one has to be somewhere in a line's text.
    pub(super) needles: Vec<String>,
    /// Set when there are only digits and what people put between them.
    pub(super) digits: Option<Digits>,
}

/// Digits as typed, and as which international numbers they can be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Digits {
    /// Without separators, plus and ICCID padding.
    pub(super) typed: String,
    /// How an international number may start (or what it may be), the likeliest first.
    pub(super) numbers: Vec<String>,
}

impl Query {
    pub(super) fn read(text: &str) -> Self {
        let text = text.trim();
        if text.chars().nth(LONGEST).is_some() {
            return Self::default();
        }
        let whole = fold(text).trim().to_owned();
        let digits = Digits::read(&whole);
        let needles = match &digits {
            Some(digits) => vec![digits.typed.clone()],
            None => whole.split(' ').filter(|part| !part.is_empty()).map(str::to_owned).collect(),
        };
        Self {
            words: each_once(words(&whole)),
            indexed: each_once(whole.split(' ').filter_map(|part| part.split('@').next()).flat_map(words)),
            needles,
            digits,
            whole,
        }
    }
}

fn each_once<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for word in words {
        if !once.iter().any(|known| known == word) {
            once.push(word.to_owned());
        }
    }
    once
}

impl Digits {
    fn read(folded: &str) -> Option<Self> {
        let mut typed = String::with_capacity(folded.len());
        let mut plus = false;
        let mut padding = 0_usize;
        for c in folded.chars() {
            match c {
                '0'..='9' if padding == 0 => typed.push(c),
                '+' if typed.is_empty() && !plus => plus = true,
                // A SIM's number read from its memory ends in F.
                'f' if typed.len() >= 18 => padding += 1,
                ' ' | '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {}
                _ => return None,
            }
        }
        if typed.is_empty() || padding > 2 {
            return None;
        }
        let numbers = numbers(&typed, plus);
        Some(Self { typed, numbers })
    }
}

/// The international digits that national and international spellings stand for (ITU-T E.164; `0` in front is the
/// trunk prefix in Australia and the United Kingdom, `00` calls abroad).
fn numbers(typed: &str, plus: bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(6);
    let mut add = |number: String| {
        if !number.is_empty() && !out.contains(&number) {
            out.push(number);
        }
    };
    let codes = || Region::ALL.iter().map(|region| region.calling_code().to_string());
    let abroad = if plus { Some(typed) } else { typed.strip_prefix("00") };
    if let Some(digits) = abroad.or((!typed.starts_with('0')).then_some(typed)) {
        add(digits.to_owned());
        // "+44 (0)7700": the trunk prefix was left in behind the country code.
        for code in codes() {
            if let Some(rest) = digits.strip_prefix(&format!("{code}0")) {
                add(format!("{code}{rest}"));
            }
        }
    }
    if abroad.is_none() {
        let national = typed.strip_prefix('0').unwrap_or(typed);
        if !national.is_empty() {
            for code in codes() {
                add(format!("{code}{national}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Query;

    fn numbers(text: &str) -> Vec<String> {
        Query::read(text).digits.map(|digits| digits.numbers).unwrap_or_default()
    }

    #[test]
    fn every_usual_spelling_of_a_number_is_understood() {
        for text in [
            "447700900123",
            "+447700900123",
            "+44 7700 900 123",
            "+44 (0)7700 900123",
            "0044 7700 900123",
            "07700 900123",
            "07700-900-123",
            "7700 900123",
            "\u{202a}+44 7700\u{a0}900123\u{202c}",
            "４４７７００９００１２３",
            " (07700) 900/123 ",
        ] {
            assert!(numbers(text).contains(&"447700900123".to_owned()), "{text:?}");
        }
        assert!(numbers("20 12 90 01").contains(&"4520129001".to_owned()));
        assert!(numbers("(601) 555-0123").contains(&"16015550123".to_owned()));
        assert!(numbers("0412 900 123").contains(&"61412900123".to_owned()));
    }

    #[test]
    fn a_plus_leaves_one_reading() {
        assert_eq!(numbers("+4477"), ["4477"]);
        assert_eq!(numbers("004477"), ["4477"]);
        assert_eq!(numbers("+"), Vec::<String>::new());
        assert_eq!(numbers("0"), Vec::<String>::new());
        assert_eq!(numbers("00"), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_only_digits_is_words() {
        for text in ["7700x", "1+2", "12f", "a", "%", "1;2"] {
            assert_eq!(Query::read(text).digits, None, "{text:?}");
        }
        let query = Query::read("  Zoë  O'Brien zoë ");
        assert_eq!(query.words, ["zoe", "o", "brien"]);
        assert_eq!(query.indexed, query.words);
        assert_eq!(query.needles, ["zoe", "o'brien", "zoe"]);
        assert_eq!(query.whole, "zoe  o'brien zoe");
        let query = Query::read("anna.b@example.com shop");
        assert_eq!(query.words, ["anna", "b", "example", "com", "shop"]);
        assert_eq!(query.indexed, ["anna", "b", "shop"]);
    }

    #[test]
    fn a_sim_number_may_end_in_padding() {
        let query = Query::read("8944 0000 0000 0123 456F");
        assert_eq!(query.digits.unwrap().typed, "8944000000000123456");
        assert_eq!(Query::read("8944000000000123456F1").digits, None);
    }

    #[test]
    fn nothing_and_far_too_much_are_no_query() {
        for text in [String::new(), " \t\u{200b} ".to_owned(), "7".repeat(10_000), "\"' OR 1=1 --".repeat(1000)] {
            let query = Query::read(&text);
            assert!(query.words.is_empty() && query.needles.is_empty() && query.digits.is_none());
        }
        assert!(Query::read("'%\"*").words.is_empty());
        assert_eq!(Query::read("'%\"*").needles, ["'%\"*"]);
    }
}
