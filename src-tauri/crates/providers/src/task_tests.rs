//! What the tests of the providers' task tables share: a place where nobody listens, leave for a change, and what holds of
//! every table.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use domain::action::{ActionId, Ticket};
use domain::line::LineKey;
use domain::msisdn::Region;
use domain::provider::{ConnectionId, ProviderKind};
use domain::task::{About, FieldKind, Subject, Task};
use tokio::net::TcpSocket;

use crate::Operation;
use crate::transport::{Auth, BaseUrl, OutagePolicy, Rate, Transport, TransportConfig, Tuning};

/// A port where nobody listens, kept while a test runs: what would be sent gets as far as that.
pub(crate) struct DeafPort(TcpSocket);

impl DeafPort {
    pub(crate) fn take() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        Self(socket)
    }

    /// A transport to it that neither paces itself nor waits between two tries, and asks again however often it goes wrong.
    pub(crate) fn transport(&self, provider: ProviderKind, auth: Auth) -> Transport {
        let many = NonZeroU32::new(100_000).unwrap();
        let tuning = Tuning {
            rate: Rate { per_second: many, burst: many },
            outage: OutagePolicy { failures: u32::MAX, ..OutagePolicy::default() },
            sleeper: Arc::new(|_| Box::pin(std::future::ready(()))),
            ..Tuning::default()
        };
        let base_url = BaseUrl::parse(&format!("http://{}", self.0.local_addr().unwrap())).unwrap();
        let connection = ConnectionId("c1".to_owned());
        Transport::new(TransportConfig { provider, connection, base_url, auth, proxy: None, tuning }).unwrap()
    }
}

/// Something a task is about, with this id.
pub(crate) fn about(subject: Subject, id: &str) -> About {
    let (connection, id) = (ConnectionId("c1".to_owned()), id.to_owned());
    match subject {
        Subject::Line => About::Line { line: LineKey { connection, id } },
        Subject::Customer => About::Customer { connection, id },
        Subject::Port => About::Port { connection, id },
        Subject::Account => About::Account { connection },
    }
}

/// Leave for one change.
#[expect(clippy::disallowed_methods, reason = "below the desk there is no ledger to issue it")]
pub(crate) fn ticket() -> Ticket {
    Ticket::issue(ActionId(uuid::Uuid::now_v7()))
}

/// Every operation is in a task, or once in the table of those that have their place elsewhere, with the reason.
pub(crate) fn every_operation_has_its_place<'a>(
    tasks: impl IntoIterator<Item = &'a Task>,
    not_a_task: impl IntoIterator<Item = (&'static str, &'static str)>,
    operations: impl IntoIterator<Item = &'a Operation>,
) {
    let used: BTreeSet<&str> =
        tasks.into_iter().flat_map(|task| task.also.iter().copied().chain([task.call])).collect();
    let mut elsewhere = BTreeSet::new();
    for (id, reason) in not_a_task {
        assert!(elsewhere.insert(id), "{id} has two reasons");
        assert!(reason.ends_with('.') && reason.len() > 20, "{id}: {reason}");
    }
    assert!(used.is_disjoint(&elsewhere), "{:?}", used.intersection(&elsewhere).collect::<Vec<_>>());
    let known: BTreeSet<&str> = operations.into_iter().map(|operation| operation.id).collect();
    assert_eq!(&used | &elsewhere, known);
}

/// Names are given once, words are plain, and every choice can be chosen.
pub(crate) fn holds_together(tasks: &[Task], region: Region) {
    let ids: BTreeSet<_> = tasks.iter().map(|task| task.id).collect();
    assert_eq!(ids.len(), tasks.len());
    for task in tasks {
        assert!(!task.title.ends_with('.') && task.hint.ends_with('.'), "{}", task.id);
        let names: BTreeSet<_> = task.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), task.fields.len(), "{}", task.id);
        assert!(task.stages.is_empty() || task.subject == Subject::Line, "{}", task.id);
        assert!(!task.read_back.reads_line() || task.subject == Subject::Line, "{}", task.id);
        for (place, field) in task.fields.iter().enumerate() {
            if let Some((other, values)) = field.only_if {
                let before = task.fields[..place].iter().find(|one| one.name == other).map(|field| field.kind);
                let Some(FieldKind::Choice { choices }) = before else {
                    panic!("{}: {other} is no choice before {}", task.id, field.name);
                };
                assert!(values.iter().all(|value| choices.iter().any(|(one, _)| one == value)), "{}", task.id);
            }
            assert!(field.hint.is_empty() || field.hint.ends_with('.'), "{} {}", task.id, field.name);
            if let FieldKind::Choice { choices } = field.kind {
                assert!(choices.iter().all(|(value, _)| field.read(value, region).as_deref() == Ok(value)));
            }
        }
    }
}
