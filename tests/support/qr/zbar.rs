//! Reading QR pictures with zbar, a reader that shares no code with the console: what it reads, a phone reads.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Why a picture could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ZbarError {
    /// The picture could not be handed over, or `zbarimg` (Debian: `zbar-tools`) is not installed.
    #[error("zbarimg: {0}")]
    Run(#[from] io::Error),
    /// `zbarimg` refused the picture. The text is its own.
    #[error("zbarimg refused the picture: {0}")]
    Refused(String),
}

/// The texts of all QR codes in a PNG picture, in no particular order; none when there is none. Only ASCII is told apart
/// from what cannot be read.
///
/// # Errors
/// [`ZbarError`] when the reader is missing or the picture is broken.
pub fn decode_qr_with_zbar(png: &[u8]) -> Result<Vec<String>, ZbarError> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("picture.png"), png)?;
    let mut read = read_files(folder.path(), &["picture.png".to_owned()])?;
    Ok(read.pop().unwrap_or_default())
}

/// The same for many pictures of a folder, in their order.
pub(super) fn read_files(folder: &Path, names: &[String]) -> Result<Vec<Vec<String>>, ZbarError> {
    let mut command = Command::new("zbarimg");
    command.args(["--xml", "--quiet", "-Sdisable", "-Sqrcode.enable"]).args(names).current_dir(folder);
    let output = command.stdin(Stdio::null()).output()?;
    // zbarimg(1): 4 means that a picture was read and holds no code.
    if !output.status.success() && output.status.code() != Some(4) {
        return Err(ZbarError::Refused(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    let answer = String::from_utf8_lossy(&output.stdout);
    Ok(answer.split("<source ").skip(1).map(texts).collect())
}

/// The plain texts in the XML about one picture. What is no ASCII comes in base64 and stays so.
fn texts(source: &str) -> Vec<String> {
    source
        .split("<![CDATA[")
        .skip(1)
        .filter_map(|text| text.split_once("]]>"))
        .map(|(text, _)| text.to_owned())
        .collect()
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use image::{GrayImage, ImageFormat, Luma};
    use qrcode::{Color, QrCode};
    use std::io::Cursor;

    const MODULE_PX: u32 = 6;
    const QUIET: u32 = 4;

    fn png(picture: &GrayImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn drawn(text: &str) -> Vec<u8> {
        let code = QrCode::new(text).unwrap();
        let width = u32::try_from(code.width()).unwrap();
        let colors = code.into_colors();
        let side = (width + 2 * QUIET) * MODULE_PX;
        png(&GrayImage::from_fn(side, side, |x, y| {
            let module = |pixel: u32| (pixel / MODULE_PX).checked_sub(QUIET).filter(|at| *at < width);
            let dark = module(x)
                .zip(module(y))
                .is_some_and(|(column, row)| colors[(row * width + column) as usize] == Color::Dark);
            Luma([if dark { 0 } else { 255 }])
        }))
    }

    #[test]
    fn a_drawn_code_is_read_letter_by_letter() {
        let text = "LPA:1$rsp.example.net$K2-1A2B3C";
        assert_eq!(decode_qr_with_zbar(&drawn(text)).unwrap(), [text]);
    }

    #[test]
    fn a_picture_without_a_code_has_none() {
        let blank = png(&GrayImage::from_pixel(200, 200, Luma([255])));
        assert!(decode_qr_with_zbar(&blank).unwrap().is_empty());
    }

    #[test]
    fn what_is_no_picture_is_an_error() {
        assert!(matches!(decode_qr_with_zbar(b"not a picture"), Err(ZbarError::Refused(_))));
    }
}
