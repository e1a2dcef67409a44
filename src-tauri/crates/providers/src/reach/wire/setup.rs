//! Bodies of the set-up calls: the key pair (Reach contract 4.1, inferred request, documented answer) and the bearer
//! token (X1, observed).

use domain::secret::ApiKey;
use domain::time::Timestamp;
use serde::Serialize;

use super::envelope::{self, Status};
use super::millis;
use crate::Answer;
use crate::transport::RawAnswer;

/// `PUT …/generataccesskey`: a body exists, its content is unknown.
#[derive(Serialize)]
pub(in crate::reach) struct Empty {}

/// `POST …/generateauth`; the spelling is Reach's.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::reach) struct AuthRequest<'a> {
    pub(in crate::reach) account_access_key_id: &'a str,
    pub(in crate::reach) account_access_secrete_key: &'a str,
}

const KEY_ID: &[&str] = &["accountAccessKeyId"];
const KEY_SECRET: &[&str] = &["accountAccessSecreteKey", "accountAccessSecretKey"];

/// The pair, or an outcome nobody knows: a pair may have been made and is lost.
pub(in crate::reach) fn key_pair(answer: &RawAnswer) -> Answer<(ApiKey, ApiKey)> {
    let mut record = envelope::object(answer, Status::Envelopes, KEY_ID)?;
    match (record.take_exact(KEY_ID), record.take_exact(KEY_SECRET)) {
        (Some(id), Some(secret)) => Ok((ApiKey::new(id), ApiKey::new(secret))),
        _ => Err(answer.unusable("the answer holds no whole key pair")),
    }
}

/// The token and its end. Both spellings of the end were seen; one of unknown form is as good as none.
pub(in crate::reach) fn token(answer: &RawAnswer) -> Answer<(ApiKey, Option<Timestamp>)> {
    let mut record = envelope::object(answer, Status::Envelopes, &["authorizationToken"])?;
    let token = record.take_exact(&["authorizationToken"]).map(ApiKey::new);
    let token = token.ok_or_else(|| answer.unusable("the answer holds no token"))?;
    let expires = record.take_known(&["expiresAt", "exipiresAt"], |text| {
        let time = millis(text).or_else(|| text.parse::<jiff::Timestamp>().ok())?;
        Some(Timestamp(time.as_millisecond()))
    });
    Ok((token, expires))
}
