//! Random activation codes that are valid by GSMA SGP.22 4.1, in the shapes providers send them.

use domain::activation_code::ActivationCode;

use crate::random::Random;

/// The most characters of a code, without its prefix.
const LONGEST: usize = 255;

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";

/// One code with its `LPA:` prefix. The console reads it without a fault and with at most the warnings real codes have.
pub(super) fn random(random: &mut Random) -> String {
    let host = host(random);
    let end = ["", "", "", "$1.3.6.1.4.1.31746", "$$1", "$1.3.6.1.4.1.31746$1", "$$1$0A1B2C", "$$$$1"][random.below(8)];
    let room = LONGEST - "1$".len() - host.len() - "$".len() - end.len();
    let length = match random.below(10) {
        0 => 0,
        1 => room,
        2 => random.below(room + 1),
        _ => 4 + random.below(36),
    };
    let alphabet = match random.below(3) {
        0 => format!("{DIGITS}{UPPER}-"),
        1 => format!("{DIGITS}{UPPER}{LOWER}-"),
        _ => format!("{DIGITS}{LOWER}"),
    };
    let matching_id = letters(random, &alphabet, length);
    let code = format!("LPA:1${host}${matching_id}{end}");
    let reading = ActivationCode::parse(&code).unwrap();
    assert!(reading.warnings.is_empty() && reading.code.full() == code, "no valid code: {code}");
    code
}

/// `rsp-3.example.net`, in either case, sometimes with a port, as is seen in the wild.
fn host(random: &mut Random) -> String {
    let labels: Vec<String> = (0..1 + random.below(3))
        .map(|_| {
            let length = 1 + random.below(12);
            letters(random, &format!("{LOWER}{DIGITS}"), length)
        })
        .collect();
    let ending = ["com", "net", "io", "example", "co.uk"][random.below(5)];
    let port = if random.below(6) == 0 { format!(":{}", 1 + random.below(65_535)) } else { String::new() };
    let host = format!("{}.{ending}", labels.join("."));
    let host = if random.below(5) == 0 { host.to_uppercase() } else { host };
    host + &port
}

fn letters(random: &mut Random, alphabet: &str, length: usize) -> String {
    let alphabet = alphabet.as_bytes();
    (0..length).map(|_| char::from(alphabet[random.below(alphabet.len())])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_every_length_up_to_the_longest_and_both_cases() {
        let codes: Vec<String> = (0..2000).map(|seed| random(&mut Random::new(seed))).collect();
        let lengths: Vec<usize> = codes.iter().map(|code| code.len() - "LPA:".len()).collect();
        assert!(lengths.iter().all(|length| *length <= LONGEST));
        assert!(lengths.contains(&LONGEST));
        assert!(lengths.iter().any(|length| *length < 20));
        let has = |wanted: fn(&char) -> bool| {
            codes.iter().filter(|code| code.split('$').nth(2).unwrap().chars().any(|c| wanted(&c))).count()
        };
        assert!(has(char::is_ascii_lowercase) > 500 && has(char::is_ascii_uppercase) > 500);
    }
}
