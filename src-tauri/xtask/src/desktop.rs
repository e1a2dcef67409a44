//! `cargo xtask desktop CMD`, and the place where window tests run: a desktop of its own on a machine without a screen.
//! That is an X server in memory, a session bus, an unlocked keyring, a home and a runtime folder, which all go away
//! with the command. Linux only.
//!
//! The runtime folder must be new: when `$XDG_RUNTIME_DIR/keyring` belongs to a keyring on another bus, GTK waits for
//! it for 25 seconds at every start.

use crate::host;
use crate::run::{Failure, Outcome, ended, forget_package, not_started, say};
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};

/// The screen of the people the console is made for.
const SCREEN: &str = "1366x768x24";

/// What still has to be set when a GTK program is to meet nothing of the person's own session.
const UNSET: &[&str] = &[
    "AT_SPI_BUS_ADDRESS",
    "DBUS_SESSION_BUS_ADDRESS",
    "GNOME_KEYRING_CONTROL",
    "GTK_MODULES",
    "SESSION_MANAGER",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
];

/// Runs on the new bus: unlocks the keyring before the command, because the first one to ask for a secret would
/// otherwise start a locked one. What the bus and its services print goes to the log; the command has our own outputs.
const SESSION: &str = r#"
exec 3>&1 4>&2 >>"$SIMDESK_DESKTOP_LOG" 2>&1
exec dbus-run-session -- sh -c '
    printf %s desktop | gnome-keyring-daemon --unlock --components=secrets 3>&- 4>&- || exit 127
    : >"$XDG_RUNTIME_DIR/ready"
    exec >&3 2>&4 3>&- 4>&-
    exec "$@"' desktop "$@"
"#;

/// Ends the process groups whose numbers it reads, then removes the folders it was given. It starts when its input
/// ends, so it also cleans up when this program is killed. Dead processes that nobody has collected do not count.
const JANITOR: &str = r#"
groups=
while read -r group; do groups="$group $groups"; done
alive() { cat /proc/[0-9]*/stat 2>/dev/null | sed 's/.*) //' | grep -q "^[^ZX] [0-9]* $1 "; }
for group in $groups; do
    kill -s TERM -- "-$group" 2>/dev/null
    tries=0
    while alive "$group" && [ "$tries" -lt 100 ]; do tries=$((tries + 1)); sleep 0.02; done
    kill -s KILL -- "-$group" 2>/dev/null
done
rm -rf -- "$@"
"#;

/// A command for the private desktop.
#[derive(Debug)]
pub(crate) struct Job {
    /// The program and its arguments.
    pub(crate) words: Vec<OsString>,
    /// The folder it runs in.
    pub(crate) folder: PathBuf,
    /// Variables it gets besides those of the desktop.
    pub(crate) env: Vec<(OsString, OsString)>,
    /// Whether it may read our standard input.
    pub(crate) input: bool,
}

/// `cargo xtask desktop CMD [ARGS]`.
pub(crate) fn command(args: &[OsString]) -> Outcome {
    if args.is_empty() {
        return Err(Failure::usage("cargo xtask desktop CMD [ARGS]"));
    }
    let folder = std::env::current_dir().map_err(|error| Failure::new(format!("No working folder: {error}")))?;
    inside(&Job { words: args.to_vec(), folder, env: Vec::new(), input: true })
}

/// Runs a command in a new private desktop and ends as it ended.
pub(crate) fn inside(job: &Job) -> Outcome {
    if !host::LINUX {
        return Err(Failure::new("The private desktop is made of Xvfb and D-Bus, so it exists on Linux only."));
    }
    Desktop::open()?.run(job)
}

struct Desktop {
    folder: PathBuf,
    display: String,
    screen: Child,
    janitor: Child,
    groups: Option<ChildStdin>,
}

impl Desktop {
    fn open() -> Outcome<Self> {
        let folder = private_folder()?;
        let mut janitor = Command::new("setsid");
        janitor.args(["sh", "-c", JANITOR, "janitor"]).arg(&folder).current_dir("/");
        janitor.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut janitor_child = janitor.spawn().map_err(|error| not_started(&janitor, &error))?;
        let mut groups = janitor_child.stdin.take();

        let log = folder.join("log");
        let (screen, display) = open_screen(&log)?;
        tell(&mut groups, screen.id());
        let desktop = Self { folder, display, screen, janitor: janitor_child, groups };
        if desktop.display.is_empty() {
            return Err(Failure::new(format!("Xvfb did not start: {}", desktop.log())));
        }
        for name in ["home", "run"] {
            let made = desktop.folder.join(name);
            fs::create_dir(&made).map_err(|error| Failure::new(format!("{}: {error}", made.display())))?;
        }
        let run = desktop.folder.join("run");
        private(&run)?;
        Ok(desktop)
    }

    fn run(mut self, job: &Job) -> Outcome {
        let mut command = Command::new("setsid");
        command.args(["sh", "-c", SESSION, "desktop"]).args(&job.words).current_dir(&job.folder);
        self.furnish(&mut command);
        command.envs(job.env.iter().map(|(name, value)| (name, value)));
        command.stdin(if job.input { Stdio::inherit() } else { Stdio::null() });

        let mut shown = Command::new(job.words.first().cloned().unwrap_or_default());
        shown.args(job.words.iter().skip(1));
        if !job.input {
            say(&shown);
        }
        let mut child = command.spawn().map_err(|error| not_started(&command, &error))?;
        tell(&mut self.groups, child.id());
        let status = child.wait().map_err(|error| Failure::new(format!("The desktop was lost: {error}")))?;
        if !self.folder.join("run").join("ready").exists() {
            return Err(Failure::new(format!("The private desktop did not start: {}", self.log())));
        }
        ended(&shown, status)
    }

    /// The environment of somebody who has just logged in here, in an English session.
    fn furnish(&self, command: &mut Command) {
        forget_package(command);
        for name in UNSET {
            command.env_remove(name);
        }
        let home = self.folder.join("home");
        command
            .env("SIMDESK_DESKTOP_LOG", self.folder.join("log"))
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_STATE_HOME", home.join(".local/state"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("XDG_RUNTIME_DIR", self.folder.join("run"))
            .env("DISPLAY", format!(":{}", self.display))
            .env("GDK_BACKEND", "x11")
            .env("LC_ALL", "C.UTF-8");
        if host::variable("WEBKIT_DISABLE_DMABUF_RENDERER").is_none() {
            // With that renderer off, WebDriver's screenshot command never answers on a machine without a GPU.
            command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "0");
        }
        // Cargo and rustup look in the home folder, and the new one is empty.
        for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            let kept = host::variable(name).or_else(|| host::home().map(|home| home.join(folder).into()));
            if let Some(kept) = kept {
                command.env(name, kept);
            }
        }
    }

    fn log(&self) -> String {
        let text = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        if text.trim().is_empty() { "it gave no reason".to_owned() } else { text.trim().to_owned() }
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.groups = None;
        // Nothing can be done about either here, and the janitor has the last word anyway.
        let _ = self.screen.wait();
        let _ = self.janitor.wait();
    }
}

/// A new folder that only we can enter.
fn private_folder() -> Outcome<PathBuf> {
    let mut command = Command::new("mktemp");
    command.args(["--directory", "--tmpdir", "simdesk-desktop.XXXXXXXX"]);
    let path = crate::run::capture(&mut command)?;
    Ok(PathBuf::from(path.trim_end()))
}

/// D-Bus and the keyring refuse a runtime folder that others may enter.
fn private(folder: &std::path::Path) -> Outcome {
    let mut command = Command::new("chmod");
    command.arg("700").arg(folder);
    crate::run::capture(&mut command).map(drop)
}

/// An X server in memory and the number of the free display it took; an empty number when it ended at once.
fn open_screen(log: &std::path::Path) -> Outcome<(Child, String)> {
    let errors = fs::File::create(log).map_err(|error| Failure::new(format!("{}: {error}", log.display())))?;
    let mut command = Command::new("setsid");
    // The server would otherwise start anew when its last window closes, and refuse the next one meanwhile.
    command.args(["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
    let mut screen = command.spawn().map_err(|error| not_started(&command, &error))?;
    let mut display = String::new();
    if let Some(output) = screen.stdout.take() {
        // What cannot be read leaves the number empty, which the caller reports with the log.
        let _ = BufReader::new(output).read_line(&mut display);
    }
    Ok((screen, display.trim().to_owned()))
}

/// Puts a process group on the janitor's list. A janitor that is gone cannot be told, and nobody else can help.
fn tell(groups: &mut Option<ChildStdin>, group: u32) {
    if let Some(list) = groups {
        let _ = writeln!(list, "{group}");
    }
}
