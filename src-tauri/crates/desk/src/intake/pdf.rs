//! The QR codes on the first pages of a PDF, drawn in memory. Text and pictures of it are looked at in no other way.

use std::sync::Arc;

use domain::qr::read_qr;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::GrayImage;
use zeroize::{Zeroize as _, Zeroizing};

use super::reader::Unreadable;

/// A code is on the first page of what a provider sends, or on one of the next.
const PAGES: usize = 5;

/// The longer side of a drawn page, in pixels: about 95, 170 and 260 dots an inch on A4. The last one only when the others
/// show nothing.
const SIDES: [u16; 3] = [1100, 2000, 3000];

/// The texts of all QR codes, black on white, on the first pages.
pub(super) fn find_qr_in(bytes: Zeroizing<Vec<u8>>) -> Result<Vec<String>, Unreadable> {
    let pdf = Pdf::new(Arc::new(bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Unreadable::LockedPdf,
        LoadPdfError::Invalid => Unreadable::DamagedPdf,
    })?;
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    let mut found: Vec<String> = Vec::new();
    for side in SIDES {
        if side == SIDES[2] && !found.is_empty() {
            break;
        }
        for page in pdf.pages().iter().take(PAGES) {
            let (width, height) = page.render_dimensions();
            let scale = f32::from(side) / width.max(height);
            if !scale.is_finite() || scale <= 0.0 {
                continue;
            }
            let drawing = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
            let mut page = in_grey(render(page, &cache, &settings, &RenderSettings::default(), &drawing));
            for mut text in read_qr(&page) {
                if found.contains(&text) {
                    text.zeroize();
                } else {
                    found.push(text);
                }
            }
            page.as_flat_samples_mut().samples.zeroize();
        }
    }
    Ok(found)
}

/// A drawn page in grey; the drawing is wiped. On white nothing shines through.
fn in_grey(mut drawn: Pixmap) -> GrayImage {
    let mut grey = GrayImage::new(u32::from(drawn.width()), u32::from(drawn.height()));
    let pixels = drawn.data_as_u8_slice().as_chunks::<4>().0;
    for (shade, [red, green, blue, _]) in grey.as_flat_samples_mut().samples.iter_mut().zip(pixels) {
        let sum = u16::from(*red) + 2 * u16::from(*green) + u16::from(*blue);
        *shade = u8::try_from(sum / 4).unwrap_or(u8::MAX);
    }
    drawn.data_as_u8_slice_mut().zeroize();
    grey
}
