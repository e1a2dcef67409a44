//! The address a connection talks to, and the rules that keep keys off open networks.

use thiserror::Error;
use url::{Host, Url};

/// The address in front of every path of a provider. Always `https`, except that `http` is good for this computer
/// itself (loopback), where the practice shop listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Without a slash at its end, so that a path template can follow.
    text: String,
    loopback: bool,
}

/// Why a text is no usable base address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BaseUrlFault {
    /// No web address at all.
    #[error("this is not a web address")]
    NotAnAddress,
    /// Neither `https` nor `http` to this computer.
    #[error("the address must begin with https://")]
    NotSecure,
    /// A user name or password in it.
    #[error("the address must not hold a user name or password")]
    HoldsUser,
    /// A query (`?...`) or fragment (`#...`) at its end.
    #[error("the address must not hold a query or a fragment")]
    HoldsQuery,
}

impl BaseUrl {
    /// Reads an address as typed; a slash at its end makes no difference.
    ///
    /// # Errors
    ///
    /// [`BaseUrlFault`] when it is no address, or one that a key must not be sent to.
    pub fn parse(input: &str) -> Result<Self, BaseUrlFault> {
        let url = Url::parse(input.trim()).map_err(|_| BaseUrlFault::NotAnAddress)?;
        let host = url.host().ok_or(BaseUrlFault::NotAnAddress)?;
        let loopback = match host {
            Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            _ => return Err(BaseUrlFault::NotSecure),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlFault::HoldsUser);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlFault::HoldsQuery);
        }
        Ok(Self { text: url.as_str().trim_end_matches('/').to_owned(), loopback })
    }

    /// The address without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// True when it is this computer itself.
    #[must_use]
    pub const fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// True when nothing on the way is encrypted: only ever to this computer itself.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.text.starts_with("http:")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_is_taken_and_the_last_slash_makes_no_difference() {
        for text in ["https://api.onsimapp.com", "https://api.onsimapp.com/", " https://API.onsimapp.com// "] {
            let base = BaseUrl::parse(text).unwrap();
            assert_eq!(base.as_str(), "https://api.onsimapp.com");
            assert!(!base.is_plain() && !base.is_loopback());
        }
        assert_eq!(BaseUrl::parse("https://h.example/api/v1/").unwrap().as_str(), "https://h.example/api/v1");
    }

    #[test]
    fn plain_http_is_for_this_computer_only() {
        for text in ["http://127.0.0.1:4010", "http://127.9.9.9/", "http://[::1]:80/", "http://LOCALHOST:1"] {
            assert!(BaseUrl::parse(text).unwrap().is_plain(), "{text}");
        }
        for text in [
            "http://api.onsimapp.com",
            "http://127.0.0.1.example.com",
            "http://10.0.0.1",
            "ftp://127.0.0.1",
            "http://0.0.0.0",
        ] {
            assert_eq!(BaseUrl::parse(text), Err(BaseUrlFault::NotSecure), "{text}");
        }
    }

    #[test]
    fn user_query_and_fragment_are_refused() {
        assert_eq!(BaseUrl::parse("https://user@h.example"), Err(BaseUrlFault::HoldsUser));
        assert_eq!(BaseUrl::parse("https://:pw@h.example"), Err(BaseUrlFault::HoldsUser));
        assert_eq!(BaseUrl::parse("https://h.example?key=1"), Err(BaseUrlFault::HoldsQuery));
        assert_eq!(BaseUrl::parse("https://h.example#x"), Err(BaseUrlFault::HoldsQuery));
        for text in ["", "onsim", "https://", "mailto:a@b.example", "data:text/plain,x"] {
            assert_eq!(BaseUrl::parse(text), Err(BaseUrlFault::NotAnAddress), "{text}");
        }
    }
}
