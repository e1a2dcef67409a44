//! A TCP proxy between a client and the shop that breaks the connection of one request, the change, in a way of its own
//! choosing. One request a connection; everything but the change goes through untouched.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use practice::SeenRequest;
use providers::Operation;
use providers::operation::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::target::only_reads;

/// What happens to the change on its way. The shop sees nothing of the first three, and all of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Twist {
    /// Reset when the request has come; nothing is passed on.
    ResetRequest,
    /// So many bytes of the request are passed on, at least one too few.
    CutRequest(usize),
    /// Held until the client leaves; nothing is passed on.
    HoldRequest,
    /// Reset once the shop has answered; not a byte of the answer is passed on.
    ResetAnswer,
    /// So many bytes of the answer are passed on, at least one too few.
    CutAnswer(usize),
    /// The answer is held until the client leaves.
    HoldAnswer,
    /// The shop gets the request a second time; the client gets the first answer.
    Double,
    /// The answer is passed on; whatever comes later is reset.
    Silence,
}

/// The operation whose requests are the change, in a contract's table.
pub(crate) struct Change {
    pub(crate) operations: &'static [Operation],
    pub(crate) call: &'static str,
}

/// A running proxy.
pub(crate) struct Proxy {
    address: SocketAddr,
    state: Arc<State>,
    accepting: Mutex<Option<JoinHandle<()>>>,
    /// Holds the port while connections are refused: bound, and nobody listens.
    closed: Mutex<Option<TcpSocket>>,
}

struct State {
    shop: SocketAddr,
    change: Change,
    twist: Mutex<Option<Twist>>,
    /// How often the change's effect has happened, by the shop's own count.
    effects: Box<dyn Fn() -> u64 + Send + Sync>,
    /// Effects of the requests that this proxy doubled.
    own: AtomicU64,
    /// Whether everything is reset from now on.
    silent: AtomicBool,
    struck: watch::Sender<bool>,
    busy: watch::Sender<usize>,
}

const FENCE: &[u8] = b"FENCE / HTTP/1.1\r\n\r\n";

impl Proxy {
    pub(crate) async fn start(
        shop_url: &str,
        change: Change,
        twist: Option<Twist>,
        effects: Box<dyn Fn() -> u64 + Send + Sync>,
    ) -> Arc<Self> {
        let shop = shop_url.trim_start_matches("http://").parse().unwrap();
        let (struck, busy) = (watch::Sender::new(false), watch::Sender::new(0));
        let twist = Mutex::new(twist);
        let (own, silent) = (AtomicU64::new(0), AtomicBool::new(false));
        let state = Arc::new(State { shop, change, twist, effects, own, silent, struck, busy });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let accepting = tokio::spawn(accept(listener, Arc::clone(&state)));
        Arc::new(Self { address, state, accepting: Mutex::new(Some(accepting)), closed: Mutex::default() })
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Effects that are not the client's doing.
    pub(crate) fn own_effects(&self) -> u64 {
        self.state.own.load(Ordering::SeqCst)
    }

    /// Whether the change has come and was twisted.
    pub(crate) fn has_struck(&self) -> bool {
        *self.state.struck.borrow()
    }

    pub(crate) async fn struck(&self) {
        let _ = self.state.struck.subscribe().wait_for(|struck| *struck).await;
    }

    /// From now on connections are refused. Fails when another program took the port in the moment it was free.
    pub(crate) async fn refuse(&self) -> io::Result<()> {
        let accepting = self.accepting.lock().unwrap().take();
        if let Some(accepting) = accepting {
            accepting.abort();
            let _ = accepting.await;
        }
        *self.closed.lock().unwrap() = Some(bound(self.address)?);
        Ok(())
    }

    /// Connections are taken again.
    pub(crate) fn admit(&self) {
        if let Some(socket) = self.closed.lock().unwrap().take() {
            let listener = socket.listen(64).unwrap();
            *self.accepting.lock().unwrap() = Some(tokio::spawn(accept(listener, Arc::clone(&self.state))));
        }
    }

    /// Waits until everything that was sent to the proxy so far is over at the shop too: connections are taken in order.
    pub(crate) async fn fence(&self) {
        self.admit();
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(FENCE).await.unwrap();
        let _ = stream.read(&mut [0]).await;
        let _ = self.state.busy.subscribe().wait_for(|busy| *busy == 0).await;
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Ok(accepting) = self.accepting.lock()
            && let Some(accepting) = accepting.as_ref()
        {
            accepting.abort();
        }
    }
}

fn bound(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

async fn accept(listener: TcpListener, state: Arc<State>) {
    while let Ok((stream, _)) = listener.accept().await {
        state.busy.send_modify(|busy| *busy += 1);
        let state = Arc::clone(&state);
        tokio::spawn(async move {
            // An error is a connection that ended early: what this proxy is for.
            let _ = serve(stream, &state).await;
            state.busy.send_modify(|busy| *busy -= 1);
        });
    }
}

async fn serve(mut client: TcpStream, state: &State) -> io::Result<()> {
    let Some((request, seen)) = read_request(&mut client, &state.change).await? else { return Ok(()) };
    let is_change = seen.operation.as_deref() == Some(state.change.call) && !only_reads(&seen);
    let twist = if is_change { state.twist.lock().unwrap().take() } else { None };
    if state.silent.load(Ordering::SeqCst) {
        return client.set_zero_linger();
    }
    match twist {
        Some(Twist::ResetRequest) => {
            state.struck.send_replace(true);
            return client.set_zero_linger();
        }
        Some(Twist::HoldRequest) => {
            state.struck.send_replace(true);
            return until_gone(&mut client).await;
        }
        Some(Twist::CutRequest(bytes)) => {
            let mut shop = TcpStream::connect(state.shop).await?;
            shop.write_all(&request[..bytes % request.len()]).await?;
            shop.shutdown().await?;
            let _ = shop.read_to_end(&mut Vec::new()).await;
            state.struck.send_replace(true);
            return client.set_zero_linger();
        }
        _ => {}
    }
    let Some(answer) = ask(&request, &mut client, state).await? else {
        if twist == Some(Twist::HoldAnswer) {
            // It left before there was an answer to hold: on a slow computer that is the same to it.
            state.struck.send_replace(true);
        }
        return Ok(());
    };
    match twist {
        Some(Twist::ResetAnswer) => {
            state.struck.send_replace(true);
            return client.set_zero_linger();
        }
        Some(Twist::HoldAnswer) => {
            state.struck.send_replace(true);
            return until_gone(&mut client).await;
        }
        Some(Twist::CutAnswer(bytes)) => {
            state.struck.send_replace(true);
            client.write_all(&answer[..bytes % answer.len().max(1)]).await?;
            return client.shutdown().await;
        }
        Some(Twist::Double) => {
            let before = (state.effects)();
            let mut shop = TcpStream::connect(state.shop).await?;
            shop.write_all(&request).await?;
            let _ = shop.read_to_end(&mut Vec::new()).await;
            state.own.fetch_add((state.effects)() - before, Ordering::SeqCst);
            state.struck.send_replace(true);
        }
        Some(Twist::Silence) => {
            state.silent.store(true, Ordering::SeqCst);
            state.struck.send_replace(true);
        }
        _ => {}
    }
    client.write_all(&answer).await?;
    client.shutdown().await
}

/// The shop's whole answer; nothing when the client left before it came. The shop is then waited for all the same.
async fn ask(request: &[u8], client: &mut TcpStream, state: &State) -> io::Result<Option<Vec<u8>>> {
    let mut shop = TcpStream::connect(state.shop).await?;
    shop.write_all(request).await?;
    let mut answer = Vec::new();
    let mut part = [0; 8192];
    let mut left = false;
    loop {
        let read = tokio::select! {
            read = shop.read(&mut part) => read,
            gone = until_gone(client), if !left => {
                gone?;
                left = true;
                shop.shutdown().await?;
                continue;
            }
        };
        match read {
            Ok(0) | Err(_) => break,
            Ok(count) => answer.extend_from_slice(&part[..count]),
        }
    }
    Ok((!left).then_some(answer))
}

/// Returns when the client has closed its side or broken off.
async fn until_gone(client: &mut TcpStream) -> io::Result<()> {
    let mut part = [0; 256];
    while !matches!(client.read(&mut part).await, Ok(0) | Err(_)) {}
    Ok(())
}

/// One whole request, changed to end its connection, and which operation it is.
async fn read_request(client: &mut TcpStream, change: &Change) -> io::Result<Option<(Vec<u8>, SeenRequest)>> {
    let mut bytes = Vec::new();
    let mut part = [0; 8192];
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        match client.read(&mut part).await? {
            0 => return Ok(None),
            count => bytes.extend_from_slice(&part[..count]),
        }
    };
    if bytes.starts_with(b"FENCE ") {
        return Ok(None);
    }
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let length = header(&head, "content-length").and_then(|value| value.parse().ok()).unwrap_or(0_usize);
    while bytes.len() < end + 4 + length {
        match client.read(&mut part).await? {
            0 => return Ok(None),
            count => bytes.extend_from_slice(&part[..count]),
        }
    }
    let body = &bytes[end + 4..];
    let kept = head.lines().filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    let mut request = kept.collect::<Vec<_>>().join("\r\n").into_bytes();
    request.extend_from_slice(b"\r\nConnection: close\r\n\r\n");
    request.extend_from_slice(body);
    let seen = seen(&head, body, change);
    Ok(Some((request, seen)))
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    fields.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// The request as the shop's own journal would have it, as far as telling the change from the rest needs it.
fn seen(head: &str, body: &[u8], change: &Change) -> SeenRequest {
    let mut first = head.lines().next().unwrap_or_default().split(' ');
    let (method, target) = (first.next().unwrap_or_default(), first.next().unwrap_or_default());
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let query: BTreeMap<String, String> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let fixed = |operation: &&Operation| operation.path.split('/').filter(|part| !part.starts_with('{')).count();
    let found = change.operations.iter().filter(|one| verb(one.method) == method && fits(one.path, path));
    let found = found.max_by_key(fixed);
    SeenRequest {
        at: Default::default(),
        operation: found.map(|one| one.id.to_owned()),
        method: method.to_owned(),
        path_template: found.map_or(path, |one| one.path).to_owned(),
        params: BTreeMap::new(),
        query,
        auth_scheme: None,
        header_names: Vec::new(),
        body: serde_json::from_slice(body).ok(),
        status: None,
        client_left: false,
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template.iter().zip(path).all(|(wanted, given)| wanted.starts_with('{') || *wanted == given)
}

const fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}
