//! Reach's documented proof: a JWT in a Basic header of its own making, and a key beside it (Reach contract 2.3, mode A).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::secret::ApiKey;

use super::session::X_API_KEY;

/// What stands before the JWT. The decoded value has no colon, so a library's `basic_auth(user, password)` would build
/// the wrong header.
const PREFIX: &str = "clientapi|";

/// `Authorization: Basic` of `clientapi|` and the JWT, and `x-api-key`.
#[derive(Clone)]
pub struct ClientApi {
    jwt: ApiKey,
    headers: [(&'static str, ApiKey); 2],
}

impl ClientApi {
    /// Builds both headers.
    ///
    /// # Errors
    ///
    /// The name of the field, `jwt` or `api_key`, that is empty or holds characters that neither may have.
    pub fn new(jwt: ApiKey, key: ApiKey) -> Result<Self, &'static str> {
        for (field, secret) in [("jwt", &jwt), ("api_key", &key)] {
            if !super::usable(secret) {
                return Err(field);
            }
        }
        let raw = ApiKey::new(format!("{PREFIX}{}", jwt.expose()));
        // Room for all of it at once: a buffer that grows leaves copies behind that nobody wipes.
        let mut header = String::with_capacity("Basic ".len() + raw.expose().len() * 4 / 3 + 4);
        header.push_str("Basic ");
        STANDARD.encode_string(raw.expose(), &mut header);
        Ok(Self { jwt, headers: [("authorization", ApiKey::new(header)), (X_API_KEY, key)] })
    }

    pub(super) fn headers(&self) -> &[(&'static str, ApiKey)] {
        &self.headers
    }

    pub(super) fn hide_in(&self, words: &str) -> String {
        let mut safe = words.replace(self.jwt.expose(), "…");
        for (_, secret) in &self.headers {
            safe = safe.replace(secret.expose().trim_start_matches("Basic "), "…");
        }
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> ApiKey {
        ApiKey::new(text.to_owned())
    }

    #[test]
    fn the_contracts_vector_holds_byte_for_byte() {
        let proof = ClientApi::new(key("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9..."), key("k-1")).unwrap();
        let headers: Vec<_> = proof.headers().iter().map(|(name, value)| (*name, value.expose())).collect();
        let basic = "Basic Y2xpZW50YXBpfGV5SmhiR2NpT2lKSVV6STFOaUlzSW5SNWNDSTZJa3BYVkNKOS4uLg==";
        assert_eq!(headers, [("authorization", basic), ("x-api-key", "k-1")]);
    }

    #[test]
    fn the_standard_alphabet_is_used() {
        // `clientapi|` has ten bytes, so `>>>?` and `???` land on `+` and `/`.
        let proof = ClientApi::new(key("~~>>>???~~"), key("k")).unwrap();
        let header = proof.headers()[0].1.expose().trim_start_matches("Basic ").to_owned();
        assert!(header.contains(['+', '/']) && !header.contains(['-', '_']), "{header}");
        assert_eq!(STANDARD.decode(header).unwrap(), b"clientapi|~~>>>???~~");
    }

    #[test]
    fn what_cannot_be_a_secret_is_named_by_its_field() {
        for (jwt, api_key, field) in
            [("", "k", "jwt"), ("a b", "k", "jwt"), ("a", "", "api_key"), ("a", "k\n", "api_key")]
        {
            assert_eq!(ClientApi::new(key(jwt), key(api_key)).err(), Some(field));
        }
    }

    #[test]
    fn no_form_of_a_secret_survives_in_words() {
        let proof = ClientApi::new(key("the-jwt"), key("the-key")).unwrap();
        let words = format!("the-jwt the-key {}", proof.headers()[0].1.expose());
        assert_eq!(proof.hide_in(&words), "… … Basic …");
    }
}
