//! Clients put around the real ones: one that repeats a change blindly, which the harness has to catch, and one that
//! stands still once the answer to a change has been read, so that the process can be killed there.

use std::sync::Arc;

use async_trait::async_trait;
use domain::ability::AbilityState;
use domain::action::Ticket;
use domain::line::RawField;
use domain::provider::ProviderKind;
use domain::task::{About, Choice, Task};
use providers::{
    Answer, Customers, Delivery, EsimCodes, EsimReading, Inputs, LineList, Lines, Operation, Outage, Ports, Probe,
    Progress, Provider, RemoteSearch, SignIn, TaskAnswer, TaskOutcome, Tasks,
};
use tokio::sync::watch;

/// What is done beside what the real client does.
#[derive(Clone)]
pub(crate) enum Way {
    /// Broken on purpose: when it is not sure that a change happened, it sends it again.
    Blind,
    /// Calls this once a change has been answered.
    Answered(Arc<dyn Fn() + Send + Sync>),
}

/// A real client with something around its changes; everything else is the real client's.
pub(crate) struct Around {
    pub(crate) inner: Arc<dyn Provider>,
    pub(crate) way: Way,
}

impl Around {
    fn again<T>(&self, answer: &Answer<T>) -> bool {
        match &self.way {
            Way::Blind => answer.as_ref().is_err_and(|error| error.delivery == Delivery::Unsure),
            Way::Answered(call) => {
                call();
                false
            }
        }
    }
}

fn another(ticket: &Ticket) -> Ticket {
    #[expect(clippy::disallowed_methods, reason = "a client that is broken on purpose takes what it is not given")]
    Ticket::issue(ticket.action())
}

impl Provider for Around {
    fn kind(&self) -> ProviderKind {
        self.inner.kind()
    }
    fn abilities(&self) -> Vec<AbilityState> {
        self.inner.abilities()
    }
    fn operations(&self) -> &'static [Operation] {
        self.inner.operations()
    }
    fn hang_up(&self) {
        self.inner.hang_up();
    }
    fn probe(&self) -> Option<Probe<'_>> {
        self.inner.probe()
    }
    fn sign_in(&self) -> Option<&dyn SignIn> {
        self.inner.sign_in()
    }
    fn outages(&self) -> Option<watch::Receiver<Option<Outage>>> {
        self.inner.outages()
    }
    fn line_list(&self) -> Option<&dyn LineList> {
        self.inner.line_list()
    }
    fn lines(&self) -> Option<&dyn Lines> {
        self.inner.lines()
    }
    fn remote_search(&self) -> Option<&dyn RemoteSearch> {
        self.inner.remote_search()
    }
    fn esim_codes(&self) -> Option<&dyn EsimCodes> {
        self.inner.esim_codes().map(|_| self as &dyn EsimCodes)
    }
    fn ports(&self) -> Option<&dyn Ports> {
        self.inner.ports()
    }
    fn customers(&self) -> Option<&dyn Customers> {
        self.inner.customers()
    }
    fn tasks(&self) -> Option<&dyn Tasks> {
        self.inner.tasks().map(|_| self as &dyn Tasks)
    }
}

#[async_trait]
impl EsimCodes for Around {
    async fn status(&self, id: &str) -> Answer<EsimReading> {
        self.inner.esim_codes().unwrap().status(id).await
    }

    async fn refresh(&self, id: &str, ticket: Ticket) -> Answer<EsimReading> {
        let (codes, spare) = (self.inner.esim_codes().unwrap(), another(&ticket));
        let answer = codes.refresh(id, ticket).await;
        if self.again(&answer) { codes.refresh(id, spare).await } else { answer }
    }
}

#[async_trait]
impl Tasks for Around {
    fn tasks(&self) -> &'static [Task] {
        self.inner.tasks().unwrap().tasks()
    }
    fn not_now(&self, task: &Task, line: &domain::line::Line) -> Option<String> {
        self.inner.tasks().unwrap().not_now(task, line)
    }
    async fn choices(&self, task: &Task, field: &str, about: &About, inputs: &Inputs) -> Answer<Vec<Choice>> {
        self.inner.tasks().unwrap().choices(task, field, about, inputs).await
    }
    async fn estimate(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<Vec<RawField>> {
        self.inner.tasks().unwrap().estimate(task, about, inputs).await
    }
    async fn look(&self, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
        self.inner.tasks().unwrap().look(task, about, inputs).await
    }

    async fn perform(&self, task: &Task, about: &About, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
        let (tasks, spare) = (self.inner.tasks().unwrap(), another(&ticket));
        let answer = tasks.perform(task, about, inputs, ticket).await;
        if self.again(&answer) { tasks.perform(task, about, inputs, spare).await } else { answer }
    }

    async fn progress(&self, task: &Task, about: &About, inputs: &Inputs, reference: Option<&str>) -> Answer<Progress> {
        self.inner.tasks().unwrap().progress(task, about, inputs, reference).await
    }
}
