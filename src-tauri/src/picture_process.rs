//! Looking through pictures and PDFs of strangers in a process of their own: this program again, which then does only that
//! (`read_picture`). It is ended when it is no longer waited for.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;

use async_trait::async_trait;
use desk::intake::{PictureReader, QrTexts, Unreadable};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use zeroize::Zeroizing;

use crate::environment;
use crate::read_picture::{self, MOST_ANSWER};

/// Starts a process for each file. The file and what is in it go through pipes only.
pub(crate) struct PictureProcess {
    program: PathBuf,
    arguments: Vec<OsString>,
}

impl PictureProcess {
    /// This program, as the process that reads.
    pub(crate) fn new() -> Self {
        // On Linux the very program that runs, also after a newer one was installed in its place.
        let program = if cfg!(target_os = "linux") { Ok("/proc/self/exe".into()) } else { std::env::current_exe() };
        // Where it cannot be told, nothing can be started, which every file is then told of.
        Self { program: program.unwrap_or_default(), arguments: vec![read_picture::COMMAND.into()] }
    }

    async fn asked(&self, file: Zeroizing<Vec<u8>>) -> io::Result<Result<QrTexts, Unreadable>> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).env_clear().envs(environment::for_a_bare_process()).kill_on_drop(true);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        #[cfg(windows)]
        {
            /// No console window (`CREATE_NO_WINDOW`, Windows "Process Creation Flags").
            const NO_WINDOW: u32 = 0x0800_0000;
            command.creation_flags(NO_WINDOW);
        }
        let mut process = command.spawn()?;
        if let Some(mut stdin) = process.stdin.take() {
            // A process that has ended does not take it; what it answered tells.
            let _ = stdin.write_all(&file).await;
            let _ = stdin.shutdown().await;
        }
        drop(file);
        let mut answer = Zeroizing::new(Vec::with_capacity(MOST_ANSWER));
        if let Some(stdout) = process.stdout.take() {
            stdout.take(u64::try_from(MOST_ANSWER).unwrap_or(u64::MAX)).read_to_end(&mut answer).await?;
        }
        let ended = process.wait().await?;
        if !ended.success() {
            return Err(io::Error::other(ended.to_string()));
        }
        read_picture::understood(answer).ok_or_else(|| io::Error::other("no answer"))
    }
}

#[async_trait]
impl PictureReader for PictureProcess {
    async fn read(&self, file: Zeroizing<Vec<u8>>) -> Result<QrTexts, Unreadable> {
        self.asked(file).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the process that looks through a picture failed");
            Err(Unreadable::GivenUp)
        })
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Read as _;

    use super::*;

    /// A process that does what a shell's words say.
    fn process(words: &str) -> PictureProcess {
        PictureProcess { program: "/bin/sh".into(), arguments: vec!["-c".into(), words.into()] }
    }

    async fn read(words: &str) -> Result<QrTexts, Unreadable> {
        process(words).read(Zeroizing::new(b"the file".to_vec())).await
    }

    #[tokio::test]
    async fn the_file_goes_in_and_the_answer_comes_out() {
        assert_eq!(*read(r#"printf '{"Ok":["%s"]}' "$(cat)""#).await.unwrap(), ["the file"]);
        assert_eq!(read(r#"cat >/dev/null; echo '{"Err":"locked_pdf"}'"#).await.unwrap_err(), Unreadable::LockedPdf);
    }

    #[tokio::test]
    async fn a_process_that_fails_says_that_the_file_could_not_be_looked_through() {
        for words in [
            "cat >/dev/null",
            "exit 0",
            "echo words",
            r#"printf '{"Ok":["cut short'"#,
            r#"echo '{"Ok":["found"]}'; exit 1"#,
            r#"echo '{"Ok":["found"]}'; kill -KILL $$"#,
            r#"echo '{"Err":"nobody knows"}'"#,
            "exec cat /dev/zero",
        ] {
            assert_eq!(read(words).await.unwrap_err(), Unreadable::GivenUp, "{words}");
        }
        let nowhere = PictureProcess { program: "/nowhere/simdesk".into(), arguments: Vec::new() };
        assert_eq!(nowhere.read(Zeroizing::default()).await.unwrap_err(), Unreadable::GivenUp);
    }

    #[tokio::test]
    async fn a_file_that_nobody_takes_does_not_hold_it_up() {
        let large = Zeroizing::new(vec![0; 20 * 1024 * 1024]);
        assert_eq!(*process(r#"echo '{"Ok":[]}'"#).read(large).await.unwrap(), [""; 0]);
    }

    #[tokio::test]
    async fn it_has_none_of_our_environment() {
        // What a shell sets by itself, and where the system finds its libraries.
        let known = ["PWD", "OLDPWD", "SHLVL", "_", "LD_LIBRARY_PATH"];
        let texts =
            read(r#"cat >/dev/null; printf '{"Ok":["%s"]}' "$(env | cut -d= -f1 | tr '\n' ' ')""#).await.unwrap();
        let other: Vec<&str> = texts[0].split_whitespace().filter(|name| !known.contains(name)).collect();
        assert!(other.is_empty(), "{other:?}");
    }

    #[tokio::test]
    async fn it_is_ended_when_nobody_waits_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("alive");
        assert!(Command::new("mkfifo").arg(&pipe).status().await.unwrap().success());
        let stuck = process(&format!("exec 3>'{}' && exec sleep 600", pipe.display()));
        let reading = tokio::spawn(async move { stuck.read(Zeroizing::new(vec![0; 1024])).await });
        // Opens when the process has opened its end, and is at its end when the process is gone.
        let opened = tokio::task::spawn_blocking(move || std::fs::File::open(pipe).unwrap());
        let mut alive = opened.await.unwrap();
        reading.abort();
        assert!(reading.await.unwrap_err().is_cancelled());
        let ended = tokio::task::spawn_blocking(move || alive.read_to_end(&mut Vec::new()).unwrap());
        let ended = tokio::time::timeout(std::time::Duration::from_secs(60), ended).await;
        assert_eq!(ended.unwrap().unwrap(), 0);
    }
}
