//! What stands in a pasted text: activation codes, and the SIM numbers beside them.

use domain::iccid::Iccid;

/// The parts of a text that look like an activation code: the text itself when it is nothing else, else each word that
/// begins like one. The same code twice counts once.
pub(super) fn candidates(text: &str) -> Vec<&str> {
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

/// The SIM numbers in a text, in groups or not. What is part of a code is none.
pub(super) fn sim_numbers(text: &str) -> Vec<Iccid> {
    let codes = candidates(text);
    let rest = codes.iter().fold(text.to_owned(), |rest, code| rest.replace(code, "|"));
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | 'F' | 'f');
    let mut found: Vec<Iccid> = Vec::new();
    for run in rest.split(|c: char| !is_number(c)) {
        let run = run.trim_matches([' ', '-']).trim_start_matches(['F', 'f', ' ']);
        if let Ok(reading) = Iccid::parse(run)
            && !found.contains(&reading.iccid)
        {
            found.push(reading.iccid);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use domain::activation_code::ActivationCode;

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

    #[test]
    fn sim_numbers_are_found_beside_the_code_and_not_in_it() {
        let digits = |text: &str| sim_numbers(text).iter().map(|one| one.digits().to_owned()).collect::<Vec<_>>();
        let number = "8944000000000123456";
        assert_eq!(digits("SIM 8944 0000 0000 0123 456.\nLPA:1$rsp.example.com$A"), [number]);
        assert_eq!(digits(&format!("ICCID:{number}, once more {number}f, call 020 7946 0000")), [number]);
        assert!(digits(&format!("code LPA:1$rsp.example.com${number} and no more")).is_empty());
        assert!(digits("order 1234567890123456789, number +44 7700 900123").is_empty());
    }

    #[test]
    fn every_accepted_vector_is_found_alone_and_in_a_mail_and_every_other_is_refused() {
        let vectors = include_str!("../../../../../tests/vectors/activation-codes.json");
        let vectors: serde_json::Value = serde_json::from_str(vectors).unwrap();
        for accepted in vectors["accept"].as_array().unwrap() {
            let code = accepted["code"].as_str().unwrap();
            for text in [code.to_owned(), format!("Your code:\n{}\nGood bye", code.trim())] {
                let found = candidates(&text);
                assert_eq!(found.len(), 1, "{text}");
                let reading = ActivationCode::parse(found[0]).unwrap();
                assert_eq!(reading.code.sm_dp_address(), accepted["host"].as_str().unwrap(), "{text}");
                assert_eq!(reading.code.matching_id(), accepted["matching_id"].as_str().unwrap(), "{text}");
            }
        }
    }
}
