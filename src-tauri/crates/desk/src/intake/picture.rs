//! The activation code among the QR codes of a picture or PDF. Everything that was read and is not it is wiped.

use domain::activation_code::{ActivationCode, ActivationCodeReading};
use domain::qr::{FileKind, MOST_BYTES, PictureError};
use zeroize::Zeroizing;

use super::reader::PictureReader;

/// The one activation code in a file; else what is wrong, for a person.
pub(super) async fn code_in(
    reader: &dyn PictureReader,
    bytes: Zeroizing<Vec<u8>>,
) -> Result<ActivationCodeReading, String> {
    if bytes.len() > MOST_BYTES {
        return Err(PictureError::TooLarge.to_string());
    }
    let what = if FileKind::of(&bytes) == FileKind::Pdf { "PDF" } else { "picture" };
    let texts = reader.read(bytes).await.map_err(|why| why.to_string())?;
    let mut codes: Vec<Result<ActivationCodeReading, _>> =
        texts.iter().filter(|text| looks_like_a_code(text)).map(|text| ActivationCode::parse(text)).collect();
    match (codes.len(), codes.pop()) {
        (1, Some(Ok(reading))) => Ok(reading),
        (1, Some(Err(error))) => Err(format!("The code cannot be used: {error}.")),
        (0, _) if texts.is_empty() => Err(format!(
            "There is no QR code in this {what} that can be read. A sharper or larger one may do, such as a screenshot."
        )),
        (0, _) => Err(format!("The QR code in this {what} is no activation code, whose text begins with LPA:1$.")),
        _ => Err(format!("There is more than one activation code in this {what}. Cut it down to the right one.")),
    }
}

/// A QR code of an eSIM has the prefix; some providers leave it out.
fn looks_like_a_code(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("1$") || text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("LPA:"))
}
