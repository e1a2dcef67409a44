//! Spelling a code aloud, letter by letter, in the NATO alphabet. Other alphabets and languages are not here.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use ts_rs::TS;

/// One character and the word to say for it. Part of a secret when the text was one, so `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct NatoWord {
    /// The character as it is in the code.
    pub letter: char,
    /// What to say: "kilo", "lower case kilo", "seven", "dash".
    pub word: Cow<'static, str>,
}

impl fmt::Debug for NatoWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NatoWord([hidden])")
    }
}

/// The words for each character of a text, in order.
///
/// A small letter says so, because case matters in an activation code. A character without a word of its own is said
/// by its code point ("code point 00E9").
#[must_use]
pub fn nato(text: &str) -> Vec<NatoWord> {
    text.chars().map(|letter| NatoWord { letter, word: word_for(letter) }).collect()
}

fn word_for(letter: char) -> Cow<'static, str> {
    if letter.is_ascii_lowercase() {
        return Cow::Owned(format!("lower case {}", upper_case_word(letter.to_ascii_uppercase()).unwrap_or_default()));
    }
    match upper_case_word(letter) {
        Some(word) => Cow::Borrowed(word),
        None => Cow::Owned(format!("code point {:04X}", u32::from(letter))),
    }
}

fn upper_case_word(letter: char) -> Option<&'static str> {
    Some(match letter {
        'A' => "alfa",
        'B' => "bravo",
        'C' => "charlie",
        'D' => "delta",
        'E' => "echo",
        'F' => "foxtrot",
        'G' => "golf",
        'H' => "hotel",
        'I' => "india",
        'J' => "juliett",
        'K' => "kilo",
        'L' => "lima",
        'M' => "mike",
        'N' => "november",
        'O' => "oscar",
        'P' => "papa",
        'Q' => "quebec",
        'R' => "romeo",
        'S' => "sierra",
        'T' => "tango",
        'U' => "uniform",
        'V' => "victor",
        'W' => "whiskey",
        'X' => "x-ray",
        'Y' => "yankee",
        'Z' => "zulu",
        '0' => "zero",
        '1' => "one",
        '2' => "two",
        '3' => "three",
        '4' => "four",
        '5' => "five",
        '6' => "six",
        '7' => "seven",
        '8' => "eight",
        '9' => "nine",
        '-' => "dash",
        '$' => "dollar",
        ':' => "colon",
        '.' => "dot",
        '_' => "underscore",
        '/' => "slash",
        '+' => "plus",
        '=' => "equals",
        ' ' => "space",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::nato;

    fn words(text: &str) -> String {
        nato(text).iter().map(|word| word.word.clone()).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn letters_digits_and_signs_have_their_words() {
        assert_eq!(words("K2-$"), "kilo, two, dash, dollar");
        assert_eq!(words("kX"), "lower case kilo, x-ray");
        assert_eq!(words("é"), "code point 00E9");
        assert!(nato("").is_empty());
    }

    #[test]
    fn every_character_of_a_code_has_a_word_of_its_own() {
        let alphabet: String = ('0'..='9').chain('A'..='Z').chain('a'..='z').chain("-$:.".chars()).collect();
        let spelled = nato(&alphabet);
        let mut distinct: Vec<_> = spelled.iter().map(|word| word.word.as_ref()).collect();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), alphabet.len());
        assert!(distinct.iter().all(|word| !word.starts_with("code point")));
        let letters: String = spelled.iter().map(|word| word.letter).collect();
        assert_eq!(letters, alphabet);
    }

    #[test]
    fn a_word_does_not_show_itself_in_debug() {
        assert_eq!(format!("{:?}", nato("K")), "[NatoWord([hidden])]");
    }
}
