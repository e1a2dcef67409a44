//! No secret is left anywhere: not in the log, not in a file, not in an error's text.

use std::io::Write;
use std::sync::{Arc, Mutex};

use desk::Confirmed;
use domain::action::{Reason, Screen, VerificationMethod};
use practice::Fault;
use suite::desk::{NADIA, ShopDesk, decrypted, line, quick, shop};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Captured {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Runs on one thread, so that a subscriber of its own sees everything, at the most talkative level.
#[test]
fn keys_and_codes_are_in_no_log_file_or_error() {
    let log = Captured::default();
    // While there is one subscriber, a line of the log that another test's thread reaches first is off for good, because
    // that thread has none. While there are two, both are asked.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (files, errors, secrets) = tracing::subscriber::with_default(subscriber, || {
        runtime.block_on(async {
            let shop = shop().await;
            let test = ShopDesk::open(&shop).await;
            let mut codes = vec![shop.onsim().current_code(NADIA).unwrap()];
            let mut errors = String::new();
            test.desk.refresh_lists(None).await.unwrap();
            for fault in [None, Some(Fault::DropAfter), Some(Fault::MalformedJson), Some(Fault::Status(500))] {
                let id = test.ready_for_new_code(NADIA).await;
                if let Some(fault) = fault {
                    shop.onsim().dial().set(fault.on("queryEsim").next(1)).unwrap();
                }
                let record = test.desk.submit(id, Confirmed::new(Reason::Lost, None)).await.unwrap();
                errors += &format!("{record:?} {:?}", record.problem);
                if record.state.is_open() {
                    test.action_becomes(id, |record| !record.state.is_open()).await;
                }
                codes.push(shop.onsim().current_code(NADIA).unwrap());
            }
            test.desk.verify_customer(&line(NADIA), VerificationMethod::PhotoId).unwrap();
            let shown = test.desk.show_code(&line(NADIA), Screen::Agent).await.unwrap();
            test.desk.code_picture(&shown.id, 8).await.unwrap();
            test.desk.copy_code(&shown.id, desk::install::CodePart::Whole).await.unwrap();
            test.desk.close().await;
            let wrong = ShopDesk::open_in(&shop, test.folder.clone(), quick(), "canary-wrong-key").await;
            errors += &format!("{:?}", wrong.desk.line_page(&line("447700900000"), true).await.err());
            let mut files = Vec::new();
            for entry in std::fs::read_dir(test.path()).unwrap() {
                let path = entry.unwrap().path();
                files.extend(std::fs::read(&path).unwrap());
                if path.extension().is_some_and(|end| end == "db") {
                    files.extend(decrypted(&path));
                }
            }
            let mut secrets = vec!["canary-wrong-key".to_owned(), shop.onsim().api_key().to_owned()];
            for code in codes {
                secrets.push(code.rsplit('$').next().unwrap().to_owned());
            }
            (files, errors, secrets)
        })
    });
    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    let files = String::from_utf8_lossy(&files).into_owned();
    assert!(log.contains("provider_call") && log.contains("queryEsim"), "the log has the calls: {log}");
    assert!(files.contains("SQLite format 3"), "the files were read");
    for secret in &secrets {
        assert!(secret.len() >= 8, "too short to look for");
        for (place, text) in [("log", &log), ("files", &files), ("errors", &errors)] {
            assert!(!text.contains(secret.as_str()), "a secret is in the {place}");
        }
    }
    // A number is personal: files need it to find a line, the log and errors do not.
    for (place, text) in [("log", &log), ("errors", &errors)] {
        for number in [NADIA, "7700900123", "447700900000"] {
            assert!(!text.contains(number), "a whole number is in the {place}");
        }
    }
}
