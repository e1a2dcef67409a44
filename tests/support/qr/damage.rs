//! What happens to pictures on their way: scaled, blurred, compressed, partly covered. The same for two pictures of one
//! code, each in its own measures.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, GrayImage};

use super::drawing::{Drawn, QUIET};
use crate::random::Random;

/// One damage with how bad it is.
pub(super) enum Damage {
    /// Resized by other than whole pixels, as a screenshot in a document is; never below two pixels a module.
    Scaled { factor: f32 },
    /// Out of focus, by a part of a module.
    Blurred { sigma: f32 },
    /// Compressed with this quality.
    Jpeg { quality: u8 },
    /// A square over 10 % of the code, beside its three corners: without a corner nothing can be found.
    Covered { across: f32, down: f32, shade: u8 },
}

/// The side of a tenth of a square.
const TENTH: f32 = 0.316_23;
/// A corner's pattern with its white edge, in modules.
const CORNER: f32 = 8.0;

impl Damage {
    /// Each kind in turn, with a random measure.
    pub(super) fn random(number: usize, random: &mut Random) -> Self {
        match number % 4 {
            0 => Self::Scaled { factor: between(random, 0.5, 1.7) },
            1 => Self::Blurred { sigma: between(random, 0.15, 0.5) },
            2 => Self::Jpeg { quality: u8::try_from(15 + random.below(45)).unwrap_or(15) },
            _ => Self::Covered {
                across: between(random, 0.0, 1.0),
                down: between(random, 0.0, 1.0),
                shade: [0, 128, 255][random.below(3)],
            },
        }
    }

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Scaled { .. } => "scaled",
            Self::Blurred { .. } => "blurred",
            Self::Jpeg { .. } => "JPEG",
            Self::Covered { .. } => "10 % covered",
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
    pub(super) fn applied(&self, drawn: &Drawn) -> GrayImage {
        let module_px = drawn.module_px as f32;
        // The work is done by image's own, which is optimised even where this suite is not.
        let picture = DynamicImage::ImageLuma8(drawn.pixels.clone());
        let damaged = match *self {
            Self::Scaled { factor } => {
                let side = rounded(picture.width() as f32 * factor.max(2.0 / module_px));
                picture.resize_exact(side, side, FilterType::Triangle)
            }
            Self::Blurred { sigma } => picture.fast_blur(sigma * module_px),
            Self::Jpeg { quality } => {
                let mut bytes = Vec::new();
                picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality)).unwrap();
                image::load_from_memory(&bytes).unwrap()
            }
            Self::Covered { across, down, shade } => {
                let width = picture.width() as f32 / module_px - (2 * QUIET) as f32;
                let (x, y) = beside_the_corners(width, across, down);
                let place = |at: f32| rounded((at + QUIET as f32) * module_px) as usize;
                let side = rounded(TENTH * width * module_px) as usize;
                let line = picture.width() as usize;
                let mut pixels = drawn.pixels.clone().into_raw();
                for covered in pixels.chunks_exact_mut(line).skip(place(y)).take(side) {
                    covered[place(x)..][..side].fill(shade);
                }
                return GrayImage::from_raw(picture.width(), picture.height(), pixels).unwrap();
            }
        };
        damaged.into_luma8()
    }
}

/// Where the cover lies, in modules: `across` and `down` choose among the places that touch no corner.
fn beside_the_corners(width: f32, across: f32, down: f32) -> (f32, f32) {
    let room = width - TENTH * width - CORNER;
    (CORNER + across * room, CORNER + down * room)
}

#[expect(clippy::cast_precision_loss, reason = "a thousand steps are enough")]
fn between(random: &mut Random, from: f32, to: f32) -> f32 {
    from + (to - from) * random.below(1001) as f32 / 1000.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a picture")]
fn rounded(pixels: f32) -> u32 {
    pixels.round().max(0.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cover_is_a_tenth_and_touches_no_corner() {
        for width in [21.0_f32, 29.0, 57.0] {
            let cover = TENTH * width;
            for step in 0..441_u16 {
                let (across, down) = (f32::from(step % 21) / 20.0, f32::from(step / 21) / 20.0);
                let (x, y) = beside_the_corners(width, across, down);
                let (right, bottom) = (x + cover, y + cover);
                assert!(x >= 0.0 && y >= 0.0 && right <= width + 0.01 && bottom <= width + 0.01, "{width} {x} {y}");
                let hits = |left: f32, top: f32| x < left + 7.0 && right > left && y < top + 7.0 && bottom > top;
                let far = width - 7.0;
                assert!(!hits(0.0, 0.0) && !hits(far, 0.0) && !hits(0.0, far), "{width} {x} {y}");
            }
        }
    }
}
