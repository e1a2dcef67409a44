//! The form of an SM-DP+ address. Whether the host exists is not asked: nothing here touches the network.

use crate::digits::all_digits;

/// Whether a text is a full host name, with or without a port.
///
/// The specification has no port (SGP.22 4.1: an FQDN), but codes with one are in use.
pub(super) fn is_host_and_port(text: &str) -> bool {
    match text.split_once(':') {
        Some((host, port)) => is_full_host_name(host) && is_port(port),
        None => is_full_host_name(text),
    }
}

/// RFC 1123 names with at least two labels. A dot at the end (the DNS root) is allowed.
fn is_full_host_name(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    host.len() <= 253 && host.contains('.') && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn is_port(text: &str) -> bool {
    all_digits(text) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::is_host_and_port;

    #[test]
    fn host_names_with_and_without_a_port() {
        for good in ["a.b", "SMDP.GSMA.COM", "rsp-1.example.net:8443", "rsp.example.net.", "1.example", "a.b:65535"] {
            assert!(is_host_and_port(good), "{good}");
        }
    }

    #[test]
    fn what_is_no_host_name() {
        let long_label = format!("{}.example", "a".repeat(64));
        let long_name = format!("{}example", "a.".repeat(124));
        for bad in [
            "",
            ".",
            "..",
            "host",
            "a..b",
            ".a.b",
            "a.b..",
            "-a.b",
            "a-.b",
            "a_b.c",
            "a b.c",
            "a.b:",
            "a.b:0",
            "a.b:65536",
            "a.b:+1",
            "a.b:1:2",
            "https://a.b",
            "a.b/x",
            "ä.de",
            &long_label,
            &long_name,
        ] {
            assert!(!is_host_and_port(bad), "{bad}");
        }
    }
}
