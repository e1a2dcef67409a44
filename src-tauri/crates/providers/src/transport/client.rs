//! The HTTP clients of a transport and the proxy they go through.

use reqwest::{Client, Proxy, Url};

use super::base_url::BaseUrl;
use super::tuning::Timeouts;

pub(super) fn usable_proxy(text: &str) -> Result<Proxy, ()> {
    let url = Url::parse(text.trim()).map_err(|_| ())?;
    let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    if !plain || !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(());
    }
    Proxy::all(url).map_err(|_| ())
}

#[expect(clippy::disallowed_methods, reason = "this is the transport: the one place that makes HTTP clients")]
pub(super) fn client(
    base_url: &BaseUrl,
    proxy: Option<Proxy>,
    timeouts: &Timeouts,
    changes: bool,
) -> reqwest::Result<Client> {
    let mut builder = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(timeouts.connect)
        .https_only(!base_url.is_plain())
        .user_agent(concat!("SIMdesk/", env!("CARGO_PKG_VERSION")));
    if changes {
        // Without idle connections, and without HTTP/2, which would share one connection between calls.
        builder = builder.pool_max_idle_per_host(0).http1_only();
    }
    if base_url.is_loopback() {
        builder = builder.no_proxy();
    } else if let Some(proxy) = proxy {
        builder = builder.proxy(proxy);
    }
    if base_url.is_plain() {
        // Nothing will be encrypted, so the system's certificates need not be loaded.
        builder = builder.tls_certs_only([]);
    }
    builder.build()
}
