//! Reading QR codes from a picture: for the check of our own pictures and for pictures people drop or paste.

use image::GrayImage;
use rqrr::PreparedImage;

/// The smallest QR code has 21 modules on a side.
const SMALLEST_SIDE: usize = 21;

/// The texts of all readable QR codes in a picture; empty when there is none. A code that does not hold UTF-8 text
/// counts as unreadable.
///
/// The texts may be secrets: whoever gets them wipes them or puts them into a secret type. The reader's own working
/// copy of the picture is out of reach and is not wiped.
#[must_use]
pub fn read_qr(gray: &GrayImage) -> Vec<String> {
    read(gray, Threshold::Local)
}

/// The same for a picture that is black and white already.
pub(super) fn read_black_and_white(gray: &GrayImage) -> Vec<String> {
    read(gray, Threshold::Middle)
}

/// What counts as black.
#[derive(Clone, Copy)]
enum Threshold {
    /// Darker than the pixels around it, as a photo needs it. The slowest step on a large picture.
    Local,
    /// Darker than the middle grey.
    Middle,
}

fn read(gray: &GrayImage, threshold: Threshold) -> Vec<String> {
    let (width, height) = (gray.width() as usize, gray.height() as usize);
    if width < SMALLEST_SIDE || height < SMALLEST_SIDE {
        return Vec::new();
    }
    let pixels = gray.as_raw();
    let shade = |x: usize, y: usize| pixels.get(y * width + x).copied().unwrap_or(u8::MAX);
    let mut prepared = match threshold {
        Threshold::Local => PreparedImage::prepare_from_greyscale(width, height, shade),
        Threshold::Middle => PreparedImage::prepare_from_bitmap(width, height, |x, y| shade(x, y) < 128),
    };
    prepared.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}
