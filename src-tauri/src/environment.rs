//! The only reader of environment variables.

/// `SIMDESK_PRACTICE_SHOP`: a practice shop that runs elsewhere on this computer, in place of the program's own. Set by
/// tests, which keep the shop in their own hands: a JSON list of its providers. Only loopback addresses are taken.
pub(crate) fn outside_practice_shop() -> Option<String> {
    variable("SIMDESK_PRACTICE_SHOP")
}

/// What goes into the log, in the form of `tracing`'s filter: `SIMDESK_LOG`, for example `debug` or `desk=trace`.
pub(crate) fn log_filter() -> Option<String> {
    variable("SIMDESK_LOG")
}

/// The OS user's name, for the ledger's "by".
pub(crate) fn user_name() -> String {
    variable("USER").or_else(|| variable("USERNAME")).unwrap_or_else(|| "unknown user".to_owned())
}

/// `XDG_RUNTIME_DIR`: where the sockets of this user's session are.
#[cfg(target_os = "linux")]
pub(crate) fn runtime_folder() -> Option<String> {
    variable("XDG_RUNTIME_DIR")
}

fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    let value = std::env::var(name).ok();
    value.filter(|value| !value.is_empty())
}

/// On Linux the web view's DMABUF renderer shows blank windows on machines without a GPU and costs 56 MB, so it is off
/// unless the user has set the variable. It has to be set before GTK starts, and changing one's own environment is not
/// safe in Rust, so the program starts itself over once.
pub(crate) fn prepare_web_view() {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::CommandExt as _;
        const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
        if variable(RENDERER).is_none()
            && let Ok(program) = std::env::current_exe()
        {
            // Comes back only when it failed; then the window is started with the renderer on.
            let _failed =
                std::process::Command::new(program).args(std::env::args_os().skip(1)).env(RENDERER, "1").exec();
        }
    }
}

/// What a process of this program gets that opens no window: where the system finds its libraries.
pub(crate) fn for_a_bare_process() -> Option<(&'static str, String)> {
    let name = if cfg!(target_os = "windows") {
        "SystemRoot"
    } else if cfg!(target_os = "linux") {
        "LD_LIBRARY_PATH"
    } else {
        return None;
    };
    Some((name, variable(name)?))
}

/// Where IT puts files for every user of this computer.
pub(crate) fn policy_folder() -> Option<std::path::PathBuf> {
    if cfg!(target_os = "windows") {
        Some(std::path::Path::new(&variable("ProgramData")?).join("SIMdesk"))
    } else if cfg!(target_os = "macos") {
        Some("/Library/Application Support/SIMdesk".into())
    } else {
        Some("/etc/simdesk".into())
    }
}
