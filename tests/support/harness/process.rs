//! The desk in a process of its own, to be killed with SIGKILL: the side that starts and kills it, and its own.
//!
//! The process that is killed is this program itself, started again. It says on its standard output where it stands, one
//! word a line after an `@`, and ends by itself when the side that started it is gone.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use desk::{Deps, Desk, DeskEvent, Events, Pace, Policy, SystemClock};
use domain::action::ActionState;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::around::{Around, Way};
use super::door::Door;
use super::{by_hand, open_files, targets};
use crate::desk::{InThisProcess, eager};

/// Names the file with the job of the process that is to be killed.
const JOB: &str = "SIMDESK_HARNESS_JOB";

/// Longer than any of it takes on the slowest computer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where the process stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stop {
    /// With the preview only, before the confirmation.
    Previewed,
    Prepared,
    Sent,
    Answered,
    /// When it is noted that nobody knows what became of it.
    Unknown,
    /// When what was found out is noted.
    FoundOut,
    /// Only once the outcome is on the disk.
    End,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Job {
    pub(crate) door: Door,
    pub(crate) folder: PathBuf,
    /// Which of all targets.
    pub(crate) target: usize,
    pub(crate) stop: Stop,
    /// Whether the change has been sent by a process before this one, so that what became of it is to be found out.
    pub(crate) sent_before: bool,
}

/// A running process that will be killed.
pub(crate) struct Doomed {
    child: Child,
    said: UnboundedReceiver<String>,
}

impl Doomed {
    pub(crate) fn start(job: &Job, arguments: &[&str]) -> Self {
        let file = job.folder.join("job.json");
        std::fs::write(&file, serde_json::to_vec(job).unwrap()).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(arguments)
            .env(JOB, file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (tell, said) = unbounded_channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                // The test runner writes on the same output.
                if let Some((_, word)) = line.split_once('@')
                    && tell.send(word.to_owned()).is_err()
                {
                    return;
                }
            }
        });
        Self { child, said }
    }

    /// The next thing it says.
    pub(crate) async fn says(&mut self) -> Result<String, String> {
        match tokio::time::timeout(PATIENCE, self.said.recv()).await {
            Ok(Some(word)) => match word.strip_prefix("failed ") {
                Some(why) => Err(why.to_owned()),
                None => Ok(word),
            },
            Ok(None) => Err("the other process ended".to_owned()),
            Err(_) => Err("the other process said nothing in time".to_owned()),
        }
    }

    /// Kills it as a power cut would: SIGKILL, or `TerminateProcess` on Windows.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Doomed {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Does the job this process was started for and never comes back; comes back at once when it was started for none.
pub fn be_killed() {
    #[expect(clippy::disallowed_methods, reason = "how a program that starts itself tells itself apart")]
    let Some(job) = std::env::var_os(JOB) else { return };
    let job: Job = serde_json::from_slice(&std::fs::read(Path::new(&job)).unwrap()).unwrap();
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        // Whoever started this is gone.
        std::process::exit(0);
    });
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        if let Err(why) = work(&job).await {
            say(&format!("failed {}", why.replace('\n', " ")));
        }
        stand_still("end");
    });
}

async fn work(job: &Job) -> Result<(), String> {
    let targets = targets();
    let target = targets.get(job.target).ok_or("no such target")?;
    let mut connection = job.door.connection(eager());
    if job.stop == Stop::Answered {
        let way = Way::Answered(Arc::new(|| stand_still("pinned")));
        connection.provider = Arc::new(Around { inner: connection.provider, way });
    }
    let (cache, ledger) = open_files(&job.folder);
    let desk = Desk::new(Deps {
        connections: vec![connection],
        cache,
        ledger,
        clock: Arc::new(SystemClock),
        pictures: Arc::new(InThisProcess),
        events: Arc::new(Watching(job.stop)),
        agent: "Alex Agent".to_owned(),
        pace: Pace { ..by_hand() },
        policy: Policy::default(),
        settings: Arc::new(desk::KeptSettings::read(&job.folder)),
    });
    if job.sent_before {
        say("go");
        return find_out(&desk).await;
    }
    let (id, confirmed) = target.preview(&desk).await?;
    if job.stop == Stop::Previewed {
        return Ok(());
    }
    say("go");
    desk.submit(id, confirmed).await.map_err(super::target::words)?;
    Ok(())
}

/// What the desk does when it is started again: it recovers, and somebody looks what became of the change.
async fn find_out(desk: &Desk) -> Result<(), String> {
    desk.begin().await.map_err(super::target::words)?;
    for change in super::changes(desk).await? {
        // A look that fails says nothing, and the action stays as it is.
        let _ = desk.check_action(change.id).await;
    }
    Ok(())
}

/// Stands still where it was told to: what is heard of has just been written to the disk.
struct Watching(Stop);

impl Events for Watching {
    fn emit(&self, event: DeskEvent) {
        let DeskEvent::Action(record) = event else { return };
        match (self.0, record.state) {
            (Stop::Prepared, ActionState::Prepared)
            | (Stop::Sent, ActionState::Sent)
            | (Stop::Unknown, ActionState::Unknown)
            | (Stop::FoundOut, ActionState::Done | ActionState::NotDone | ActionState::Accepted) => {
                stand_still("pinned");
            }
            _ => {}
        }
    }
}

fn say(word: &str) {
    let mut out = std::io::stdout().lock();
    // Nobody hears it when the other side is gone; then this process ends.
    let _ = writeln!(out, "@{word}").and_then(|()| out.flush());
}

fn stand_still(word: &str) {
    say(word);
    loop {
        std::thread::park();
    }
}
