//! What the harness does to a provider: every change of every provider's table, and the new eSIM code.

use desk::{Confirmed, Desk};
use domain::action::{ActionId, ActionKind, PreviewCheck, Reason, VerificationMethod};
use domain::problem::Problem;
use domain::provider::ProviderKind;
use domain::task::About;
use practice::SeenRequest;
use providers::Provider;

use crate::desk::NADIA;
use crate::tasks::{self, Case, Ends, Place};

/// The four providers, by the names of their connections.
const PROVIDERS: [&str; 4] = ["onsim", "atomic", "reach", "telecomx"];

/// One action at one provider.
pub(crate) struct Target {
    pub(crate) provider: &'static str,
    /// The task's name; that of the new eSIM code, which is no task, is of its own.
    pub(crate) name: &'static str,
    /// The operation that does it.
    pub(crate) call: &'static str,
    pub(crate) about: Place,
    inputs: &'static [(&'static str, &'static str)],
    pub(crate) ends: Ends,
}

const NEW_CODE: &str = "new_esim_code";

impl Target {
    /// Every change that any provider has, in an order that does not change. `provider_of` gives the clients.
    pub(crate) fn all(provider_of: impl Fn(&str) -> std::sync::Arc<dyn Provider>) -> Vec<Self> {
        let mut all = Vec::new();
        for provider in PROVIDERS {
            let client = provider_of(provider);
            if client.kind() == ProviderKind::Onsim {
                let about = Place::Line(NADIA);
                all.push(Self { provider, name: NEW_CODE, call: "queryEsim", about, inputs: &[], ends: Ends::Done });
            }
            let table = client.tasks().unwrap().tasks();
            for Case { task, about, inputs, ends } in cases_of(provider) {
                let task = table.iter().find(|one| one.id == task).unwrap();
                if task.is_change() {
                    all.push(Self { provider, name: task.id, call: task.call, about, inputs, ends });
                }
            }
        }
        all
    }

    /// What to show of it: `reach suspend`.
    pub(crate) fn label(&self) -> String {
        format!("{} {}", self.provider, self.name)
    }

    pub(crate) fn about(&self) -> About {
        self.about.about(self.provider)
    }

    /// Verifies the customer and previews it: everything before the confirmation.
    pub(crate) async fn preview(&self, desk: &Desk) -> Result<(ActionId, Confirmed), String> {
        let about = self.about();
        desk.verify_about(&about, VerificationMethod::PhotoId).map_err(words)?;
        let preview = match about.line() {
            Some(line) if self.name == NEW_CODE => desk.preview(line, ActionKind::NewEsimCode).await,
            _ => {
                let typed = self.inputs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
                desk.preview_task(&about, self.name, typed, &[]).await
            }
        };
        let preview = preview.map_err(words)?;
        if let Some(stop) = preview.checks.iter().find(|check| PreviewCheck::stops(check)) {
            return Err(format!("stopped by {stop:?}"));
        }
        let digits = match about.line() {
            Some(line) if preview.confirm_digits => {
                let page = desk.line_page(line, false).await.map_err(words)?;
                page.line.number.map(|number| number.last(4).to_owned())
            }
            _ => None,
        };
        let note = Some("the fault harness".to_owned());
        Ok((preview.id, Confirmed { reason: Reason::CustomerAsked, note, digits, old_sim: None }))
    }
}

fn cases_of(provider: &str) -> Vec<Case> {
    match provider {
        "onsim" => tasks::onsim(),
        "atomic" => tasks::atomic(),
        "reach" => tasks::reach(),
        _ => tasks::telecomx(),
    }
}

/// Whether a request of an operation that reads and changes only reads (the contracts' `x-effect-by`).
pub(crate) fn only_reads(seen: &SeenRequest) -> bool {
    let field = |name: &str| seen.body.as_ref().and_then(|body| body.get(name));
    match seen.operation.as_deref() {
        Some("queryEsim") => field("refresh_code").is_some_and(|code| *code == 0),
        Some("manageMobileService") => field("action").is_some_and(|action| action == "query"),
        Some("listChanges") => seen.query.get("remove").is_none_or(|remove| remove != "true"),
        _ => false,
    }
}

pub(crate) fn words(problem: Problem) -> String {
    format!("{:?} {:?}: {}", problem.code, problem.field, problem.message)
}
