//! Pictures of a shown code that leave the screen: on paper, or as a file where the policy allows it. Each is a row of the
//! ledger.

use domain::action::ActionKind;
use domain::activation_code::CodeFingerprint;
use domain::problem::{ErrorCode, Problem};
use domain::qr::QrLevel;

use super::{CHECKED_MODULE_PX, ShowingId, picture_of, png_of};
use crate::Desk;
use crate::job::blocking;

/// The side of a picture for paper, at most, in pixels: 9 cm at 300 dots an inch.
const PAPER_PX: u32 = 1063;

impl Desk {
    /// The PNG of a shown code for paper, which smears and creases: level Q, about 300 dots an inch on 9 cm, read back
    /// like any other. The ledger notes the printing first.
    ///
    /// # Errors
    /// As [`Desk::code_picture`], or when the ledger cannot be written.
    pub async fn print_code(&self, id: &ShowingId) -> Result<Vec<u8>, Problem> {
        self.handed_out(id, |fingerprint| ActionKind::CodePrinted { fingerprint }).await
    }

    /// The same for a file, where the policy lets it be saved.
    ///
    /// # Errors
    /// `NotOffered` where it does not, or as [`Desk::print_code`].
    pub async fn saved_code(&self, id: &ShowingId) -> Result<Vec<u8>, Problem> {
        if !self.inner.policy.save_pictures {
            let message = "the policy of this desk lets no picture of a code be saved";
            return Err(Problem::new(ErrorCode::NotOffered, message).safe_to_retry());
        }
        self.handed_out(id, |fingerprint| ActionKind::CodeSaved { fingerprint }).await
    }

    /// The picture first: nothing is noted that did not come about. The row before it leaves.
    async fn handed_out(
        &self,
        id: &ShowingId,
        kind: impl FnOnce(CodeFingerprint) -> ActionKind,
    ) -> Result<Vec<u8>, Problem> {
        let (line, code) = self.shown(id, |showing| Some((showing.line.clone(), showing.code.clone()?)))?;
        let kind = kind(code.fingerprint());
        let png = blocking(move || {
            let modules = picture_of(&code, QrLevel::Q, CHECKED_MODULE_PX)?.modules_per_side();
            png_of(&code, QrLevel::Q, (PAPER_PX / modules).max(CHECKED_MODULE_PX))
        })
        .await?;
        self.note(&line, kind).await?;
        Ok(png)
    }
}
