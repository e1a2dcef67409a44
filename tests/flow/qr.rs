//! The quick run of random codes before the readers; the long one is `cargo xtask bench qr`.

use suite::qr::{Judge, QrRun};

#[test]
fn every_picture_is_read_and_damage_costs_no_more_than_it_costs_another_encoder() {
    let report = QrRun { count: 200, seed: 7, judges: vec![Judge::Zbar, Judge::Rqrr] }.run().unwrap();
    assert_eq!(report.drawn, 200);
    assert!(report.faults().is_empty(), "{report}");
}
