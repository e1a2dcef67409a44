//! Tests of pictures that people bring: every format, size and ground is read, and what is none is refused in words.

use image::{Luma, LumaA, Rgb, RgbImage, imageops};

use super::*;
use crate::qr::{QrLevel, QrPicture};

const CODE: &str = "LPA:1$rsp.example.net$K2-1a2B3C";

fn drawn(module_px: u32) -> GrayImage {
    image::load_from_memory(&QrPicture::render(CODE, QrLevel::M, module_px).unwrap().png().unwrap()).unwrap().to_luma8()
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn read(bytes: &[u8]) -> Vec<String> {
    find_qr(open_picture(bytes).unwrap())
}

#[test]
fn every_format_is_known_by_its_bytes_and_read() {
    let picture = DynamicImage::ImageRgb8(DynamicImage::ImageLuma8(drawn(6)).into_rgb8());
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp] {
        let bytes = written(&picture, format);
        assert_eq!(FileKind::of(&bytes), FileKind::Picture(format));
        assert_eq!(read(&bytes), [CODE], "{format:?}");
    }
}

#[test]
fn a_code_is_found_small_large_inverted_and_in_the_corner_of_a_photo() {
    let code = drawn(4);
    let tiny = imageops::resize(&code, code.width() / 4, code.height() / 4, FilterType::Nearest);
    let huge = imageops::resize(&code, 4000, 4000, FilterType::Triangle);
    let mut inverted = code.clone();
    imageops::invert(&mut inverted);
    // A photo: a grey desk, a sheet of paper in its corner, turned a quarter.
    let mut photo = GrayImage::from_fn(4000, 3000, |x, y| Luma([90 + u8::try_from((x / 97 + y / 61) % 40).unwrap()]));
    imageops::replace(&mut photo, &imageops::rotate90(&drawn(9)), 3300, 2400);
    for (what, picture) in [("tiny", tiny), ("huge", huge), ("inverted", inverted), ("photo", photo)] {
        assert_eq!(find_qr(vec![picture]), [CODE], "{what}");
    }
}

#[test]
fn a_code_on_no_ground_is_read_whichever_ground_it_was_made_for() {
    let code = drawn(6);
    for ink in [0_u8, 255] {
        let picture = image::ImageBuffer::from_fn(code.width(), code.height(), |x, y| {
            LumaA([ink, 255 - code.get_pixel(x, y).0[0]])
        });
        assert_eq!(read(&written(&DynamicImage::ImageLumaA8(picture), ImageFormat::Png)), [CODE], "ink {ink}");
    }
}

#[test]
fn two_codes_are_two_and_the_same_twice_is_one() {
    let (one, side) = (drawn(6), drawn(6).width());
    let other = QrPicture::render("https://example.net", QrLevel::M, 6).unwrap().png().unwrap();
    let other = image::load_from_memory(&other).unwrap().to_luma8();
    let beside = |second: &GrayImage| {
        let mut both = GrayImage::from_pixel(2 * side, side, Luma([255]));
        imageops::replace(&mut both, &one, 0, 0);
        imageops::replace(&mut both, second, i64::from(side), 0);
        find_qr(vec![both])
    };
    assert_eq!(beside(&one), [CODE]);
    let mut both = beside(&other);
    both.sort();
    assert_eq!(both, [CODE, "https://example.net"]);
    assert!(find_qr(vec![GrayImage::from_pixel(300, 300, Luma([255]))]).is_empty());
}

#[test]
fn what_is_no_picture_is_refused_in_words_that_say_what_can_be_used() {
    let svg = b"<!-- x --><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let heic = b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1";
    let cases: [(&[u8], PictureError); 7] = [
        (svg, PictureError::Svg),
        (b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg/>", PictureError::Svg),
        (heic, PictureError::Heic),
        (b"hello", PictureError::NotAPicture),
        (b"", PictureError::NotAPicture),
        (b"%PDF-1.7", PictureError::NotAPicture),
        (b"\x89PNG\r\n\x1a\nnot a picture at all", PictureError::Damaged),
    ];
    for (bytes, error) in cases {
        assert_eq!(open_picture(bytes).unwrap_err(), error);
    }
    for error in [PictureError::Svg, PictureError::Heic, PictureError::NotAPicture] {
        assert!(error.to_string().contains("PNG"), "{error}");
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_unpacked() {
    assert_eq!(open_picture(&vec![0xff; MOST_BYTES + 1]).unwrap_err(), PictureError::TooLarge);
    // A PNG that says that it has so many pixels, and has none.
    let header = |width: u32, height: u32| {
        let mut png = written(&DynamicImage::ImageRgb8(RgbImage::from_pixel(1, 1, Rgb([0; 3]))), ImageFormat::Png);
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let crc = png[12..29].iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
        });
        png[29..33].copy_from_slice(&(!crc).to_be_bytes());
        png
    };
    for (width, height) in [(60_000, 60_000), (16_000, 16_000), (20_000, 10)] {
        assert_eq!(open_picture(&header(width, height)).unwrap_err(), PictureError::TooManyPixels, "{width}");
    }
    assert_eq!(open_picture(&header(100, 100)).unwrap_err(), PictureError::Damaged);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_a_picture_or_refused(start in 0_usize..6, bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let magic: [&[u8]; 6] = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"BM"];
        let _ = open_picture(&[magic[start], &bytes].concat());
    }
}
