//! What the machine needs before anything can be built: Node with npm, and system libraries. Installs what it may
//! install, and otherwise says exactly what to type. When nothing is missing it only looks, in well under a second.

use crate::host;
use crate::run::{Failure, Outcome, ask, run, succeeds};
use crate::ui;
use std::ffi::OsString;
use std::process::Command;

/// The oldest Node the web tools run on, as major and minor version.
const NODE: (u32, u32) = (20, 19);

const BUILD_PACKAGES: &[&str] = &[
    "libwebkit2gtk-4.1-dev",
    "build-essential",
    "libxdo-dev",
    "libssl-dev",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "pkg-config",
];
const TEST_PACKAGES: &[&str] = &["xvfb", "dbus", "gnome-keyring", "webkit2gtk-driver", "zbar-tools", "zxing-cpp-tools"];
/// The programs the packages for the tests bring, for systems whose packages have other names.
const TEST_PROGRAMS: &[&str] = &["Xvfb", "dbus-run-session", "gnome-keyring-daemon", "WebKitWebDriver", "zbarimg"];

/// What the machine is to be ready for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    /// Building and running the console.
    Building,
    /// The tests and pictures as well, which need a display and a keyring without a person.
    Tests,
}

/// `cargo xtask setup [--tests]`.
pub(crate) fn command(args: &[OsString]) -> Outcome {
    let purpose = match args {
        [] => For::Building,
        [word] if word == "--tests" => For::Tests,
        _ => return Err(Failure::usage("cargo xtask setup [--tests]")),
    };
    ready(purpose)?;
    ui::modules()?;
    println!("Ready.");
    Ok(())
}

/// Makes the machine ready, or says what a person has to do.
pub(crate) fn ready(purpose: For) -> Outcome {
    node()?;
    if host::LINUX { linux(purpose) } else { others() }
}

/// Checks that Node and npm are there.
pub(crate) fn node() -> Outcome {
    let (major, minor) = NODE;
    let wanted = format!(
        "Node {major}.{minor} or newer with npm is needed to build the console's pages. Get it from https://nodejs.org (LTS) or \
         from your system's packages, and start again."
    );
    let version = ask(Command::new("node").arg("--version")).filter(|version| !version.trim().is_empty());
    let Some(version) = version else {
        return Err(Failure::new(format!("Node is not installed. {wanted}")));
    };
    if numbers(&version).is_none_or(|installed| installed < NODE) {
        return Err(Failure::new(format!("Node {} is too old. {wanted}", version.trim())));
    }
    if host::program(if host::WINDOWS { "npm.cmd" } else { "npm" }).is_none() {
        return Err(Failure::new(format!("npm is not installed. {wanted}")));
    }
    Ok(())
}

/// The major and minor number of `v20.19.0`.
fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn linux(purpose: For) -> Outcome {
    if host::program("dpkg-query").is_some() {
        return debian(purpose);
    }
    let mut missing: Vec<&str> = Vec::new();
    for library in ["webkit2gtk-4.1", "openssl", "librsvg-2.0"] {
        if !succeeds(Command::new("pkg-config").args(["--exists", library])) {
            missing.push(library);
        }
    }
    if purpose == For::Tests {
        missing.extend(TEST_PROGRAMS.iter().filter(|name| host::program(name).is_none()));
    }
    if missing.is_empty() {
        return Ok(());
    }
    let advice = advice(|name| host::program(name).is_some());
    Err(Failure::new(format!("Missing: {}.\n{advice}", missing.join(", "))))
}

/// What to type on the systems whose package names differ. For the tests too: the difference is small.
fn advice(installed: impl Fn(&str) -> bool) -> String {
    let line = if installed("dnf") {
        "sudo dnf install webkit2gtk4.1-devel gcc gcc-c++ make libxdo-devel openssl-devel libappindicator-gtk3-devel \
         librsvg2-devel pkgconf xorg-x11-server-Xvfb dbus-daemon gnome-keyring webkitgtk6.0 zbar"
    } else if installed("pacman") {
        "sudo pacman -S --needed webkit2gtk-4.1 base-devel xdotool openssl libayatana-appindicator librsvg pkgconf \
         xorg-server-xvfb dbus gnome-keyring zbar"
    } else if installed("zypper") {
        "sudo zypper install webkit2gtk3-devel gcc gcc-c++ make xdotool-devel libopenssl-devel \
         libayatana-appindicator3-devel librsvg-devel pkgconf xorg-x11-server-Xvfb dbus-1 gnome-keyring webkit2gtk-4_1-driver zbar"
    } else {
        return format!(
            "Install your system's packages for {} (named as on Debian), and start again.",
            [BUILD_PACKAGES, TEST_PACKAGES].concat().join(", ")
        );
    };
    format!("Run this and start again:\n  {line}")
}

fn debian(purpose: For) -> Outcome {
    let wanted = match purpose {
        For::Building => BUILD_PACKAGES.to_vec(),
        For::Tests => [BUILD_PACKAGES, TEST_PACKAGES].concat(),
    };
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat", "${db:Status-Abbrev} ${Package}\n"]).args(&wanted);
    // It ends with an error when it does not know one of them, and still lists the others.
    let known = ask(&mut query).unwrap_or_default();
    let missing = missing(&wanted, &known);
    if missing.is_empty() {
        return Ok(());
    }
    let Some(prefix) = administrator() else {
        return Err(Failure::new(format!(
            "Some system packages are missing. Run this and start again:\n  sudo apt-get update && sudo apt-get \
             install -y {}",
            missing.join(" ")
        )));
    };
    println!("Installing system packages: {}", missing.join(", "));
    run(&mut apt(prefix, &["update"]))?;
    let install = [&["install", "-y", "--no-install-recommends"], missing.as_slice()].concat();
    run(&mut apt(prefix, &install))
}

/// The wanted packages that the package database does not list as installed.
fn missing<'a>(wanted: &[&'a str], known: &str) -> Vec<&'a str> {
    let installed =
        |name: &&str| known.lines().any(|line| line.strip_prefix("ii ").is_some_and(|is| is.trim() == *name));
    wanted.iter().copied().filter(|name| !installed(name)).collect()
}

/// The words before a command that installs packages: none for root, `sudo` where it asks nothing; `None` when a
/// person has to do it.
fn administrator() -> Option<&'static [&'static str]> {
    if ask(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0") {
        return Some(&[]);
    }
    succeeds(Command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

fn apt(prefix: &[&str], words: &[&str]) -> Command {
    let line = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], words].concat();
    let (program, rest) = line.split_first().unwrap_or((&"apt-get", &[]));
    let mut command = Command::new(program);
    command.args(rest);
    command
}

fn others() -> Outcome {
    if host::MACOS && !succeeds(Command::new("xcode-select").arg("-p")) {
        return Err(Failure::new(
            "Apple's command-line tools are missing. Run this and start again:\n  xcode-select --install",
        ));
    }
    if host::WINDOWS && !has_msvc() {
        return Err(Failure::new(
            "The Microsoft C++ build tools are missing. Install \"Desktop development with C++\" from \
             https://visualstudio.microsoft.com/visual-cpp-build-tools/ and, before Windows 10 1803, the WebView2 runtime \
             from https://developer.microsoft.com/microsoft-edge/webview2/.",
        ));
    }
    Ok(())
}

/// Whether a Visual Studio with the C++ compiler is installed, as its own installer tells.
fn has_msvc() -> bool {
    let Some(programs) = host::variable("ProgramFiles(x86)") else {
        return host::program("cl").is_some();
    };
    let teller = std::path::Path::new(&programs).join("Microsoft Visual Studio/Installer/vswhere.exe");
    let mut command = Command::new(teller);
    let tools = "Microsoft.VisualStudio.Component.VC.Tools.x86.x64";
    command.args(["-latest", "-products", "*", "-requires", tools, "-property", "installationPath"]);
    ask(&mut command).is_some_and(|path| !path.trim().is_empty()) || host::program("cl").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fully_installed_packages_count() {
        let known = "ii  xvfb\nrc  dbus\n";
        assert_eq!(missing(&["xvfb", "dbus", "zbar-tools"], known), ["dbus", "zbar-tools"]);
    }

    #[test]
    fn the_version_of_node_is_compared_by_number() {
        assert_eq!(numbers("v20.20.2\n"), Some((20, 20)));
        assert!(numbers("v20.9.0").is_some_and(|installed| installed < NODE));
        assert_eq!(numbers("command not found"), None);
    }

    #[test]
    fn each_known_package_tool_gets_its_own_line() {
        for tool in ["dnf", "pacman", "zypper"] {
            assert!(advice(|name| name == tool).contains(&format!("sudo {tool} ")));
        }
        assert!(advice(|_| false).contains("libwebkit2gtk-4.1-dev"));
    }

    #[test]
    fn packages_are_installed_without_questions() {
        let command = apt(&["sudo", "-n"], &["update"]);
        let words: Vec<_> = command.get_args().collect();
        assert_eq!(command.get_program(), "sudo");
        assert_eq!(words, ["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update"]);
    }
}
