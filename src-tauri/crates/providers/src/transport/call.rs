//! One call as a provider's client asks for it, and how its path template is filled. Sending is not here.

use std::fmt;

use bytes::Bytes;
use domain::action::Ticket;
use domain::provider::Effect;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret, SecretSlice};
use serde::Serialize;

use crate::operation::Operation;

/// Everything but the unreserved characters of RFC 3986 2.3 is encoded: a space becomes `%20`, a slash `%2F`.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request body. It may hold passwords and activation codes, so it is wiped when dropped and cannot be printed.
#[derive(Clone)]
pub(super) struct SecretBody(SecretSlice<u8>);

impl SecretBody {
    /// The bytes for the wire; their memory is wiped when the last user drops them.
    pub(super) fn to_bytes(&self) -> Bytes {
        Bytes::from_owner(self.clone())
    }
}

impl AsRef<[u8]> for SecretBody {
    fn as_ref(&self) -> &[u8] {
        self.0.expose_secret()
    }
}

/// What a call carries.
#[derive(Clone, Default)]
pub(super) enum Body {
    /// Nothing.
    #[default]
    None,
    /// JSON.
    Json(SecretBody),
    /// Anything else, with its content type.
    Other(String, SecretBody),
    /// Something that could not be written as JSON: the call is refused.
    Unwritable,
}

/// One call: an operation with what its path, query and body are filled with.
pub struct Call<'a> {
    pub(super) operation: &'static Operation,
    pub(super) path: Vec<(&'static str, &'a str)>,
    pub(super) query: Vec<(&'static str, &'a str)>,
    pub(super) body: Body,
    pub(super) effect: Effect,
    pub(super) ticket: Option<&'a Ticket>,
    pub(super) anonymous: bool,
}

impl<'a> Call<'a> {
    /// A call of an operation, with the effect the contract gives it.
    #[must_use]
    pub fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            path: Vec::new(),
            query: Vec::new(),
            body: Body::None,
            effect: operation.effect,
            ticket: None,
            anonymous: false,
        }
    }

    /// Fills a parameter of the path template.
    #[must_use]
    pub fn path(mut self, name: &'static str, value: &'a str) -> Self {
        self.path.push((name, value));
        self
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn query(mut self, name: &'static str, value: &'a str) -> Self {
        self.query.push((name, value));
        self
    }

    /// Sends `body` as JSON, whatever the verb (ONSIM contract 1: also on DELETE).
    #[must_use]
    pub fn json(mut self, body: &impl Serialize) -> Self {
        self.body = match serde_json::to_vec(body) {
            Ok(bytes) => Body::Json(SecretBody(bytes.into())),
            Err(_) => Body::Unwritable,
        };
        self
    }

    /// Sends one file in the form `multipart/form-data` (RFC 7578), with `boundary` between its parts: a text of ASCII
    /// letters and digits that is not in the file.
    #[must_use]
    pub fn file(mut self, field: &str, file_name: &str, content_type: &str, file: &[u8], boundary: &str) -> Self {
        // Browsers write quotes and line ends in a file name like this; nothing else has a meaning there.
        let file_name = file_name.replace('"', "%22").replace(['\r', '\n'], " ");
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{file_name}\"\r\n\
             Content-Type: {content_type}\r\n\r\n"
        );
        let body = [head.as_bytes(), file, format!("\r\n--{boundary}--\r\n").as_bytes()].concat();
        self.body = Body::Other(format!("multipart/form-data; boundary={boundary}"), SecretBody(body.into()));
        self
    }

    /// Sends it without any credentials, where the contract says that it takes none.
    #[must_use]
    pub const fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Says what this very call does, where the operation can do several things (the contracts' `x-effect-by`).
    #[must_use]
    pub const fn doing(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    /// Hands over the leave to change something.
    #[must_use]
    pub const fn ticket(mut self, ticket: &'a Ticket) -> Self {
        self.ticket = Some(ticket);
        self
    }

    /// True when it changes nothing at the provider, by effect and never by verb.
    #[must_use]
    pub fn reads(&self) -> bool {
        self.effect == Effect::Read
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("effect", &self.effect)
            .finish_non_exhaustive()
    }
}

/// Why a path template could not be filled. Names the parameter, never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathFault {
    /// The value is empty, or `.` or `..`, which a URL would swallow: the request would hit another path.
    BadValue(&'static str),
    /// Parameters and template do not match: a fault of this program.
    Mismatch,
}

/// The path of a call: its template with every parameter filled and encoded.
pub(super) fn filled_path(template: &str, params: &[(&'static str, &str)]) -> Result<String, PathFault> {
    let mut path = template.to_owned();
    for (name, value) in params {
        if matches!(*value, "" | "." | "..") {
            return Err(PathFault::BadValue(name));
        }
        let hole = format!("{{{name}}}");
        if !template.contains(&hole) {
            return Err(PathFault::Mismatch);
        }
        path = path.replace(&hole, &utf8_percent_encode(value, SEGMENT).to_string());
    }
    // Encoded values hold no braces, so any left over is a parameter nobody filled.
    if path.contains(['{', '}']) { Err(PathFault::Mismatch) } else { Ok(path) }
}

/// The query of a call. A space becomes `%20`: the plus of HTML forms is not read as one everywhere (Atomic contract 5.3
/// asks for the percent).
pub(super) fn encoded_query(params: &[(&'static str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| {
        format!("{}={}", utf8_percent_encode(name, SEGMENT), utf8_percent_encode(value, SEGMENT))
    };
    params.iter().map(pair).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_whole() {
        let path = filled_path("/port/all/{state}", &[("state", "IN PROGRESS")]).unwrap();
        assert_eq!(path, "/port/all/IN%20PROGRESS");
        let path = filled_path("/a/{x}/b/{y}", &[("y", "{x}?#%"), ("x", "1/2é")]).unwrap();
        assert_eq!(path, "/a/1%2F2%C3%A9/b/%7Bx%7D%3F%23%25");
    }

    #[test]
    fn a_query_is_encoded_whole() {
        let query = encoded_query(&[("from_date", "2025-01-01 00:00:00"), ("a b", "+&=é")]);
        assert_eq!(query, "from_date=2025-01-01%2000%3A00%3A00&a%20b=%2B%26%3D%C3%A9");
    }

    #[test]
    fn a_value_that_would_change_the_path_is_refused() {
        for value in ["", ".", ".."] {
            assert_eq!(filled_path("/account/{mpn}", &[("mpn", value)]), Err(PathFault::BadValue("mpn")));
        }
        assert_eq!(filled_path("/account/{mpn}", &[]), Err(PathFault::Mismatch));
        assert_eq!(filled_path("/account/{mpn}", &[("mpn", "1"), ("id", "2")]), Err(PathFault::Mismatch));
    }
}
