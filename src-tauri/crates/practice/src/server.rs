//! The loopback HTTP/1.1 server under every simulated provider: accepts, serves, and can break a connection off
//! without an answer or in the middle of one. It knows no provider.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, Response};
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tower::Service;

/// A running server. Dropping it closes the port and every open connection.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Serves `router` on a free port of 127.0.0.1; nothing outside this computer can reach it.
    pub(crate) async fn start(router: Router) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        Ok(Self { address, accepting: tokio::spawn(accept(listener, router)) })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The connections belong to the accepting task, so they end with it.
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, router.clone()));
                }
                Err(error) => tracing::warn!(kind = ?error.kind(), "practice shop could not accept a connection"),
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, router: Router) {
    // Only a matter of speed; a socket that refuses the option serves all the same.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut router = router.clone();
        async move {
            let response = match router.call(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let response: Response<Body> = response;
            match response.extensions().get::<HangUp>() {
                Some(HangUp) => Err(BrokenOff),
                None => Ok(response),
            }
        }
    });
    // An error here is a client that left or a connection broken off on purpose: both are ordinary.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// Marks a response that must not be sent: the connection is closed instead.
#[derive(Clone, Copy, Debug)]
struct HangUp;

/// Closes the connection without an answer.
pub(crate) fn hang_up() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(HangUp);
    response
}

/// A body that promises all of `whole`, sends its first `sent` bytes and then breaks the connection off.
pub(crate) fn cut_body(whole: &Bytes, sent: usize) -> Body {
    let sent = sent.min(whole.len());
    let promised = u64::try_from(whole.len()).unwrap_or(u64::MAX);
    Body::new(CutBody { part: Some(whole.slice(..sent)), promised, flushed: false })
}

/// Why hyper is made to close a connection.
#[derive(Debug, thiserror::Error)]
#[error("broken off by the fault dial")]
struct BrokenOff;

struct CutBody {
    part: Option<Bytes>,
    promised: u64,
    flushed: bool,
}

impl hyper::body::Body for CutBody {
    type Data = Bytes;
    type Error = BrokenOff;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BrokenOff>>> {
        let this = self.get_mut();
        match this.part.take() {
            Some(part) if !part.is_empty() => Poll::Ready(Some(Ok(Frame::data(part)))),
            _ if this.flushed => Poll::Ready(Some(Err(BrokenOff))),
            _ => {
                // hyper writes out what it holds only when the body has nothing ready; an error would discard it.
                this.flushed = true;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        // Read once, when the head is written: this becomes the Content-Length.
        SizeHint::with_exact(self.promised)
    }
}
