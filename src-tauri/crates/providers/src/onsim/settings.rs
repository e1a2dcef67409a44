//! What can be changed on a line: switches, owner, number, recording, bundle (ONSIM contract 2.3, 2.4, 2.7).

use domain::action::Ticket;
use domain::provider::Effect;
use domain::secret::Password;
use domain::task::FixedChoice;

use super::operations::{SET_RECORDING, UPDATE_BUNDLE, UPDATE_MOBILE_SETTINGS};
use super::wire::{MobileSettingsRequest, RecordingRequest, on_off};
use super::{Onsim, bad_input, checked_number, expect_done};
use crate::transport::Call;
use crate::{Answer, LineEdit, Switches};

/// The two bundles the contract states for a change. Whether sizes and catalogue numbers work too is unknown (A4).
pub(super) const BUNDLES: [FixedChoice; 2] = [("BASE", "No data (BASE)"), ("UNLIMITED", "Unlimited data (UNLIMITED)")];

impl Onsim {
    /// Changes the bundle of a line to `BASE` or `UNLIMITED` (contract 2.3).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` with field `mpn`, or `bundle` for any other word.
    pub async fn change(&self, id: &str, plan: &str, ticket: Ticket) -> Answer<()> {
        let mpn = checked_number(&UPDATE_BUNDLE, "mpn", id)?;
        if !BUNDLES.iter().any(|(code, _)| *code == plan) {
            return Err(bad_input(&UPDATE_BUNDLE, "bundle", "ONSIM states only the bundles BASE and UNLIMITED"));
        }
        let call = Call::new(&UPDATE_BUNDLE).path("mpn", mpn).path("bundle", plan).ticket(&ticket);
        expect_done(&self.transport.send(call).await?)
    }

    /// Sets all four switches, with an edit if there is one (contract 2.7).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`], and `InvalidInput` with field `mpn`.
    pub async fn update(&self, id: &str, switches: Switches, edit: LineEdit, ticket: Ticket) -> Answer<()> {
        let mpn = checked_number(&UPDATE_MOBILE_SETTINGS, "mpn", id)?;
        let number = edit.number.as_deref();
        let number = number.map(|number| checked_number(&UPDATE_MOBILE_SETTINGS, "mpn", number)).transpose()?;
        let body = MobileSettingsRequest {
            mpn: number,
            pbx_user: edit.sip_user.as_deref(),
            pbx_password: edit.sip_password.as_ref().map(Password::expose),
            first_name: edit.first_name.as_deref(),
            last_name: edit.last_name.as_deref(),
            email: edit.email.as_deref(),
            mobile_data: on_off(switches.data),
            mobile_voice: on_off(switches.voice),
            mobile_sms: on_off(switches.messages),
            mobile_hotspot: on_off(switches.hotspot),
        };
        let call = Call::new(&UPDATE_MOBILE_SETTINGS).path("mpn", mpn).json(&body).ticket(&ticket);
        expect_done(&self.transport.send(call).await?)
    }

    /// Sets both recording switches (contract 2.4). Switching off stops capture at once, and the gap stays.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`], and `InvalidInput` with field `mpn`.
    pub async fn set_recording(&self, id: &str, voice: bool, messages: bool, ticket: Ticket) -> Answer<()> {
        let mpn = checked_number(&SET_RECORDING, "mpn", id)?;
        let body = RecordingRequest { voice_recording: on_off(voice), sms_recording: on_off(messages) };
        // Only switching off loses something (contract 2.4, x-effect-by).
        let effect = if voice && messages { Effect::Write } else { Effect::Irreversible };
        let call = Call::new(&SET_RECORDING).doing(effect).path("mpn", mpn).json(&body).ticket(&ticket);
        expect_done(&self.transport.send(call).await?)
    }
}
