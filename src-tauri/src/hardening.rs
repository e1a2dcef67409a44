//! What makes this program a harder target: no core dumps, no secret in the words of a panic, memory that is wiped when it
//! is given back, and windows that go nowhere. The policy of the page is in `tauri.conf.json`; the tests here hold it.

use std::alloc::System;

use tauri::plugin::{Builder, TauriPlugin};
use tauri::{Manager as _, Url, Wry};
use zeroizing_alloc::ZeroAlloc;

/// Wipes every block that Rust code gives back: also those of HTTP, TLS and JSON, whose buffers have no secret types.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

/// The first thing the program does.
pub(crate) fn begin() {
    no_core_dumps();
    quiet_panics();
}

/// A core dump is this program's memory in a file. On Linux the process also cannot be attached to or read by other
/// programs of the same user. Windows keeps such dumps only where an administrator has switched them on, and switching
/// them off for one program needs unsafe code.
fn no_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // Inherited by the processes of the web view. Fails only where no limit may be set at all.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// A panic's own words may repeat what a value held, so only its place is told.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        tracing::error!(place, "a fault of this program");
        // Perhaps there is no log yet.
        #[expect(clippy::print_stderr, reason = "the last place left to say where the program failed")]
        {
            eprintln!("SIMdesk failed at {place}");
        }
    }));
}

/// Keeps every window on the program's own page.
pub(crate) fn walls() -> TauriPlugin<Wry> {
    Builder::new("walls")
        .on_navigation(|webview, url| {
            let development = webview.app_handle().config().build.dev_url.clone().filter(|_| tauri::is_dev());
            let stays = is_own(url, development.as_ref());
            if !stays {
                // What follows the host may be personal.
                tracing::warn!(host = url.host_str(), "a window was kept from leaving");
            }
            stays
        })
        .build()
}

/// Whether an address is the program's own: `tauri://localhost`, or `http://tauri.localhost` on Windows.
fn is_own(url: &Url, development: Option<&Url>) -> bool {
    let own = matches!(
        (url.scheme(), url.host_str(), url.port()),
        ("tauri", Some("localhost"), None) | ("http" | "https", Some("tauri.localhost"), None)
    );
    own || development.is_some_and(|development| development.origin() == url.origin())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;

    const CONFIG: &str = include_str!("../tauri.conf.json");

    fn config() -> Value {
        serde_json::from_str(CONFIG).unwrap()
    }

    fn policy() -> BTreeMap<String, Vec<String>> {
        let config = config();
        let policy = config["app"]["security"]["csp"].as_object().unwrap();
        let words = |value: &Value| value.as_str().unwrap().split_whitespace().map(str::to_owned).collect();
        policy.iter().map(|(name, value)| (name.clone(), words(value))).collect()
    }

    #[test]
    fn the_page_may_load_run_and_ask_only_what_is_in_the_program() {
        let policy = policy();
        let sources = |name: &str| policy.get(name).map(|words| words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(sources("default-src"), Some(vec!["'none'"]), "what is not named is forbidden");
        assert_eq!(sources("script-src"), Some(vec!["'self'"]));
        assert_eq!(sources("style-src"), Some(vec!["'self'"]));
        assert_eq!(sources("font-src"), Some(vec!["'self'"]));
        assert_eq!(sources("img-src"), Some(vec!["'self'", "blob:"]));
        assert_eq!(sources("connect-src"), Some(vec!["ipc:", "http://ipc.localhost"]), "the program itself");
        for shut in ["base-uri", "form-action", "frame-ancestors"] {
            assert_eq!(sources(shut), Some(vec!["'none'"]), "{shut} does not follow default-src");
        }
        assert_eq!(policy.len(), 9, "a new directive opens something: {policy:?}");
        let all = policy.values().flatten().cloned().collect::<Vec<_>>().join(" ");
        for hole in ["unsafe", "https:", "wss:", "ws:", "data:", "*", "//cdn"] {
            assert!(!all.contains(hole), "{hole} in {all}");
        }
    }

    #[test]
    fn nothing_weakens_the_policy_elsewhere() {
        let config = config();
        let security = &config["app"]["security"];
        assert_eq!(security["freezePrototype"], true);
        assert_eq!(config["app"]["withGlobalTauri"], false);
        for absent in ["devCsp", "dangerousDisableAssetCspModification", "assetProtocol", "headers"] {
            assert_eq!(security[absent], Value::Null, "{absent}");
        }
        assert_eq!(config["build"]["removeUnusedCommands"], true);
        assert_eq!(config["plugins"], Value::Null);
        for page in [include_str!("../../ui/index.html"), include_str!("../../ui/customer.html")] {
            assert!(!page.contains("http://") && !page.contains("https://"), "a page asks for something elsewhere");
        }
    }

    #[test]
    fn each_window_has_the_permissions_it_needs_and_no_other() {
        // Which window may do what. A new window or permission is written here first.
        // Events cannot be told apart by permission, so only the agent's window hears any.
        let expected = [
            ("customer", "customer", vec!["customer"]),
            ("main", "main", vec!["desk", "core:event:allow-listen", "core:event:allow-unlisten"]),
        ];
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
        let mut found: Vec<Value> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| serde_json::from_slice(&std::fs::read(entry.unwrap().path()).unwrap()).unwrap())
            .collect();
        found.sort_by_key(|one| one["identifier"].to_string());
        assert_eq!(found.len(), expected.len());
        for (capability, (identifier, window, permissions)) in found.iter().zip(expected) {
            assert_eq!(capability["identifier"], identifier);
            assert_eq!(capability["windows"], serde_json::json!([window]));
            assert_eq!(capability["permissions"], serde_json::json!(permissions));
            for elsewhere in ["remote", "webviews", "platforms"] {
                assert_eq!(capability[elsewhere], Value::Null, "{identifier}: {elsewhere}");
            }
        }
        let named: Vec<&Value> = found.iter().map(|one| &one["identifier"]).collect();
        let mut in_force = config()["app"]["security"]["capabilities"].as_array().unwrap().clone();
        in_force.sort_by_key(ToString::to_string);
        assert_eq!(serde_json::json!(named), serde_json::json!(in_force));
    }

    fn allowed(set: &str) -> Vec<String> {
        assert_eq!(set.matches("[[").count(), 1, "one set and nothing else");
        let name = |line: &str| Some(line.trim().strip_prefix("\"allow-")?.strip_suffix("\",")?.replace('-', "_"));
        set.lines().filter_map(name).collect()
    }

    #[test]
    fn the_agents_set_of_permissions_is_the_list_of_commands_without_the_customers_press() {
        let agents = allowed(include_str!("../permissions/desk.toml"));
        let rest: Vec<&str> =
            bridge::generate::COMMANDS.iter().copied().filter(|name| !agents.contains(&(*name).to_owned())).collect();
        assert_eq!(rest, ["confirm_as_customer"]);
        assert_eq!(agents.len() + rest.len(), bridge::generate::COMMANDS.len());
    }

    #[test]
    fn the_customers_window_may_call_four_commands() {
        let mut customers = allowed(include_str!("../permissions/customer.toml"));
        customers.sort();
        assert_eq!(customers, ["choose_for_customer", "confirm_as_customer", "customer_picture", "customer_screen"]);
    }

    #[test]
    fn a_window_goes_nowhere() {
        let own = |address: &str| is_own(&address.parse().unwrap(), None);
        assert!(own("tauri://localhost/index.html#/line/onsim/447700900123"));
        assert!(own("http://tauri.localhost/"));
        for elsewhere in [
            "https://example.test/",
            "http://tauri.localhost.example.test/",
            "http://tauri.localhost:8080/",
            "http://localhost/",
            "http://127.0.0.1:1420/",
            "tauri://localhost.example.test/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!own(elsewhere), "{elsewhere}");
        }
        let development: Url = "http://127.0.0.1:1420/".parse().unwrap();
        assert!(is_own(&"http://127.0.0.1:1420/#/".parse().unwrap(), Some(&development)));
        assert!(!is_own(&"http://127.0.0.1:1421/".parse().unwrap(), Some(&development)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_leaves_no_core_dump() {
        no_core_dumps();
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        let words: Vec<&str> = core.split_whitespace().collect();
        assert_eq!(words[4..6], ["0", "0"], "{core}");
        assert_eq!(rustix::process::dumpable_behavior().unwrap(), rustix::process::DumpableBehavior::NotDumpable);
    }
}
