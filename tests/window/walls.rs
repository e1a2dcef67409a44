//! What a script that got into the page could do: nothing. The policy is met in the real web view.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use suite::console::{BOX, LIMIT, open, shop};
use suite::window::AppWindow;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

/// Runs a script that sets `window.outcome`, and waits for it.
async fn outcome(window: &AppWindow, script: &str) -> String {
    window.execute_js(&format!("window.outcome = undefined; {script}"), vec![]).await.unwrap();
    window.wait_for_js("window.outcome !== undefined", LIMIT).await.unwrap();
    let said = window.execute_js("return String(window.outcome)", vec![]).await.unwrap();
    said.as_str().unwrap().to_owned()
}

/// Counts who asks for something. The web view may open a bare connection to where a link points before it asks whether
/// it may go there; nothing is sent on it.
async fn elsewhere() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let seen = count.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let seen = seen.clone();
            tokio::spawn(async move {
                if socket.read(&mut [0; 1]).await.is_ok_and(|read| read > 0) {
                    seen.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    (address, count)
}

#[tokio::test]
async fn a_script_in_the_page_runs_no_text_and_reaches_nothing_elsewhere() {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    let (address, requests) = elsewhere().await;

    let evaluated =
        outcome(&window, "try { window.outcome = eval('1 + 1'); } catch (error) { window.outcome = error.name; }");
    assert_eq!(evaluated.await, "EvalError");
    let made = "try { window.outcome = new Function('return 2')(); } catch (error) { window.outcome = error.name; }";
    assert_eq!(outcome(&window, made).await, "EvalError");
    let inline = "const script = document.createElement('script'); script.textContent = 'window.outcome = \"ran\"';\
                  document.addEventListener('securitypolicyviolation', (event) => { window.outcome ??= event.effectiveDirective; }, { once: true });\
                  document.body.append(script);";
    assert_eq!(outcome(&window, inline).await, "script-src-elem");
    let attribute = "const button = document.createElement('button'); button.setAttribute('onclick', 'window.outcome = \"ran\"');\
                     document.addEventListener('securitypolicyviolation', (event) => { window.outcome ??= event.effectiveDirective; }, { once: true });\
                     document.body.append(button); button.click();";
    assert_eq!(outcome(&window, attribute).await, "script-src-attr");

    for (what, script) in [
        (
            "fetch",
            format!(
                "fetch('{address}/').then(() => {{ window.outcome = 'went'; }}, () => {{ window.outcome = 'refused'; }});"
            ),
        ),
        (
            "picture",
            format!(
                "const image = new Image(); image.onload = () => {{ window.outcome = 'went'; }}; image.onerror = () => {{ window.outcome = 'refused'; }}; image.src = '{address}/x.png';"
            ),
        ),
        (
            "script",
            format!(
                "const script = document.createElement('script'); script.onload = () => {{ window.outcome = 'went'; }}; script.onerror = () => {{ window.outcome = 'refused'; }}; script.src = '{address}/x.js'; document.body.append(script);"
            ),
        ),
        (
            "socket",
            format!(
                "try {{ const socket = new WebSocket('{}'); socket.onopen = () => {{ window.outcome = 'went'; }}; socket.onerror = () => {{ window.outcome = 'refused'; }}; }} catch {{ window.outcome = 'refused'; }}",
                address.replace("http", "ws")
            ),
        ),
        (
            "beacon",
            format!("try {{ navigator.sendBeacon('{address}/', 'x'); }} catch {{}} window.outcome = 'refused';"),
        ),
        (
            "frame",
            format!(
                "const frame = document.createElement('iframe'); frame.src = '{address}/'; document.body.append(frame); frame.onload = () => {{ window.outcome = 'refused'; }}; setTimeout(() => {{ window.outcome = 'refused'; }}, 500);"
            ),
        ),
    ] {
        assert_eq!(outcome(&window, &script).await, "refused", "{what}");
        assert_eq!(requests.load(Ordering::SeqCst), 0, "{what} reached another place");
    }
    let opened = format!("window.outcome = String(window.open('{address}/'));");
    assert_eq!(outcome(&window, &opened).await, "null", "no second window");
    assert_eq!(requests.load(Ordering::SeqCst), 0, "a second window reached another place");

    // A form, a link and an address lead nowhere either: the page stays.
    for script in [
        format!("location.href = '{address}/'"),
        format!(
            "const link = document.createElement('a'); link.href = '{address}/'; document.body.append(link); link.click()"
        ),
        format!(
            "const form = document.createElement('form'); form.action = '{address}/'; document.body.append(form); form.submit()"
        ),
    ] {
        window.execute_js(&script, vec![]).await.unwrap();
        window.wait_for(BOX, LIMIT).await.unwrap();
        let place = window.execute_js("return location.origin", vec![]).await.unwrap();
        assert_eq!(place, "tauri://localhost", "{script}");
        assert_eq!(requests.load(Ordering::SeqCst), 0, "{script} reached another place");
    }
    window.close().await.unwrap();
}

#[tokio::test]
async fn the_page_cannot_be_bent_and_commands_of_the_toolkit_are_refused() {
    let shop = shop().await;
    let window = open(&shop, None).await.unwrap();
    let frozen = "window.outcome = Object.isFrozen(Object.prototype);";
    assert_eq!(outcome(&window, frozen).await, "true");
    assert_eq!(outcome(&window, "window.outcome = typeof window.__TAURI__;").await, "undefined");
    for command in [
        "plugin:event|emit",
        "plugin:window|close",
        "plugin:webview|create_webview_window",
        "plugin:path|resolve_directory",
        "plugin:app|version",
    ] {
        let script = format!(
            "window.__TAURI_INTERNALS__.invoke('{command}', {{ event: 'desk', payload: {{}}, options: {{}}, directory: 1 }})\
             .then(() => {{ window.outcome = 'allowed'; }}, (error) => {{ window.outcome = String(error); }})"
        );
        let said = outcome(&window, &script).await;
        assert!(said.contains("not allowed") || said.contains("not found"), "{command}: {said}");
    }
    window.close().await.unwrap();
}
