//! Port orders, reading only (ONSIM contract 7): how to order a port-in or a PAC is not published.

use async_trait::async_trait;
use domain::port::Port;
use domain::problem::ErrorCode;

use super::operations::{GET_PORT, LIST_PORTS};
use super::wire::Record;
use super::{Onsim, map, records};
use crate::transport::Call;
use crate::{Answer, Ports};

/// Which port orders to list (contract 7, `status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortFilter {
    /// Every one.
    All,
    /// `INITIAL`
    Initial,
    /// `IN PROGRESS`, with a space
    InProgress,
    /// `FAILED`
    Failed,
    /// `COMPLETE`
    Complete,
    /// `CLOSED`
    Closed,
}

impl PortFilter {
    /// The filters, in the order of the contract.
    pub const ALL: [Self; 6] = [Self::All, Self::Initial, Self::InProgress, Self::Failed, Self::Complete, Self::Closed];

    /// ONSIM's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Initial => "INITIAL",
            Self::InProgress => "IN PROGRESS",
            Self::Failed => "FAILED",
            Self::Complete => "COMPLETE",
            Self::Closed => "CLOSED",
        }
    }
}

impl Onsim {
    /// The port orders of one state.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn ports_in(&self, filter: PortFilter) -> Answer<Vec<Port>> {
        let answer = self.transport.send(Call::new(&LIST_PORTS).path("state", filter.word())).await?;
        let found = records(&answer, &["portQueue", "port"])?;
        if let Some(stranger) = found.iter().find(|record| !is_port(record)) {
            // `{}` in a wrapper is an empty queue; anything else that is no port must not pass for one.
            return if found.len() == 1 && stranger.0.is_empty() {
                Ok(Vec::new())
            } else {
                Err(answer.unusable("the answer holds something that is no port order"))
            };
        }
        Ok(found.into_iter().map(|record| map::port(record, self.transport.connection())).collect())
    }
}

fn is_port(record: &Record) -> bool {
    record.has(&["trID", "number", "portinNumber", "status"])
}

#[async_trait]
impl Ports for Onsim {
    async fn list(&self) -> Answer<Vec<Port>> {
        self.ports_in(PortFilter::All).await
    }

    async fn read(&self, id: &str) -> Answer<Port> {
        let answer = self.transport.send(Call::new(&GET_PORT).path("id", id)).await?;
        let mut found = records(&answer, &["port"])?.into_iter();
        let (Some(record), None) = (found.next(), found.next()) else {
            return Err(answer.refused(ErrorCode::NotFound, "the answer holds no single port order", None));
        };
        if !is_port(&record) {
            return Err(answer.unusable("the answer is no port order"));
        }
        let mut port = map::port(record, self.transport.connection());
        if port.id.is_empty() {
            id.clone_into(&mut port.id);
        }
        Ok(port)
    }
}
