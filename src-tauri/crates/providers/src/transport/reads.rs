//! The HTTP client of reads. It keeps connections open for the next one; here they can be closed.

use std::sync::{PoisonError, RwLock};

use reqwest::Client;

type Make = Box<dyn Fn() -> reqwest::Result<Client> + Send + Sync>;

/// A client that can be exchanged for one that has no connections.
pub(super) struct Reads {
    make: Make,
    now: RwLock<Client>,
}

impl Reads {
    pub(super) fn new(make: Make) -> reqwest::Result<Self> {
        let now = RwLock::new(make()?);
        Ok(Self { make, now })
    }

    pub(super) fn client(&self) -> Client {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Closes what is idle. A call under way holds the old client, and closes its connection when it is done.
    pub(super) fn hang_up(&self) {
        match (self.make)() {
            Ok(client) => *self.now.write().unwrap_or_else(PoisonError::into_inner) = client,
            // The old one works on; its connections close by themselves after a while.
            Err(error) => tracing::warn!(error = %error.without_url(), "idle connections were not closed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;
    use tokio::sync::Notify;

    use super::*;
    use crate::transport::{BaseUrl, Timeouts};

    const SOON: Duration = Duration::from_secs(5);

    /// Answers every request on a connection; counts connections and tells of the end of each.
    async fn server() -> (String, Arc<AtomicUsize>, Arc<Notify>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let (opened, ended) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let (count, over) = (Arc::clone(&opened), Arc::clone(&ended));
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let over = Arc::clone(&over);
                tokio::spawn(async move {
                    let mut asked = [0; 4096];
                    while socket.read(&mut asked).await.is_ok_and(|read| read > 0) {
                        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK";
                        socket.write_all(answer).await.unwrap();
                    }
                    over.notify_one();
                });
            }
        });
        (address, opened, ended)
    }

    #[tokio::test]
    async fn idle_connections_are_closed_and_the_next_read_opens_one() {
        let (address, opened, ended) = server().await;
        let base_url = BaseUrl::parse(&address).unwrap();
        let timeouts = Timeouts { connect: SOON, read: SOON, change: SOON };
        let make = move || crate::transport::client::client(&base_url, None, &timeouts, false);
        let reads = Reads::new(Box::new(make)).unwrap();
        let ask = async || reads.client().get(&address).send().await.unwrap().text().await.unwrap();
        for _ in 0..3 {
            assert_eq!(ask().await, "OK");
        }
        assert_eq!(opened.load(Ordering::SeqCst), 1, "one connection is kept for all");
        reads.hang_up();
        tokio::time::timeout(SOON, ended.notified()).await.unwrap();
        assert_eq!(ask().await, "OK");
        assert_eq!(opened.load(Ordering::SeqCst), 2);
    }
}
