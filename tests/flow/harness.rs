//! The quick run of the fault harness, and the proof that it bites: a client that repeats changes blindly is caught.

use suite::harness::{Harness, be_killed};

/// Fixes what is run; another one is another sample.
const SEED: u64 = 1;

/// How this program is started again to be killed.
const DOOMED: &[&str] = &["harness::the_process_that_is_killed", "--exact", "--ignored", "--nocapture"];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_done_twice_lost_or_silently_unknown() {
    let report = Harness { seed: SEED, doomed: DOOMED, blind: false, files: None }.quick(3).await;
    println!("{report}");
    assert!(report.is_clean(), "{report}");
    let (actions, kinds, _) = report.coverage();
    assert_eq!((actions, kinds), report.all_there_is(), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_repeats_blindly_is_caught() {
    let report = Harness { seed: SEED, doomed: DOOMED, blind: true, files: None }.unsure(24).await;
    assert!(report.duplicates > 0, "{report}");
}

#[test]
#[ignore = "started by the harness as a process of its own"]
fn the_process_that_is_killed() {
    be_killed();
}
