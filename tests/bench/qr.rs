//! The QR picture with its self-check, beside drawing it without. And the long run of random codes before the readers:
//! `cargo xtask bench qr --count 10000 [--seed S]`. It fails when a picture as it is shown is not read, or a damaged one
//! less often than another encoder's.

use std::process::ExitCode;

use domain::qr::{QrLevel, QrPicture};
use suite::qr::{Judge, QrRun};

use crate::{Row, percentile};

/// The first argument of the long run.
pub(crate) const NAME: &str = "qr";

pub(crate) fn run() -> ExitCode {
    let count = crate::argument("--count").unwrap_or(10_000);
    let seed = crate::argument("--seed").unwrap_or(1) as u64;
    let result = QrRun { count, seed, judges: Judge::ALL.to_vec() }.run();
    #[expect(clippy::print_stdout, reason = "the result is what it prints")]
    match result {
        Ok(report) => {
            println!("{report}");
            if report.faults().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

pub(crate) fn picture() -> Row {
    let code = "LPA:1$rsp.example.com$K2-1A2B3C4D5E6F7G8H";
    let took = percentile(50, 200, |_| drop(QrPicture::render(code, QrLevel::M, 8).unwrap().png().unwrap()));
    let beside = percentile(50, 200, |_| {
        let modules = qrcode::QrCode::with_error_correction_level(code, qrcode::EcLevel::M).unwrap();
        drop(modules.render::<char>().module_dimensions(8, 8).build());
    });
    Row { what: "QR picture, read back and as PNG".into(), floor: "drawing it unchecked", took, beside }
}
