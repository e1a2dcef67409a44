//! The QR picture of an activation code, shown only after an independent reader has read the very pixels back.
//!
//! Where and how long a picture is shown, and the ledger row for it, are not here.

use std::fmt;
use std::fmt::Write as _;

use image::{ExtendedColorType, GrayImage, ImageEncoder, Luma, codecs::png::PngEncoder};
use qrcode::bits::Bits;
use qrcode::types::QrError as EncodeError;
use qrcode::{Color, EcLevel, QrCode, Version};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;
use zeroize::{Zeroize, ZeroizeOnDrop};

mod picture;
mod read;

pub use picture::{FileKind, MOST_BYTES, PictureError, find_qr, open_picture};
pub use read::read_qr;

/// How much of a picture may be damaged before it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QrLevel {
    /// About 15 %: for screens.
    #[default]
    M,
    /// About 25 %: for print, which smears and creases.
    Q,
}

/// Why there is no picture. Never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QrError {
    /// Modules smaller than 3 or larger than 40 pixels were asked for. Below 3 the picture cannot be checked.
    #[error("a QR module is 3 to 40 pixels wide")]
    ModuleSize,
    /// The text does not fit into any QR code of this level.
    #[error("the text is too long for a QR code")]
    TooLong,
    /// The text could not be turned into a QR code.
    #[error("the text cannot be written as a QR code")]
    Encode,
    /// The reader could not read the finished picture, or read something else from it. The picture was thrown away.
    #[error("the QR picture did not pass its check and is not shown")]
    SelfCheck,
    /// The picture could not be written as PNG.
    #[error("the QR picture could not be written as PNG")]
    Png,
}

/// A QR picture that was read back and found to hold its text, byte for byte. Pure black on white with a quiet zone of
/// 4 modules on every side (ISO/IEC 18004).
///
/// It shows the secret it was made from: `Debug` hides it and the pixels are wiped when it is dropped.
pub struct QrPicture {
    level: QrLevel,
    /// Modules on a side, without the quiet zone.
    width: u32,
    /// Row by row, `true` for black, without the quiet zone.
    modules: Vec<bool>,
    module_px: u32,
    pixels: GrayImage,
}

const QUIET_ZONE: u32 = 4;
const SMALLEST_MODULE: u32 = 3;
const LARGEST_MODULE: u32 = 40;
const BLACK: u8 = 0;
const WHITE: Luma<u8> = Luma([255]);

impl QrPicture {
    /// Draws `text` with modules of `module_px` device pixels, then reads the drawn pixels back and compares.
    ///
    /// # Errors
    ///
    /// [`QrError::ModuleSize`] outside 3 to 40 pixels, [`QrError::TooLong`] and [`QrError::Encode`] when there is no
    /// such QR code, [`QrError::SelfCheck`] when the finished picture does not read as `text`.
    pub fn render(text: &str, level: QrLevel, module_px: u32) -> Result<Self, QrError> {
        if !(SMALLEST_MODULE..=LARGEST_MODULE).contains(&module_px) {
            return Err(QrError::ModuleSize);
        }
        let code = encode(text, level)?;
        let width = u32::try_from(code.width()).map_err(|_| QrError::Encode)?;
        let modules: Vec<bool> = code.into_colors().into_iter().map(|color| color == Color::Dark).collect();
        let pixels = paint(&modules, width, module_px);
        let picture = Self { level, width, modules, module_px, pixels };
        check(&picture.pixels, text)?;
        Ok(picture)
    }

    /// The checked pixels as an 8-bit greyscale PNG.
    ///
    /// # Errors
    ///
    /// [`QrError::Png`] when the encoder fails.
    pub fn png(&self) -> Result<Vec<u8>, QrError> {
        let mut out = Vec::new();
        let side = self.side_px();
        PngEncoder::new(&mut out)
            .write_image(self.pixels.as_raw(), side, side, ExtendedColorType::L8)
            .map_err(|_| QrError::Png)?;
        Ok(out)
    }

    /// The same modules as an SVG picture for print, one unit a module, quiet zone included. It has no size of its
    /// own: the page gives it one.
    #[must_use]
    pub fn svg(&self) -> String {
        let side = self.modules_per_side();
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\""
        );
        for (row, y) in self.rows().zip(QUIET_ZONE..) {
            let mut x = QUIET_ZONE;
            for run in row.chunk_by(|a, b| a == b) {
                let length = run.len();
                if run.first() == Some(&true) {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "M{x} {y}h{length}v1h-{length}z");
                }
                x = x.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
            }
        }
        out.push_str("\"/></svg>");
        out
    }

    /// Modules on a side, quiet zone included.
    #[must_use]
    pub fn modules_per_side(&self) -> u32 {
        self.width + 2 * QUIET_ZONE
    }

    /// Pixels on a side, quiet zone included.
    #[must_use]
    pub fn side_px(&self) -> u32 {
        self.modules_per_side() * self.module_px
    }

    /// The level of error correction.
    #[must_use]
    pub fn level(&self) -> QrLevel {
        self.level
    }

    fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.modules.chunks_exact(self.width.max(1) as usize)
    }
}

impl fmt::Debug for QrPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QrPicture([hidden])")
    }
}

impl Drop for QrPicture {
    fn drop(&mut self) {
        self.modules.zeroize();
        self.pixels.as_flat_samples_mut().samples.zeroize();
    }
}

impl ZeroizeOnDrop for QrPicture {}

/// Never changes the text: small letters cost a larger picture, not their case.
fn encode(text: &str, level: QrLevel) -> Result<QrCode, QrError> {
    let level = match level {
        QrLevel::M => EcLevel::M,
        QrLevel::Q => EcLevel::Q,
    };
    let result = if text.is_ascii() {
        QrCode::with_error_correction_level(text, level)
    } else {
        // The encoder would take parts of UTF-8 for Shift JIS and write them as Kanji, which readers turn into other
        // bytes. Plain bytes in the smallest version that holds them come back as they went in.
        (1..=40)
            .map(|version| {
                let mut bits = Bits::new(Version::Normal(version));
                bits.push_byte_data(text.as_bytes())?;
                bits.push_terminator(level)?;
                QrCode::with_bits(bits, level)
            })
            .find(|result| !matches!(result, Err(EncodeError::DataTooLong)))
            .unwrap_or(Err(EncodeError::DataTooLong))
    };
    result.map_err(|error| match error {
        EncodeError::DataTooLong => QrError::TooLong,
        _ => QrError::Encode,
    })
}

fn paint(modules: &[bool], width: u32, module_px: u32) -> GrayImage {
    let side = (width + 2 * QUIET_ZONE) * module_px;
    let mut pixels = GrayImage::from_pixel(side, side, WHITE);
    let (side, module_px) = (side as usize, module_px as usize);
    let bands = pixels.as_flat_samples_mut().samples.chunks_exact_mut(side * module_px).skip(QUIET_ZONE as usize);
    for (band, row) in bands.zip(modules.chunks_exact(width.max(1) as usize)) {
        for line in band.chunks_exact_mut(side) {
            let drawn = line.chunks_exact_mut(module_px).skip(QUIET_ZONE as usize);
            drawn.zip(row).filter(|(_, dark)| **dark).for_each(|(module, _)| module.fill(BLACK));
        }
    }
    pixels
}

/// Reads the pixels with a reader that shares nothing with the encoder, and compares byte for byte.
fn check(pixels: &GrayImage, text: &str) -> Result<(), QrError> {
    let mut found = read::read_black_and_white(pixels);
    let right = matches!(found.as_slice(), [only] if only == text);
    found.zeroize();
    if right { Ok(()) } else { Err(QrError::SelfCheck) }
}

#[cfg(test)]
mod tests;
