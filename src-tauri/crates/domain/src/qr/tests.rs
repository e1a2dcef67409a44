//! Tests of the QR pictures: every size reads back, damage is refused, pixels and SVG are what they should be.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::*;
use crate::activation_code::ActivationCode;

const CODE: &str = "LPA:1$rsp.example.net$K2-1A2B3C";

/// Codes as providers send them: short and long, small letters, ports, OIDs and flags.
fn codes() -> impl Strategy<Value = String> {
    (
        "[a-zA-Z0-9]{1,12}(-[a-z0-9]{1,8})?\\.[a-z]{2,12}\\.(com|net|io)(:[1-9][0-9]{3})?",
        prop_oneof![4 => "[0-9A-Z-]{0,40}", 4 => "[0-9A-Za-z-]{0,40}", 1 => "[0-9A-Za-z]{120,160}"],
        prop_oneof![Just(""), Just("$1.3.6.1.4.1.31746"), Just("$$1"), Just("$1.3.6.1.4.1.31746$1")],
    )
        .prop_map(|(host, id, end)| format!("LPA:1${host}${id}{end}"))
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new_with_rng(Config::with_cases(cases), TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn three_hundred_codes_read_back_from_their_png_at_several_sizes() {
    let cases = (codes(), prop::sample::select(vec![3_u32, 4, 5, 8]), any::<bool>());
    runner(300)
        .run(&cases, |(text, module_px, print)| {
            let code = ActivationCode::parse(&text).unwrap().code;
            let level = if print { QrLevel::Q } else { QrLevel::M };
            let picture = QrPicture::render(code.full(), level, module_px).unwrap();
            let decoded = image::load_from_memory(&picture.png().unwrap()).unwrap();
            prop_assert_eq!(decoded.color(), image::ColorType::L8);
            let pixels = decoded.to_luma8();
            prop_assert_eq!(pixels.dimensions(), (picture.side_px(), picture.side_px()));
            prop_assert_eq!(&pixels, &picture.pixels);
            prop_assert_eq!(read_qr(&pixels), vec![text]);
            Ok(())
        })
        .unwrap();
}

#[test]
fn text_outside_ascii_reads_back_too() {
    runner(60)
        .run(&"LPA:1\\$a\\.example\\$\\PC{1,60}", |text| {
            let picture =
                QrPicture::render(&text, QrLevel::M, 4).map_err(|e| TestCaseError::fail(format!("{e} {text}")))?;
            prop_assert_eq!(read_qr(&picture.pixels), vec![text]);
            Ok(())
        })
        .unwrap();
}

#[test]
fn only_black_and_white_and_a_white_quiet_zone() {
    for module_px in [3, 8, 13, 40] {
        let picture = QrPicture::render(CODE, QrLevel::M, module_px).unwrap();
        let zone = QUIET_ZONE * module_px;
        let inner = zone..picture.side_px() - zone;
        for (x, y, pixel) in picture.pixels.enumerate_pixels() {
            assert!(matches!(pixel.0, [0] | [255]));
            if !inner.contains(&x) || !inner.contains(&y) {
                assert_eq!(pixel.0, [255], "at {x} {y}");
            }
        }
        // The corner of the finder pattern sits right where the quiet zone ends.
        assert_eq!(picture.pixels.get_pixel(zone, zone).0, [0]);
    }
}

#[test]
fn a_picture_that_does_not_read_as_its_text_is_refused() {
    let picture = QrPicture::render(CODE, QrLevel::M, 8).unwrap();
    assert_eq!(check(&picture.pixels, CODE), Ok(()));

    assert_eq!(check(&picture.pixels, "LPA:1$rsp.example.net$K2-1A2B3D"), Err(QrError::SelfCheck), "other text");
    assert_eq!(check(&picture.pixels, &CODE.to_uppercase()), Err(QrError::SelfCheck), "other case");

    let side = picture.side_px();
    let middle = side / 4..side * 3 / 4;
    let mut damaged = picture.pixels.clone();
    for (x, y, pixel) in damaged.enumerate_pixels_mut() {
        if middle.contains(&x) && middle.contains(&y) {
            pixel.0[0] = 255 - pixel.0[0];
        }
    }
    assert_eq!(check(&damaged, CODE), Err(QrError::SelfCheck), "middle inverted");

    let blank = GrayImage::from_pixel(side, side, WHITE);
    assert_eq!(check(&blank, CODE), Err(QrError::SelfCheck), "blank");

    let mut twice = GrayImage::from_pixel(2 * side, side, WHITE);
    let other = QrPicture::render("LPA:1$rsp.example.net$K2-1A2B3D", QrLevel::M, 8).unwrap();
    image::imageops::replace(&mut twice, &picture.pixels, 0, 0);
    image::imageops::replace(&mut twice, &other.pixels, i64::from(side), 0);
    assert_eq!(read_qr(&twice).len(), 2);
    assert_eq!(check(&twice, CODE), Err(QrError::SelfCheck), "a second code beside it");
}

#[test]
fn sizes_out_of_range_and_texts_too_long_are_refused() {
    for module_px in [0, 1, 2, 41, u32::MAX] {
        assert_eq!(QrPicture::render(CODE, QrLevel::M, module_px).unwrap_err(), QrError::ModuleSize);
    }
    assert_eq!(QrPicture::render(&"a".repeat(3000), QrLevel::M, 3).unwrap_err(), QrError::TooLong);
    assert_eq!(QrPicture::render(&"é".repeat(1500), QrLevel::M, 3).unwrap_err(), QrError::TooLong);
}

#[test]
fn print_has_more_correction_than_screen() {
    let long = format!("{CODE}{}", "a".repeat(60));
    let screen = QrPicture::render(&long, QrLevel::default(), 4).unwrap();
    let print = QrPicture::render(&long, QrLevel::Q, 4).unwrap();
    assert_eq!((screen.level(), print.level()), (QrLevel::M, QrLevel::Q));
    assert!(print.modules_per_side() > screen.modules_per_side());
    assert_eq!(print.side_px(), 4 * print.modules_per_side());
}

/// Draws the SVG's path: every piece is `Mx yhNv1h-Nz`, a black run of N modules.
fn drawn(svg: &str, side: u32) -> GrayImage {
    let mut pixels = GrayImage::from_pixel(side, side, WHITE);
    let path = svg.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
    for piece in path.split('z').filter(|piece| !piece.is_empty()) {
        let (start, run) = piece.strip_prefix('M').unwrap().split_once('h').unwrap();
        let (x, y) = start.split_once(' ').unwrap();
        let (forth, back) = run.split_once("v1h-").unwrap();
        assert_eq!(forth, back);
        let (x, y, length): (u32, u32, u32) = (x.parse().unwrap(), y.parse().unwrap(), forth.parse().unwrap());
        (x..x + length).for_each(|x| pixels.put_pixel(x, y, Luma([BLACK])));
    }
    pixels
}

#[test]
fn the_svg_has_the_very_modules_that_were_checked() {
    let picture = QrPicture::render(CODE, QrLevel::Q, 5).unwrap();
    let side = picture.modules_per_side();
    let svg = picture.svg();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(svg.contains(&format!("viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"")));
    assert!(svg.contains(&format!("<rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\"")));
    let modules = drawn(&svg, side);
    for (x, y, pixel) in picture.pixels.enumerate_pixels() {
        assert_eq!(pixel, modules.get_pixel(x / 5, y / 5), "at {x} {y}");
    }
}

#[test]
fn debug_shows_nothing_of_it() {
    let picture = QrPicture::render(CODE, QrLevel::M, 3).unwrap();
    assert_eq!(format!("{picture:?}"), "QrPicture([hidden])");
}

#[test]
fn pictures_without_a_code_read_as_nothing() {
    for (width, height) in [(0, 0), (1, 1), (20, 400), (400, 20), (64, 21), (300, 200)] {
        assert!(read_qr(&GrayImage::from_pixel(width, height, Luma([BLACK]))).is_empty());
        assert!(read_qr(&GrayImage::from_pixel(width, height, WHITE)).is_empty());
    }
}

#[test]
fn noise_reads_as_nothing() {
    let noise = (21..90_u32, 21..90_u32).prop_flat_map(|(width, height)| {
        let size = (width * height) as usize;
        (Just(width), Just(height), prop::collection::vec(prop::sample::select(vec![0_u8, 0, 255, 128]), size))
    });
    runner(100)
        .run(&noise, |(width, height, pixels)| {
            let picture = GrayImage::from_raw(width, height, pixels).unwrap();
            prop_assert!(read_qr(&picture).is_empty());
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_damaged_picture_reads_as_its_text_or_as_nothing() {
    let picture = QrPicture::render(CODE, QrLevel::M, 4).unwrap();
    let side = picture.side_px();
    let blots = prop::collection::vec((0..side, 0..side, 1..side / 3, 1..side / 3, any::<u8>()), 1..8);
    runner(150)
        .run(&blots, |blots| {
            let mut damaged = picture.pixels.clone();
            for (left, top, width, height, shade) in blots {
                for (x, y) in
                    (left..side.min(left + width)).flat_map(|x| (top..side.min(top + height)).map(move |y| (x, y)))
                {
                    damaged.put_pixel(x, y, Luma([shade]));
                }
            }
            prop_assert!(read_qr(&damaged).iter().all(|text| text == CODE));
            Ok(())
        })
        .unwrap();
}
