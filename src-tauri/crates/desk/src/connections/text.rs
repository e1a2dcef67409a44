//! Connections as text, to take them to another computer. No credentials are in it, and none are taken out of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::problem::{ErrorCode, Problem};
use domain::provider::{Environment, ProviderKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::file::{Entry, Keep, real_environment};
use super::keys::missing;
use super::manage::new_id;
use super::{Book, ConnectionState, Proof, credentials, rules};
use crate::Desk;
use crate::job::blocking;

const VERSION: u32 = 1;

/// A connection without its name: that belongs to one computer and leads to the credentials there.
#[derive(Serialize, Deserialize)]
struct Carried {
    provider: ProviderKind,
    label: String,
    #[serde(deserialize_with = "real_environment")]
    environment: Environment,
    base_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proxy: Option<String>,
    #[serde(default = "yes")]
    enabled: bool,
    mode: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    findings: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Sent {
    version: u32,
    connections: Vec<Carried>,
}

#[derive(Deserialize)]
struct Received {
    version: u32,
    connections: Vec<Value>,
}

fn yes() -> bool {
    true
}

/// What became of a text with connections.
pub struct Imported {
    /// Those that were added; their credentials are missing.
    pub added: Vec<ConnectionState>,
    /// Those that were not, each by its label or its place, and why.
    pub refused: Vec<(String, Problem)>,
}

impl Book {
    /// Every connection as JSON, without credentials and without what this version does not know.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn export(&self) -> Result<String, Problem> {
        let file = Arc::clone(&self.file);
        let entries = blocking(move || file.read()).await?;
        let carried = |entry: Entry| Carried {
            provider: entry.provider,
            label: entry.label,
            environment: entry.environment,
            base_url: entry.base_url,
            proxy: entry.proxy,
            enabled: entry.enabled,
            mode: entry.mode,
            findings: entry.findings,
        };
        let sent = Sent { version: VERSION, connections: entries.into_iter().map(carried).collect() };
        serde_json::to_string_pretty(&sent)
            .map_err(|error| Problem::new(ErrorCode::Internal, format!("the connections are no JSON: {error}")))
    }
}

impl Desk {
    /// Adds the connections of a text, each on its own. They get new names, so that none of them reaches credentials
    /// that are here already; their own have to be entered.
    ///
    /// # Errors
    /// When the text as a whole cannot be understood, or the file cannot be written.
    pub async fn import_connections(&self, text: &str) -> Result<Imported, Problem> {
        let book = self.book()?;
        let _turn = self.inner.changing.lock().await;
        let received: Received = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| credentials::invalid("text", &format!("this is no list of connections: {error}")))?;
        if received.version > VERSION {
            return Err(credentials::invalid("text", "a newer version of SIMdesk wrote this text"));
        }
        let (mut added, mut refused) = (Vec::new(), Vec::new());
        for (place, one) in received.connections.into_iter().enumerate() {
            let label =
                one.get("label").and_then(Value::as_str).map_or_else(|| format!("No. {}", place + 1), str::to_owned);
            let entries = self.entries();
            let entry = serde_json::from_value::<Carried>(one)
                .map_err(|error| credentials::invalid("text", &error.to_string()))
                .and_then(|carried| checked(carried, &entries));
            match entry {
                Ok(entry) => {
                    book.change({
                        let entry = entry.clone();
                        move |entries| entries.push(entry)
                    })
                    .await?;
                    let proof = Proof::Lacking(Box::new(missing()));
                    let connected = self.put_in(book.connected(entry, proof), false).await?;
                    added.push(self.state_of(&connected).await?);
                }
                Err(problem) => refused.push((label, problem)),
            }
        }
        Ok(Imported { added, refused })
    }
}

fn checked(carried: Carried, entries: &[Entry]) -> Result<Entry, Problem> {
    credentials::mode(carried.provider, &carried.mode)?;
    Ok(Entry {
        id: new_id(carried.provider),
        provider: carried.provider,
        label: rules::label(&carried.label, entries, None)?,
        environment: rules::environment(carried.environment)?,
        base_url: rules::base_url(&carried.base_url)?,
        proxy: rules::proxy(carried.proxy.as_deref())?,
        enabled: carried.enabled,
        mode: carried.mode,
        keep: Keep::default(),
        findings: rules::findings(carried.provider, &carried.findings)?,
        other: serde_json::Map::new(),
    })
}
