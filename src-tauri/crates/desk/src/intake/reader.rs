//! Who looks through the pictures and PDFs of strangers, which may be made to harm whoever opens them, and what that comes
//! to: the texts of the QR codes, or one of a few reasons why not.

use async_trait::async_trait;
use domain::qr::{FileKind, PictureError, find_qr, open_picture};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use super::pdf;

/// Looks through a picture or PDF. Only the shell knows where: in a process of its own, which a harmful file may take down.
#[async_trait]
pub trait PictureReader: Send + Sync {
    /// The texts of all QR codes in a file, each once. Ends what it does when it is no longer waited for.
    ///
    /// # Errors
    /// [`Unreadable`] says why there are none; a file without a QR code is no error.
    async fn read(&self, file: Zeroizing<Vec<u8>>) -> Result<QrTexts, Unreadable>;
}

/// The texts of QR codes. They may be secrets, so they are wiped.
pub type QrTexts = Zeroizing<Vec<String>>;

/// Why a file could not be looked through, in words for a person. Never holds anything of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// A picture that cannot be looked at.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A PDF that opens with a password.
    #[error("This PDF needs a password. Use a screenshot of the code instead.")]
    LockedPdf,
    /// It begins like a PDF and does not go on like one.
    #[error("This PDF is damaged and cannot be opened.")]
    DamagedPdf,
    /// It took too long or too much memory, or the reader failed.
    #[error("This file could not be looked through. Use a screenshot of the code instead.")]
    GivenUp,
}

/// Files of strangers may be nested deep, and their readers go as deep: bytes of stack.
const STACK: usize = 16 * 1024 * 1024;

/// Looks through a file in this very process and blocks meanwhile. A harmful file can take as much time and memory as the
/// process may have.
///
/// # Errors
/// As [`PictureReader::read`].
pub fn qr_texts_in(file: Zeroizing<Vec<u8>>) -> Result<QrTexts, Unreadable> {
    let looking = std::thread::Builder::new().name("picture".to_owned()).stack_size(STACK).spawn(move || look(file));
    // A reader that panics has nothing to say of the file.
    looking.ok().and_then(|looking| looking.join().ok()).unwrap_or(Err(Unreadable::GivenUp))
}

fn look(file: Zeroizing<Vec<u8>>) -> Result<QrTexts, Unreadable> {
    if FileKind::of(&file) == FileKind::Pdf {
        return pdf::find_qr_in(file).map(Zeroizing::new);
    }
    Ok(Zeroizing::new(find_qr(open_picture(&file)?)))
}

#[cfg(test)]
mod tests {
    use domain::qr::{QrLevel, QrPicture};

    use super::*;

    const LINK: &str = "https://example.net/app";

    fn read(file: &[u8]) -> Result<QrTexts, Unreadable> {
        qr_texts_in(Zeroizing::new(file.to_vec()))
    }

    #[test]
    fn every_text_is_read_whatever_it_is() {
        let png = QrPicture::render(LINK, QrLevel::M, 4).unwrap().png().unwrap();
        assert_eq!(*read(&png).unwrap(), [LINK]);
        assert_eq!(read(&png[..100]).unwrap_err(), Unreadable::Picture(PictureError::Damaged));
        assert_eq!(read(b"words").unwrap_err(), Unreadable::Picture(PictureError::NotAPicture));
        assert_eq!(read(b"%PDF-1.7 and no more").unwrap_err(), Unreadable::DamagedPdf);
    }

    #[test]
    fn a_file_nested_deep_does_not_end_the_process() {
        let nested = [&b"%PDF-1.7\n"[..], &[b'['; 100_000]].concat();
        assert!(read(&nested).is_err());
    }

    #[test]
    fn every_reason_comes_through_a_pipe_as_it_is() {
        for reason in [PictureError::Heic.into(), Unreadable::LockedPdf, Unreadable::DamagedPdf, Unreadable::GivenUp] {
            let told = serde_json::to_string(&reason).unwrap();
            assert_eq!(serde_json::from_str::<Unreadable>(&told).unwrap(), reason, "{told}");
        }
    }
}
