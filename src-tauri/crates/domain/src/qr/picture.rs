//! Pictures that people bring: what they are, within which limits they are opened, and every QR code in them. What is
//! read may be a secret, and so is the picture: both are wiped by whoever holds them, here as soon as possible.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, ImageFormat, ImageReader, Limits};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroize as _;

use super::read_qr;

/// The most bytes of a picture or PDF: more than a phone's camera makes.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;

/// The most pixels on a side and in all, more than a phone's camera has.
const LONGEST_SIDE: u32 = 16_384;
const MOST_PIXELS: u64 = 64_000_000;
/// What opening one may take of memory, in bytes: 64 million pixels of four bytes, and as much again.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// The sides a large picture is looked at with, in pixels: a code that fills it reads best when small, one in a corner
/// when large.
const SIDES: [u32; 3] = [1200, 2400, 600];
/// A picture that is smaller may have modules of one or two pixels, which no reader sees.
const SMALL: u32 = 400;

/// What a file is, by its first bytes; its name tells nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A picture that can be opened.
    Picture(ImageFormat),
    /// A PDF.
    Pdf,
    /// A drawing made of text, which could also hold programs: never opened.
    Svg,
    /// A photo as iPhones and some cameras keep it (HEIC, HEIF, AVIF), which cannot be opened here.
    Heic,
    /// Anything else.
    Other,
}

/// Why a picture cannot be looked at. Never holds anything of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureError {
    /// Larger than [`MOST_BYTES`].
    #[error("This file is too large. Use a picture or PDF of at most 20 MB, such as a screenshot of the code.")]
    TooLarge,
    /// Too many pixels.
    #[error("This picture has too many pixels. Use a smaller one, such as a screenshot of the code.")]
    TooManyPixels,
    /// A drawing made of text.
    #[error("SVG drawings are not opened here. Use a screenshot, or a PNG, JPEG, GIF, WebP, BMP or PDF file.")]
    Svg,
    /// A photo in a format that cannot be opened.
    #[error(
        "Photos in HEIC format cannot be opened here. Use a screenshot, or a PNG, JPEG, GIF, WebP, BMP or PDF file."
    )]
    Heic,
    /// Not a picture.
    #[error("This is no picture that can be opened here. Use a PNG, JPEG, GIF, WebP, BMP or PDF file.")]
    NotAPicture,
    /// It begins like a picture and does not go on like one.
    #[error("This picture is damaged and cannot be opened.")]
    Damaged,
}

impl FileKind {
    /// What the bytes are.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Self::Picture(ImageFormat::Png),
            [0xff, 0xd8, 0xff, ..] => Self::Picture(ImageFormat::Jpeg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Picture(ImageFormat::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Self::Picture(ImageFormat::WebP),
            [b'B', b'M', ..] => Self::Picture(ImageFormat::Bmp),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => Self::Heic,
            _ => Self::of_text(bytes),
        }
    }

    /// PDF readers allow junk before the header; a drawing may have a comment before it.
    fn of_text(bytes: &[u8]) -> Self {
        let start = bytes.get(..1024).unwrap_or(bytes);
        let has = |wanted: &[u8]| start.windows(wanted.len()).any(|part| part.eq_ignore_ascii_case(wanted));
        if start.windows(5).any(|part| part == b"%PDF-") {
            Self::Pdf
        } else if has(b"<svg") || has(b"<?xml") || has(b"<!doctype svg") || start.starts_with(&[0x1f, 0x8b]) {
            Self::Svg
        } else {
            Self::Other
        }
    }
}

/// Opens a picture, in grey. One that lets its ground shine through is laid on white and on black, because it does not
/// say which it was made for.
///
/// # Errors
/// [`PictureError`] says why not; nothing larger than the limits is ever unpacked.
pub fn open_picture(bytes: &[u8]) -> Result<Vec<GrayImage>, PictureError> {
    if bytes.len() > MOST_BYTES {
        return Err(PictureError::TooLarge);
    }
    let format = match FileKind::of(bytes) {
        FileKind::Picture(format) => format,
        FileKind::Svg => return Err(PictureError::Svg),
        FileKind::Heic => return Err(PictureError::Heic),
        FileKind::Pdf | FileKind::Other => return Err(PictureError::NotAPicture),
    };
    let (width, height) =
        ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().map_err(|_| PictureError::Damaged)?;
    if width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooManyPixels);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    match reader.decode() {
        Ok(picture) => Ok(in_grey(picture)),
        Err(image::ImageError::Limits(_)) => Err(PictureError::TooManyPixels),
        Err(_) => Err(PictureError::Damaged),
    }
}

fn in_grey(picture: DynamicImage) -> Vec<GrayImage> {
    if !picture.color().has_alpha() {
        return vec![picture.into_luma8()];
    }
    let mut with_alpha = picture.into_luma_alpha8();
    let on = |ground: u16| {
        let shades = with_alpha.pixels().map(|pixel| {
            let [shade, alpha] = pixel.0.map(u16::from);
            u8::try_from((shade * alpha + ground * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        });
        GrayImage::from_raw(with_alpha.width(), with_alpha.height(), shades.collect())
    };
    let mut grounds = vec![on(255)];
    if with_alpha.pixels().any(|pixel| pixel.0[1] < 255) {
        grounds.push(on(0));
    }
    with_alpha.as_flat_samples_mut().samples.zeroize();
    grounds.into_iter().flatten().collect()
}

/// The texts of all QR codes in pictures of the same thing, each once: looked for at several sizes, and white on black
/// when there is none black on white. The pictures are wiped. The texts may be secrets: whoever gets them wipes them.
#[must_use]
pub fn find_qr(mut pictures: Vec<GrayImage>) -> Vec<String> {
    let mut found = Vec::new();
    for inverted in [false, true] {
        for picture in &mut pictures {
            if inverted {
                picture.as_flat_samples_mut().samples.iter_mut().for_each(|shade| *shade = 255 - *shade);
            }
            look(picture, &mut found);
        }
        if !found.is_empty() {
            break;
        }
    }
    pictures.iter_mut().for_each(|picture| picture.as_flat_samples_mut().samples.zeroize());
    found
}

/// Every size, although the first may have found one: there must not be a second one.
fn look(picture: &GrayImage, found: &mut Vec<String>) {
    let longest = picture.width().max(picture.height());
    read_into(picture.clone(), found, longest <= SIDES[1]);
    if longest < SMALL {
        for filter in [FilterType::Nearest, FilterType::Triangle] {
            read_into(scaled(picture, longest * 4, filter), found, true);
        }
    }
    for side in SIDES.into_iter().filter(|side| *side < longest) {
        read_into(scaled(picture, side, FilterType::Triangle), found, true);
    }
}

fn read_into(mut picture: GrayImage, found: &mut Vec<String>, wanted: bool) {
    if wanted {
        for mut text in read_qr(&picture) {
            if found.contains(&text) {
                text.zeroize();
            } else {
                found.push(text);
            }
        }
    }
    picture.as_flat_samples_mut().samples.zeroize();
}

/// The picture with its longer side so long.
fn scaled(picture: &GrayImage, side: u32, filter: FilterType) -> GrayImage {
    let (width, height) = picture.dimensions();
    let longest = u64::from(width.max(height)).max(1);
    let to = |length: u32| u32::try_from((u64::from(length) * u64::from(side) / longest).max(1)).unwrap_or(side);
    image::imageops::resize(picture, to(width), to(height), filter)
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
