//! The process that the console starts to look through a file: what it answers, and that a harmful file ends it.

use std::os::unix::process::ExitStatusExt as _;
use std::process::{ExitStatus, Stdio};

use domain::qr::{QrLevel, QrPicture};
use suite::qr::{pdf_that_unpacks_to, pdf_with_codes};
use suite::window::built_console;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::intake::{CODE, LOOKED_THROUGH};

/// `SIGABRT` (POSIX `signal.h`).
const ABORTED: i32 = 6;

/// What the console answers when it is started to look through a file, and how it ended.
async fn looked_through(file: &[u8]) -> (String, ExitStatus) {
    let mut command = Command::new(built_console().unwrap());
    command.arg("read-picture").env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.kill_on_drop(true).spawn().unwrap();
    let mut stdin = process.stdin.take().unwrap();
    stdin.write_all(file).await.unwrap();
    drop(stdin);
    let ended = tokio::time::timeout(LOOKED_THROUGH, process.wait_with_output()).await.unwrap().unwrap();
    (String::from_utf8(ended.stdout).unwrap(), ended.status)
}

#[tokio::test]
async fn the_process_that_looks_through_a_file_may_not_take_all_memory() {
    for file in [pdf_with_codes(&[CODE]), QrPicture::render(CODE, QrLevel::M, 6).unwrap().png().unwrap()] {
        let (answer, ended) = looked_through(&file).await;
        assert_eq!((answer, ended.success()), (format!(r#"{{"Ok":["{CODE}"]}}"#), true));
    }
    assert_eq!(looked_through(b"%PDF-1.4 and no more").await.0, r#"{"Err":"damaged_pdf"}"#);
    // A program that gets no more memory ends itself, long before all is unpacked.
    let (answer, ended) = looked_through(&pdf_that_unpacks_to(4)).await;
    assert_eq!((answer.as_str(), ended.signal()), ("", Some(ABORTED)));
}
