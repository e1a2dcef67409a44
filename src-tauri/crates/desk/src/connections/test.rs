//! Trying a connection out: one harmless read, and what may be wrong when it fails, in plain sentences.

use std::sync::Arc;
use std::time::Duration;

use domain::problem::{ErrorCode, Problem};
use domain::provider::ConnectionId;
use providers::{Provider, ProviderError};

use super::credentials::{KINDS, Kind, may_prove_twice};
use super::{Connected, Proof};
use crate::Desk;

/// What a test found.
#[derive(Debug)]
pub struct Tested {
    /// How long it took.
    pub took: Duration,
    /// The read that was asked, by its contract name; empty when nothing could be asked.
    pub asked: &'static str,
    /// What went wrong; nothing when the provider answered as it should.
    pub problem: Option<Problem>,
    /// What may be the cause, the likeliest first.
    pub causes: Vec<String>,
}

impl Desk {
    /// Asks a connection for something harmless, also when it is switched off: that is how a person finds out whether
    /// it can be switched on.
    ///
    /// # Errors
    /// When there is no such connection. That the provider cannot be reached is no error but what was asked.
    pub async fn test_connection(&self, id: &ConnectionId) -> Result<Tested, Problem> {
        let connected = self.connected(id)?;
        let started = tokio::time::Instant::now();
        let (asked, answer) = self.probe(&connected).await;
        let problem = answer.err();
        let causes = problem.as_ref().map(|problem| causes(&connected, problem)).unwrap_or_default();
        tracing::info!(connection = %id, asked, code = ?problem.as_ref().map(|one| one.code), "connection tested");
        if problem.is_none() {
            self.start_freshening(connected);
        }
        Ok(Tested { took: started.elapsed(), asked, problem, causes })
    }

    async fn probe(&self, connected: &Connected) -> (&'static str, Result<(), Problem>) {
        let Some(client) = self.trial_of(connected) else {
            return ("", Err(connected.blocked.clone().unwrap_or_else(super::keys::missing)));
        };
        let Some(probe) = client.probe() else {
            let message = "this provider publishes no harmless read to try a connection with";
            return ("", Err(Problem::new(ErrorCode::NotOffered, message).safe_to_retry()));
        };
        let (kind, operation) = (client.kind(), probe.operation.id);
        let in_time = async {
            tokio::time::timeout(self.inner.pace.test, probe.answer).await.unwrap_or_else(|_| {
                Err(ProviderError::not_delivered(ErrorCode::TimedOut, kind, operation, "no answer while it was tested"))
            })
        };
        (operation, self.ask(connected, in_time).await.map_err(Into::into))
    }
}

impl Desk {
    /// What a connection is tried out with: a client of its own that tries once, where that does no harm. In an outage it
    /// is the connection's client, which tries once then, so that an answer ends the outage.
    fn trial_of(&self, connected: &Connected) -> Option<Arc<dyn Provider>> {
        let own = connected.client.clone()?;
        if own.outages().is_some_and(|outages| outages.borrow().is_some()) {
            return Some(own);
        }
        let trial = match (&self.inner.book, &connected.entry, &connected.proof) {
            (Some(book), Some(entry), Some(Proof::Known(proof))) if may_prove_twice(proof) => {
                book.trial(entry, proof).ok()
            }
            _ => None,
        };
        Some(trial.unwrap_or(own))
    }
}

/// What may be behind a problem with a connection.
fn causes(connected: &Connected, problem: &Problem) -> Vec<String> {
    let connection = &connected.connection;
    let kind = connection.provider.kind();
    let (name, host) = (kind.name(), host_of(&connection.base_url));
    let proxy = match connected.entry.as_ref().and_then(|entry| entry.proxy.as_ref()) {
        Some(proxy) => format!("The proxy {proxy} may be wrong, switched off, or may not let {host} through."),
        None => "This network may need a proxy, and none is set for this connection.".to_owned(),
    };
    let address = match KINDS.iter().find(|one| one.provider == kind).and_then(|one| one.default_base_url()) {
        Some(usual) if usual != connection.base_url => {
            format!("The address may be wrong: {name} is usually at {usual}.")
        }
        _ => "The address may be that of a web page or of another product.".to_owned(),
    };
    let known = |pick: fn(&Kind) -> &'static [&'static str]| -> Vec<String> {
        let sentences = KINDS.iter().filter(|one| one.provider == kind).flat_map(pick);
        sentences.map(|sentence| (*sentence).to_owned()).collect()
    };
    match problem.code {
        ErrorCode::CredentialsRefused => {
            let general = [
                format!("{name} does not accept these credentials: they may be mistyped, replaced or withdrawn."),
                "They may belong to another environment than this address: staging and production have their own."
                    .to_owned(),
            ];
            general.into()
        }
        ErrorCode::SignInCodeNeeded => {
            let enter =
                format!("{name} lets this user in with a code only: enter it where this connection asks for it.");
            std::iter::once(enter).chain(known(|one| one.without_code)).collect()
        }
        ErrorCode::NotAllowed => known(|one| one.forbidden).into_iter().chain([address]).collect(),
        ErrorCode::TlsFailed => vec![
            format!("The certificate of {host} is not trusted by this computer, or has run out."),
            "A proxy or a virus scanner may stand in between with a certificate of its own.".to_owned(),
            "The clock of this computer may be wrong.".to_owned(),
            "The address may lead to a port that does not speak https.".to_owned(),
        ],
        ErrorCode::Unreachable => vec![
            format!(
                "The name {host} may be mistyped: it has to be known to the DNS, and something has to answer there."
            ),
            "This computer may have no connection to the internet.".to_owned(),
            proxy,
        ],
        ErrorCode::TimedOut => vec![
            format!("{name} may be very slow or may not be working at this moment."),
            format!("A firewall may drop what is sent to {host} without a word."),
            proxy,
        ],
        ErrorCode::NotFound | ErrorCode::UnreadableAnswer => {
            vec![
                address,
                "A page to log in to the network, or a proxy's own page, may have answered instead.".to_owned(),
            ]
        }
        ErrorCode::RateLimited => {
            vec![format!("The connection works; {name} was asked too often. Wait and test again.")]
        }
        ErrorCode::ProviderDown => {
            vec![format!("{name} answers that it is not working. Its status page may say more.")]
        }
        ErrorCode::CredentialsMissing => {
            vec!["Its credentials were kept for a session that has ended, or it came from another computer.".to_owned()]
        }
        ErrorCode::KeyringUnusable => {
            vec!["The keyring of this computer is locked, switched off or asks for its password.".to_owned()]
        }
        ErrorCode::Refused => vec![address, proxy],
        _ => Vec::new(),
    }
}

/// The host in an address, for people to read.
fn host_of(base_url: &str) -> String {
    let url = url::Url::parse(base_url).ok();
    url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| base_url.to_owned())
}
