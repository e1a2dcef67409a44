//! The QR picture with its self-check, beside drawing it without.

use domain::qr::{QrLevel, QrPicture};

use crate::{Row, percentile};

pub(crate) fn picture() -> Row {
    let code = "LPA:1$rsp.example.com$K2-1A2B3C4D5E6F7G8H";
    let took = percentile(50, 200, |_| drop(QrPicture::render(code, QrLevel::M, 8).unwrap().png().unwrap()));
    let beside = percentile(50, 200, |_| {
        let modules = qrcode::QrCode::with_error_correction_level(code, qrcode::EcLevel::M).unwrap();
        drop(modules.render::<char>().module_dimensions(8, 8).build());
    });
    Row { what: "QR picture, read back and as PNG".into(), floor: "drawing it unchecked", took, beside }
}
