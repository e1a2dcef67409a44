//! A provider's table of calls, and what every call of every provider has to make of every answer.

use std::collections::BTreeSet;

use domain::problem::ErrorCode;
use domain::provider::ProviderKind;
use futures::future::BoxFuture;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestRunner};
use providers::{Answer, Delivery, Operation, ProviderError};

use crate::contract::{Contract, row};
use crate::outcomes::expectations;
use crate::server::{DeafPort, Reply, Server};

/// What a call makes of a 2xx whose body is empty or no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// A read that needs JSON.
    Read,
    /// A read of a list whose shape is not published: an empty body is an empty list.
    List,
    /// A read that needs a file.
    File,
    /// A change whose answer says success or carries what was made: whatever is no clear yes leaves the outcome unknown.
    Needed,
    /// A change that is done by its status alone.
    Unused,
    /// Logging in: tried once, and without a ticket.
    Login,
}

/// What is to come of a call: what it is called, whether it may have happened, and how many requests are seen.
pub(crate) type Outcome = (ErrorCode, Delivery, usize);

/// One call of a client of type `C`.
pub(crate) struct Case<C: 'static> {
    /// The contract's operationId.
    pub(crate) id: &'static str,
    pub(crate) body: Body,
    pub(crate) run: for<'a> fn(&'a C) -> BoxFuture<'a, Answer<()>>,
}

/// A row of a table of calls.
pub(crate) const fn case<C>(
    id: &'static str,
    body: Body,
    run: for<'a> fn(&'a C) -> BoxFuture<'a, Answer<()>>,
) -> Case<C> {
    Case { id, body, run }
}

impl<C> Case<C> {
    pub(crate) const fn is_read(&self) -> bool {
        matches!(self.body, Body::Read | Body::List | Body::File)
    }

    /// What comes of a success that cannot be read; nothing when it is one all the same.
    fn unreadable(&self, body: &str) -> Option<Outcome> {
        match self.body {
            Body::List if body.trim().is_empty() => None,
            Body::Unused | Body::Login => None,
            Body::Read | Body::List | Body::File => Some((ErrorCode::UnreadableAnswer, Delivery::Answered, 1)),
            Body::Needed => Some((ErrorCode::OutcomeUnknown, Delivery::Unsure, 1)),
        }
    }
}

/// The calls of one provider, and how a client of it is made.
pub(crate) struct Calls<C: 'static> {
    pub(crate) provider: ProviderKind,
    pub(crate) cases: &'static [Case<C>],
    /// A client of an address.
    pub(crate) client: fn(&str) -> C,
}

impl<C> Calls<C> {
    /// Those that are no login.
    pub(crate) fn proper(&self) -> impl Iterator<Item = &'static Case<C>> {
        self.cases.iter().filter(|case| case.body != Body::Login)
    }

    /// The call of that operation; the first where it has several.
    pub(crate) fn named(&self, id: &str) -> &'static Case<C> {
        self.cases.iter().find(|case| case.id == id).unwrap()
    }

    /// The error of a call that is answered so, and how many requests were seen.
    pub(crate) async fn failure(&self, case: &Case<C>, reply: Reply) -> (ProviderError, usize) {
        let what = format!("{} ({:?}) with {reply:?}", case.id, case.body);
        let server = Server::start([reply]).await;
        let error = (case.run)(&(self.client)(&server.url())).await.err();
        (error.unwrap_or_else(|| panic!("{what}: succeeded")), server.take_seen().len())
    }

    /// A call that is answered so fails so, and says whose it was.
    pub(crate) async fn check(&self, case: &Case<C>, reply: Reply, expected: Outcome) {
        let what = format!("{} ({:?}) with {reply:?}", case.id, case.body);
        let (error, requests) = self.failure(case, reply).await;
        assert_eq!((error.code(), error.delivery, requests), expected, "{what}");
        assert_eq!(error.problem.provider, Some(self.provider), "{what}");
        assert_eq!(error.problem.operation.as_deref(), Some(case.id), "{what}");
        assert!(error.problem.request_id.is_some(), "{what}");
        assert_eq!(error.problem.retry_safe, case.is_read() || error.delivery != Delivery::Unsure, "{what}");
    }

    /// A call that is answered so succeeds.
    pub(crate) async fn succeeds(&self, case: &Case<C>, reply: Reply) {
        let what = format!("{} with {reply:?}", case.id);
        let server = Server::start([reply]).await;
        (case.run)(&(self.client)(&server.url())).await.unwrap_or_else(|error| panic!("{what}: {error:?}"));
    }

    /// Every call with every answer that is no success. `but` changes what is expected where a provider says it otherwise.
    pub(crate) async fn map_every_status_and_break(&self, but: impl Fn(&Case<C>, Outcome) -> Outcome) {
        for case in self.proper() {
            for expected in expectations() {
                let outcome = if case.is_read() { expected.read } else { expected.change };
                self.check(case, expected.reply, but(case, outcome)).await;
            }
        }
    }

    /// A success that cannot be read is unclear for a change that needs it.
    pub(crate) async fn cannot_read(&self, bodies: &[&str]) {
        for case in self.proper() {
            for body in bodies {
                let reply = Reply::bytes(200, *body);
                match case.unreadable(body) {
                    Some(expected) => self.check(case, reply, expected).await,
                    None => self.succeeds(case, reply).await,
                }
            }
        }
    }

    /// Where nobody listens, nothing was sent, and it is safe to try again.
    pub(crate) async fn know_that_nobody_listens(&self) {
        let deaf = DeafPort::take();
        for case in self.cases {
            let error = (case.run)(&(self.client)(&deaf.url())).await.unwrap_err();
            assert_eq!((error.code(), error.delivery), (ErrorCode::Unreachable, Delivery::NotDelivered), "{}", case.id);
            assert!(error.problem.retry_safe && error.status.is_none());
        }
    }

    /// Anything at all as an answer, through the socket and every call: an error or a success, never a panic, one request,
    /// and in an error nothing that `never` finds in its message and words.
    pub(crate) fn survive(
        &self,
        cases: u32,
        statuses: Vec<u16>,
        bodies: impl Strategy<Value = Vec<u8>>,
        never: impl Fn(&str, &str) -> bool,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (server, client) = runtime.block_on(async {
            let server = Server::start([Reply::empty(200)]).await;
            let client = (self.client)(&server.url());
            (server, client)
        });
        let survives = |status: u16, case: &Case<C>| -> TestCaseResult {
            let outcome = runtime.block_on((case.run)(&client));
            prop_assert_eq!(server.take_seen().len(), 1, "{} was sent more than once", case.id);
            if let Err(error) = outcome {
                prop_assert_eq!(error.status, Some(status), "{}", case.id);
                let words = error.problem.provider_words.unwrap_or_default();
                prop_assert!(words.chars().count() <= 300);
                prop_assert!(!never(&error.problem.message, &words), "{} tells too much", case.id);
            }
            Ok(())
        };
        let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
        let any = (proptest::sample::select(statuses), bodies);
        let run = runner.run(&any, |(status, body)| {
            server.answer([Reply::bytes(status, body)]);
            self.proper().try_for_each(|case| survives(status, case))
        });
        run.unwrap();
    }

    /// The operations that are called.
    pub(crate) fn called(&self) -> BTreeSet<&'static str> {
        self.cases.iter().map(|case| case.id).collect()
    }
}

/// The ids of a table of operations, each there once.
pub(crate) fn ids(operations: &'static [Operation]) -> BTreeSet<&'static str> {
    let ids: BTreeSet<&str> = operations.iter().map(|operation| operation.id).collect();
    assert_eq!(ids.len(), operations.len(), "an operation twice");
    ids
}

/// The code's table of operations is the contract's, but for those that are left out, and every row is as it stands there.
pub(crate) fn is_the_contracts_table(operations: &'static [Operation], left_out: &[&str], contract: &Contract) {
    let (known, left_out) = (ids(operations), left_out.iter().copied().collect::<BTreeSet<_>>());
    assert!(known.is_disjoint(&left_out), "an operation in both tables");
    let declared: BTreeSet<&str> = contract.operations.keys().map(String::as_str).collect();
    assert_eq!(&known | &left_out, declared);
    for operation in operations {
        let declared = contract.operations[operation.id].clone();
        let wanted = (declared.method, declared.path, declared.evidence, declared.effect);
        assert_eq!(row(operation), wanted, "{}", operation.id);
    }
}
