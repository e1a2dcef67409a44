//! Folding: how names and queries are made comparable, and how they are split into words.
//!
//! SQLite's tokenizer only ever sees text that was folded and split here, so that a query and what it looks for are
//! always cut in the same way.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The text in lower case, without accents, with its compatibility forms (full-width digits, ligatures) spelled out.
/// Control characters become spaces, invisible marks go, letters that have no plain form in Unicode (ø, ß, ł) get the
/// one people type.
pub(super) fn fold(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase).nfkd().flat_map(char::to_lowercase) {
        match c {
            c if is_combining_mark(c) || is_invisible(c) => {}
            c if c.is_control() || c.is_whitespace() => out.push(' '),
            'ø' => out.push('o'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            c => out.push(c),
        }
    }
    out
}

/// Direction and joining marks that come along when a number is copied from a contact list or a mail.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The words of a folded text: runs of letters and digits.
pub(super) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{fold, words};

    #[test]
    fn case_accents_and_special_letters_fold() {
        for (text, folded) in [
            ("Zoë O'Brien", "zoe o'brien"),
            ("SØREN Ærø", "soren aero"),
            ("Straße", "strasse"),
            ("İstanbul ısı", "istanbul isi"),
            ("ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ σισυφοσ"),
            ("４４７", "447"),
            ("\u{202a}+44\u{a0}77\u{202c}", "+44 77"),
            ("a\u{0}b\tc", "a b c"),
            ("Łódź", "lodz"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Zoë", "İ", "ﬃ", "Ǆ", "ẞ", "㎏", "Ⅷ"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text:?}");
        }
    }

    #[test]
    fn words_are_letters_and_digits() {
        let found: Vec<&str> = words("anna.b-2@example.com  (x)").collect();
        assert_eq!(found, ["anna", "b", "2", "example", "com", "x"]);
    }
}
