//! The QR codes on the first pages of a PDF, drawn in memory. Text and pictures of it are looked at in no other way.

use std::sync::Arc;

use domain::qr::find_qr;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::GrayImage;
use zeroize::{Zeroize as _, Zeroizing};

/// A code is on the first page of what a provider sends, or on one of the next.
const PAGES: usize = 5;

/// The longer side of a drawn page, in pixels: about 190 and 310 dots an inch on A4.
const SIDES: [u16; 2] = [2200, 3600];

/// The texts of all QR codes on the first pages; what is wrong, for a person, where it cannot be opened.
pub(super) fn find_qr_in(bytes: Zeroizing<Vec<u8>>) -> Result<Vec<String>, String> {
    let pdf = Pdf::new(Arc::new(bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(_) => "This PDF needs a password. Use a screenshot of the code instead.",
        LoadPdfError::Invalid => "This PDF is damaged and cannot be opened.",
    })?;
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    for side in SIDES {
        let mut found: Vec<String> = Vec::new();
        for page in pdf.pages().iter().take(PAGES) {
            let (width, height) = page.render_dimensions();
            let scale = f32::from(side) / width.max(height);
            if !scale.is_finite() || scale <= 0.0 {
                continue;
            }
            let drawing = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
            let mut drawn = render(page, &cache, &settings, &RenderSettings::default(), &drawing);
            let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
            // On white nothing shines through, and the eye's weights for colours are near enough at 1, 2 and 1.
            let grey = drawn.data_as_u8_slice().as_chunks::<4>().0.iter();
            let grey = grey.map(|[red, green, blue, _]| {
                let sum = u16::from(*red) + 2 * u16::from(*green) + u16::from(*blue);
                u8::try_from(sum / 4).unwrap_or(u8::MAX)
            });
            let grey = GrayImage::from_raw(width, height, grey.collect());
            drawn.data_as_u8_slice_mut().zeroize();
            for text in grey.map(|grey| find_qr(vec![grey])).unwrap_or_default() {
                if !found.contains(&text) {
                    found.push(text);
                }
            }
        }
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
