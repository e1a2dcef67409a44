//! Who may call the simulated Reach (contract 2.3): the two modes, key pairs and bearer tokens.

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::answers::{Done, EXPLICIT_DENY, LOGICAL, date, done};
use super::state::{Book, Token};
use crate::clock::shifted;
use crate::gate::{Asked, Call, Refusal};

/// How long a bearer token holds (ours; the notes give no figure).
pub(super) const TOKEN_SECONDS: i64 = 3_600;

/// The credentials of one environment.
pub(super) struct Credentials {
    pub(super) jwt: String,
    pub(super) api_key: String,
}

impl Credentials {
    /// `Basic` and Base64 of `clientapi|` and the JWT: standard alphabet, padded, no colon.
    pub(super) fn basic(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("clientapi|{}", self.jwt)))
    }
}

/// Checks the headers of one call: the key always, and the mode that its operation takes.
pub(super) fn admit(
    book: &mut Book,
    credentials: &Credentials,
    asked: &Asked<'_>,
    now: Timestamp,
) -> Result<(), Refusal> {
    if book.quirks.unregistered_source {
        return Err(Refusal::new(StatusCode::FORBIDDEN, "Forbidden"));
    }
    let unauthorized = || Err(Refusal::new(StatusCode::UNAUTHORIZED, "Unauthorized"));
    if asked.header("x-api-key") != Some(credentials.api_key.as_str()) {
        return unauthorized();
    }
    let given = asked.header("authorization").unwrap_or_default();
    let basic = given == credentials.basic();
    let bearer = given.strip_prefix("Bearer ");
    let bearer = bearer.is_some_and(|text| book.tokens.iter().any(|token| token.text == text && token.expires > now));
    let admitted = match asked.operation {
        "generateAuth" => true,
        "generateAccessKey" => basic,
        _ => basic || bearer,
    };
    if !admitted {
        return unauthorized();
    }
    if book.quirks.denied.contains(asked.operation) {
        return Err(Refusal::new(StatusCode::FORBIDDEN, "Forbidden").coded(EXPLICIT_DENY));
    }
    Ok(())
}

/// 1: every call makes another pair.
pub(super) fn generate_access_key(book: &mut Book, _: &Call, _: Timestamp) -> Result<Done, Refusal> {
    let pair = new_pair(book);
    if book.quirks.new_key_revokes {
        book.key_pairs.clear();
        book.tokens.clear();
    }
    let answer = json!({ "accountAccessKeyId": pair.0, "accountAccessSecreteKey": pair.1 });
    book.key_pairs.push(pair);
    done(answer)
}

pub(super) fn new_pair(book: &mut Book) -> (String, String) {
    (
        format!("PRACTICE{}", book.chance.code(12)),
        format!("practice-reach-secret-{}", book.chance.code(24).to_lowercase()),
    )
}

/// X1: a wrong pair is refused under HTTP 200, as the notes warn.
pub(super) fn generate_auth(book: &mut Book, call: &Call, now: Timestamp) -> Result<Done, Refusal> {
    let text = |name: &str| call.text(name).unwrap_or_default().to_owned();
    let pair = (text("accountAccessKeyId"), text("accountAccessSecreteKey"));
    if !book.key_pairs.contains(&pair) {
        return Err(Refusal::new(StatusCode::OK, "The key pair is not valid.").coded(LOGICAL));
    }
    let expires = shifted(now, TOKEN_SECONDS);
    let token = format!("practice-reach-token-{}", book.chance.code(32).to_lowercase());
    book.tokens.retain(|token| token.expires > now);
    book.tokens.push(Token { text: token.clone(), expires });
    let name = if book.quirks.misspelled_expiry { "exipiresAt" } else { "expiresAt" };
    let mut answer = json!({ "authorizationToken": token });
    if let Value::Object(answer) = &mut answer {
        answer.insert(name.into(), date(expires, &book.quirks));
    }
    done(answer)
}
