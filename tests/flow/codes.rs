//! Codes on a screen: the picture is the code, and it goes when it must.

use std::time::Duration;

use desk::install::CodePart;
use desk::{DeskEvent, Pace};
use domain::action::{ActionKind, ActionState, HideReason, Screen, VerificationMethod};
use domain::line::EsimStage;
use domain::problem::ErrorCode;
use image::ImageFormat;
use practice::Fault;
use secrecy::ExposeSecret as _;
use suite::desk::{NADIA, ShopDesk, line, quick, shop};

async fn verified(shop: &practice::PracticeShop, pace: Pace) -> ShopDesk {
    let test = ShopDesk::open_with(shop, pace).await;
    test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
    test
}

async fn hidden(test: &ShopDesk) -> HideReason {
    test.heard
        .wait_for("the code hidden", |event| match event {
            DeskEvent::CodeHidden { why, .. } => Some(*why),
            _ => None,
        })
        .await
}

#[tokio::test]
async fn the_picture_reads_as_the_code_the_shop_issued() {
    let shop = shop().await;
    let test = verified(&shop, quick()).await;
    let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
    let issued = shop.onsim().current_code(NADIA).unwrap();
    assert_eq!(shown.code.full(), issued);
    for module_px in [3, 8, 13] {
        let png = test.desk.code_picture(&shown.id, module_px).await.unwrap();
        let picture = image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap().to_luma8();
        assert_eq!(picture.width(), shown.modules * module_px);
        let read = suite::qr::decode_qr_with_zbar(&png).unwrap();
        assert_eq!(read, std::slice::from_ref(&issued), "{module_px} px a module");
    }
    assert!(test.desk.code_picture(&shown.id, 2).await.is_err());
    test.desk.close().await;
}

#[tokio::test]
async fn a_showing_needs_a_proof_and_is_a_row_with_its_length() {
    let shop = shop().await;
    let test = ShopDesk::open(&shop).await;
    let problem = test.desk.show_code(&line(NADIA), Screen::Agent).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::VerificationNeeded);

    test.desk.verify_customer(&line(NADIA), VerificationMethod::CallBack).unwrap();
    let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
    test.desk.hide_code(&shown.id).await;

    assert_eq!(hidden(&test).await, HideReason::Asked);
    assert_eq!(test.desk.code_picture(&shown.id, 8).await.unwrap_err().code, ErrorCode::NoSuchRecord);
    let page = test.desk.line_page(&line(NADIA), true).await.unwrap();
    let row = page.activity.iter().find(|row| matches!(row.kind, ActionKind::CodeShown { .. })).unwrap();
    assert_eq!((row.state, row.seconds), (ActionState::Noted, Some(0)));
    assert_eq!(row.verification.unwrap().method, VerificationMethod::CallBack);
}

#[tokio::test]
async fn a_code_vanishes_when_a_phone_installs_it_and_is_followed_until_enabled() {
    let shop = shop().await;
    let test = verified(&shop, quick()).await;
    let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();

    shop.onsim().use_code(shown.code.full()).unwrap();

    assert_eq!(hidden(&test).await, HideReason::Used);
    assert!(test.desk.code_picture(&shown.id, 8).await.is_err());
    shop.onsim().enable(NADIA).unwrap();
    test.heard
        .wait_for("enabled", |event| match event {
            DeskEvent::CodeState { state: Ok(state), .. } => {
                (state.stage == EsimStage::Installed && state.enabled == Some(true)).then_some(())
            }
            _ => None,
        })
        .await;
    let problem = test.desk.show_code(&line(NADIA), Screen::Agent).await.err().unwrap();
    assert_eq!(problem.code, ErrorCode::CodeUsed);
}

#[tokio::test]
async fn a_code_vanishes_when_another_takes_its_place() {
    let shop = shop().await;
    let test = verified(&shop, quick()).await;
    let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
    // Another desk of the same reseller.
    let elsewhere = ShopDesk::open(&shop).await;
    let id = elsewhere.ready_for_new_code(NADIA).await;
    elsewhere.submit(id).await.unwrap();

    assert_eq!(hidden(&test).await, HideReason::Replaced);
    assert!(test.desk.code_picture(&shown.id, 8).await.is_err());
}

#[tokio::test]
async fn a_code_hides_itself_and_can_be_kept_longer() {
    let shop = shop().await;
    let test = verified(&shop, Pace { showing: Duration::from_millis(300), ..quick() }).await;
    let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
    let longer = test.desk.extend_showing(&shown.id).unwrap();
    assert!(longer >= shown.hides_at);
    assert_eq!(hidden(&test).await, HideReason::TimeUp);
    assert_eq!(test.desk.extend_showing(&shown.id).unwrap_err().code, ErrorCode::NoSuchRecord);
}

#[tokio::test]
async fn every_part_can_be_copied_and_the_copying_is_a_row() {
    let shop = shop().await;
    let test = verified(&shop, quick()).await;
    let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
    let issued = shop.onsim().current_code(NADIA).unwrap();
    let (address, id) = issued.strip_prefix("LPA:1$").unwrap().split_once('$').unwrap();
    for (part, expected) in
        [(CodePart::SmDpAddress, address), (CodePart::ActivationCode, id), (CodePart::Whole, issued.as_str())]
    {
        let copied = test.desk.copy_code(&shown.id, part).await.unwrap();
        assert_eq!(copied.expose_secret(), expected);
    }
    let link = test.desk.copy_code(&shown.id, CodePart::IphoneLink).await.unwrap();
    assert!(
        link.expose_secret().starts_with("https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA%3A1%24")
    );
    let page = test.desk.line_page(&line(NADIA), true).await.unwrap();
    let rows = page.activity.iter().filter(|row| matches!(row.kind, ActionKind::CodeCopied { .. })).count();
    assert_eq!(rows, 3, "the address alone is no secret; id, whole and link are");
    test.desk.close().await;
}

#[tokio::test]
async fn a_provider_that_cannot_be_read_says_so_and_the_picture_stays() {
    let shop = shop().await;
    let test = verified(&shop, quick()).await;
    let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
    shop.onsim().dial().set(Fault::Status(401)).unwrap();
    let problem = test
        .heard
        .wait_for("why it could not be read", |event| match event {
            DeskEvent::CodeState { state: Err(problem), .. } => Some(problem.clone()),
            _ => None,
        })
        .await;
    assert_eq!(problem.code, ErrorCode::CredentialsRefused);
    assert!(test.desk.code_picture(&shown.id, 8).await.is_ok());
    test.desk.close().await;
}

#[tokio::test]
async fn a_code_on_paper_has_more_correction_and_its_printing_is_a_row() {
    let shop = shop().await;
    let test = verified(&shop, quick()).await;
    let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
    let png = test.desk.print_code(&shown.id).await.unwrap();
    let picture = image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap().to_luma8();
    let issued = shop.onsim().current_code(NADIA).unwrap();
    assert_eq!(suite::qr::decode_qr_with_zbar(&png).unwrap(), std::slice::from_ref(&issued));
    let expected = domain::qr::QrPicture::render(&issued, domain::qr::QrLevel::Q, 8).unwrap();
    assert_eq!(picture.width() % expected.modules_per_side(), 0, "level Q, whole pixels");
    assert!(picture.width() > 900, "fine enough for 9 cm of paper");
    assert_eq!(rows(&test, |kind| matches!(kind, ActionKind::CodePrinted { .. })).await, 1);

    test.desk.hide_code(&shown.id).await;
    assert_eq!(test.desk.print_code(&shown.id).await.unwrap_err().code, ErrorCode::NoSuchRecord);
    assert_eq!(rows(&test, |kind| matches!(kind, ActionKind::CodePrinted { .. })).await, 1);
}

#[tokio::test]
async fn a_picture_is_saved_only_where_the_policy_allows_it_and_that_is_a_row() {
    let shop = shop().await;
    for allowed in [false, true] {
        let policy = desk::Policy { save_pictures: allowed, ..desk::Policy::default() };
        let test = ShopDesk::open_with_policy(&shop, policy);
        test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
        let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
        assert_eq!(shown.may_be_saved, allowed);
        match test.desk.saved_code(&shown.id).await {
            Ok(png) => {
                let issued = shop.onsim().current_code(NADIA).unwrap();
                assert!(allowed);
                assert_eq!(suite::qr::decode_qr_with_zbar(&png).unwrap(), [issued]);
            }
            Err(problem) => assert_eq!((allowed, problem.code), (false, ErrorCode::NotOffered)),
        }
        let saved = rows(&test, |kind| matches!(kind, ActionKind::CodeSaved { .. })).await;
        assert_eq!(saved, usize::from(allowed));
        test.desk.close().await;
    }
}

async fn rows(test: &ShopDesk, is_meant: impl Fn(&ActionKind) -> bool) -> usize {
    let page = test.desk.line_page(&line(NADIA), true).await.unwrap();
    page.activity.iter().filter(|row| is_meant(&row.kind)).count()
}
