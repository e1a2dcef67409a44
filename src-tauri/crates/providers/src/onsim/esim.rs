//! Activation codes: reading the one in force, asking for a new one, having a picture made (ONSIM contract 2.5, 2.6).

use async_trait::async_trait;
use domain::action::Ticket;
use domain::activation_code::ActivationCode;
use domain::line::EsimStage;
use domain::problem::ErrorCode;
use domain::secret::SecretUrl;

use super::operations::{GENERATE_ESIM_QR, QUERY_ESIM};
use super::wire::{EsimQuery, QrRequest};
use super::{Onsim, checked_number, effect_of_refresh, map, records};
use crate::transport::{Call, RawAnswer};
use crate::{Answer, EsimCodes, EsimReading};

#[async_trait]
impl EsimCodes for Onsim {
    async fn status(&self, id: &str) -> Answer<EsimReading> {
        let mpn = checked_number(&QUERY_ESIM, "mpn", id)?;
        let call = Call::new(&QUERY_ESIM).doing(effect_of_refresh(false)).json(&EsimQuery { mpn, refresh_code: 0 });
        read_esim(&self.transport.send(call).await?).map(|(reading, _)| reading)
    }

    async fn refresh(&self, id: &str, ticket: Ticket) -> Answer<EsimReading> {
        let mpn = checked_number(&QUERY_ESIM, "mpn", id)?;
        let call = Call::new(&QUERY_ESIM)
            .doing(effect_of_refresh(true))
            .json(&EsimQuery { mpn, refresh_code: 1 })
            .ticket(&ticket);
        let answer = self.transport.send(call).await?;
        let (reading, word) = read_esim(&answer)?;
        // The one place where ONSIM reports an error inside a 2xx (contract 1, "Errors").
        if let Some(word) = word.filter(|word| word.to_ascii_lowercase().contains("error")) {
            let installed = reading.state.as_ref().is_some_and(|state| state.stage == EsimStage::Installed);
            let code = if installed { ErrorCode::WrongState } else { ErrorCode::Refused };
            return Err(answer.refused(code, "no new code was made", Some(&word)));
        }
        if reading.code.is_none() {
            return Err(answer.unusable("a new code was asked for and none came"));
        }
        Ok(reading)
    }
}

fn read_esim(answer: &RawAnswer) -> Answer<(EsimReading, Option<String>)> {
    records(answer, &["esim"])?
        .into_iter()
        .find(|record| record.has(&["esim_code", "esim_status", "enabled_on_device", "refresh_code"]))
        .map(map::esim)
        .ok_or_else(|| answer.unusable("the answer says nothing of an eSIM"))
}

impl Onsim {
    /// Has ONSIM make a hosted picture of a code (contract 2.6): a link that anyone can open for 24 hours. The desk
    /// draws codes itself; this is for a customer who can be sent nothing but a link.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer that is no web address leaves the outcome unknown.
    pub async fn generate_esim_qr(&self, code: &ActivationCode, ticket: Ticket) -> Answer<SecretUrl> {
        let call = Call::new(&GENERATE_ESIM_QR).json(&QrRequest { esim_code: code.full() }).ticket(&ticket);
        let answer = self.transport.send(call).await?;
        // JSON text or plain text: the contract does not say which (2.6).
        let text = serde_json::from_slice::<String>(answer.body())
            .or_else(|_| std::str::from_utf8(answer.body()).map(str::to_owned))
            .unwrap_or_default();
        let link = text.trim();
        if link.starts_with("https://") && !link.contains(char::is_whitespace) {
            Ok(SecretUrl::new(link.to_owned()))
        } else {
            Err(answer.unusable("the answer is no web address"))
        }
    }
}
