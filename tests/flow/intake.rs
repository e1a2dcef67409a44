//! Codes from outside: pasted texts, pictures and PDFs are looked at, doubts are said before a line has the code, and
//! whatever cannot be used is refused in words.

use std::time::Duration;

use desk::intake::TakenIn;
use desk::{Desk, Pace};
use domain::action::{Screen, VerificationMethod};
use domain::problem::{ErrorCode, Problem};
use domain::qr::{QrLevel, QrPicture};
use domain::secret::SecretText;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use practice::PracticeShop;
use suite::desk::{NADIA, ShopDesk, line, quick, shop};
use suite::qr::pdf_with_codes;
use zeroize::Zeroizing;

/// A code of a mail, with small letters in it.
const CODE: &str = "LPA:1$rsp.example.net$K2-1a2B3C";

/// Another line of the practice shop.
const OTHER: &str = "447700900188";

/// A desk with Nadia verified, and her line read.
async fn ready(shop: &PracticeShop, pace: Pace) -> ShopDesk {
    let test = ShopDesk::open_with(shop, pace).await;
    test.desk.line_page(&line(NADIA), true).await.unwrap();
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
    test
}

async fn pasted(desk: &Desk, text: &str) -> Result<TakenIn, Problem> {
    desk.take_in_code(&line(NADIA), SecretText::new(text.to_owned())).await
}

async fn dropped(desk: &Desk, bytes: Vec<u8>) -> Result<TakenIn, Problem> {
    desk.take_in_picture(&line(NADIA), Zeroizing::new(bytes)).await
}

fn png(text: &str) -> Vec<u8> {
    QrPicture::render(text, QrLevel::M, 6).unwrap().png().unwrap()
}

fn why(result: Result<TakenIn, Problem>) -> (Option<String>, String) {
    let problem = result.unwrap_err();
    assert_eq!(problem.code, ErrorCode::InvalidInput, "{problem:?}");
    (problem.field, problem.message)
}

/// The code that the desk shows for what was taken in.
async fn shown(desk: &Desk, taken: &TakenIn) -> String {
    if !taken.bound {
        assert_eq!(desk.show_held_code(taken.id, Screen::Agent).await.err().unwrap().code, ErrorCode::NoSuchRecord);
        desk.bind_code(taken.id).unwrap();
    }
    desk.show_held_code(taken.id, Screen::Agent).await.unwrap().code.full().to_owned()
}

#[tokio::test]
async fn every_vector_is_taken_in_or_refused_as_text() {
    let shop = shop().await;
    let test = ready(&shop, quick()).await;
    let vectors: serde_json::Value = serde_json::from_str(include_str!("../vectors/activation-codes.json")).unwrap();
    for accepted in vectors["accept"].as_array().unwrap().iter().chain(vectors["warn"].as_array().unwrap()) {
        let code = accepted["code"].as_str().unwrap();
        let taken = pasted(&test.desk, code).await.unwrap();
        assert_eq!(taken.warnings.is_empty(), accepted["warning"].is_null(), "{code}");
        let expected = code.trim().split_once('$').unwrap().1;
        assert_eq!(shown(&test.desk, &taken).await, format!("LPA:1${expected}"));
    }
    for refused in vectors["refuse"].as_array().unwrap() {
        let code = refused["code"].as_str().unwrap();
        assert_eq!(why(pasted(&test.desk, code).await).0.as_deref(), Some("code"), "{code}");
    }
    test.desk.close().await;
}

#[tokio::test]
async fn a_code_comes_out_of_pictures_and_pdfs_as_it_is() {
    let shop = shop().await;
    let test = ready(&shop, quick()).await;
    let grey = image::load_from_memory(&png(CODE)).unwrap();
    let mut files = vec![pdf_with_codes(&[CODE]), pdf_with_codes(&["", "https://example.net/app", CODE])];
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(grey.to_rgb8()).write_to(&mut bytes, format).unwrap();
        files.push(bytes.into_inner());
    }
    for file in files {
        let start = file[..8].to_vec();
        let taken = dropped(&test.desk, file).await.unwrap_or_else(|problem| panic!("{start:?}: {problem:?}"));
        assert_eq!(taken.sm_dp_address, "rsp.example.net");
        assert_eq!(shown(&test.desk, &taken).await, CODE);
    }
    test.desk.close().await;
}

#[tokio::test]
async fn a_file_without_one_activation_code_is_refused_in_words() {
    let shop = shop().await;
    let test = ready(&shop, quick()).await;
    let blank = || {
        let mut bytes = std::io::Cursor::new(Vec::new());
        GrayImage::from_pixel(300, 300, Luma([200])).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let hostile = "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/><script>1</script></svg>";
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (blank(), "no QR code in this picture"),
        (pdf_with_codes(&["", ""]), "no QR code in this PDF"),
        (png("https://example.net/esim"), "no activation code"),
        (pdf_with_codes(&["https://example.net/esim"]), "no activation code"),
        (pdf_with_codes(&[CODE, "LPA:1$rsp.example.net$OTHER"]), "more than one activation code"),
        (png("LPA:2$rsp.example.net$T"), "unknown format"),
        (hostile.as_bytes().to_vec(), "SVG drawings are not opened"),
        (b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "HEIC"),
        (b"just some text".to_vec(), "no picture that can be opened"),
        (Vec::new(), "no picture that can be opened"),
        (vec![0xff; 50 * 1024 * 1024], "at most 20 MB"),
        ([&b"%PDF-1.7\n"[..], &[b'['; 100_000]].concat(), "PDF"),
        (pdf_with_codes(&[CODE])[..900].to_vec(), "PDF"),
        (png(CODE)[..200].to_vec(), "damaged"),
    ];
    for (file, said) in cases {
        let size = file.len();
        let (field, message) = why(dropped(&test.desk, file).await);
        assert_eq!(field.as_deref(), Some("picture"), "{message}");
        assert!(message.contains(said), "{size} bytes: {message}");
    }
    assert!(dropped(&test.desk, png(CODE)).await.is_ok(), "and the next one is looked at as ever");
}

#[tokio::test]
async fn what_takes_too_long_is_let_go() {
    let shop = shop().await;
    let test = ready(&shop, Pace { picture: Duration::ZERO, ..quick() }).await;
    let (_, message) = why(dropped(&test.desk, pdf_with_codes(&[CODE])).await);
    assert!(message.contains("could not be looked through"), "{message}");
}

#[tokio::test]
async fn a_host_that_was_never_seen_here_is_said_and_has_to_be_confirmed() {
    let shop = shop().await;
    let test = ready(&shop, quick()).await;
    let first = pasted(&test.desk, CODE).await.unwrap();
    assert_eq!((first.new_host, first.bound, first.known_hosts.len()), (true, false, 0));

    let own = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
    let usual = own.code.sm_dp_address().to_lowercase();
    let second = pasted(&test.desk, CODE).await.unwrap();
    assert_eq!((second.new_host, second.bound), (true, false));
    assert_eq!(second.known_hosts, std::slice::from_ref(&usual));
    let like_ever = pasted(&test.desk, &format!("LPA:1${}$ANOTHER", usual.to_uppercase())).await.unwrap();
    assert_eq!((like_ever.new_host, like_ever.bound), (false, true));

    // Once a person has said that it is right and it was shown, it is known.
    assert_eq!(shown(&test.desk, &second).await, CODE);
    assert!(pasted(&test.desk, CODE).await.unwrap().bound);
    test.desk.close().await;
}

#[tokio::test]
async fn a_code_of_another_line_is_said_and_has_to_be_confirmed() {
    let shop = shop().await;
    let test = ready(&shop, quick()).await;
    let own = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
    let code = own.code.full().to_owned();
    assert!(pasted(&test.desk, &code).await.unwrap().bound, "the line's own code");

    let other = line(OTHER);
    test.desk.verify_customer(&other, VerificationMethod::PhotoId).unwrap();
    let taken = test.desk.take_in_picture(&other, Zeroizing::new(png(&code))).await.unwrap();
    assert_eq!((taken.seen_on.as_slice(), taken.bound), ([line(NADIA)].as_slice(), false));
    test.desk.drop_result(taken.id);
    assert_eq!(test.desk.bind_code(taken.id).unwrap_err().code, ErrorCode::NoSuchRecord);
    test.desk.close().await;
}

#[tokio::test]
async fn the_sim_number_of_the_mail_is_compared_with_the_lines() {
    let shop = shop().await;
    let test = ready(&shop, quick()).await;
    let host = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap().code.sm_dp_address().to_owned();
    let own = test.desk.line_page(&line(NADIA), false).await.unwrap().line.sim.iccid.unwrap();
    let mail = |number: &str| format!("SIM number: {number}\nCode: LPA:1${host}$K2-1A2B3C\n");

    let taken = pasted(&test.desk, &mail(&own.grouped())).await.unwrap();
    assert_eq!((taken.other_sim, taken.bound), (None, true));

    let taken = pasted(&test.desk, &mail("8944 0000 0000 9999 999")).await.unwrap();
    assert_eq!((taken.other_sim.unwrap().digits(), taken.bound), ("8944000000009999999", false));

    let other = test.desk.line_page(&line(OTHER), true).await.unwrap().line.sim.iccid.unwrap();
    let (field, message) = why(pasted(&test.desk, &mail(other.digits())).await);
    assert_eq!(field.as_deref(), Some("code"));
    assert!(message.contains("another line"), "{message}");
    test.desk.close().await;
}

#[tokio::test]
async fn a_picture_needs_a_proof_of_identity() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    assert_eq!(dropped(&test.desk, png(CODE)).await.unwrap_err().code, ErrorCode::VerificationNeeded);
}
