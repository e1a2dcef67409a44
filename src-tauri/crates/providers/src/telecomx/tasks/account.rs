//! Tasks about the connection's own tokens (TelecomX contract 2.2, 2.3, 2.8, 2.9). Signing in belongs to the connection.

use domain::action::Ticket;
use domain::provider::ProviderKind;
use domain::secret::{ApiKey, SecretText};
use domain::task::{About, FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::show::Facts;
use crate::tasks::{task, unknown_task};
use crate::telecomx::Telecomx;
use crate::telecomx::operations::{CREATE_EMPLOYEE_TOKEN, DELETE_EMPLOYEE_TOKEN, LOGOUT, VALIDATE_TOKEN};
use crate::{Answer, Inputs, TaskAnswer, TaskOutcome};

pub(super) const TASKS: &[Task] = &[CHECK, CREATE, DELETE, SIGN_OUT];

const TOKEN: TaskField = TaskField::new("token", "Token", FieldKind::Secret { min: 1, max: 4000, digits: false });
const EMPLOYEE: TaskField = TaskField::new("employeeId", "Id of the user", FieldKind::Text { max: 24 })
    .hint("24 characters; \"Check a token\" tells it.");

const CHECK: Task = task(
    "check_token",
    "Check a token",
    "Tells whether a token is good, whose it is and what it may do.",
    &VALIDATE_TOKEN,
)
.about(Subject::Account, TaskGroup::Account)
.fields(&[TOKEN]);

const CREATE: Task = task(
    "create_token",
    "Make a machine token",
    "A program can sign in with it as this user; TelecomX shows it only to the user it belongs to, and only now.",
    &CREATE_EMPLOYEE_TOKEN,
)
.about(Subject::Account, TaskGroup::Account)
.risk(Risk::Secret)
.fields(&[EMPLOYEE])
.read_back(ReadBack::Person("TelecomX lists no tokens: if none came, make another one."))
.undo("Remove the machine token.");

const DELETE: Task = task(
    "delete_token",
    "Remove a machine token",
    "Programs that use this token are signed out.",
    &DELETE_EMPLOYEE_TOKEN,
)
.about(Subject::Account, TaskGroup::Account)
.fields(&[EMPLOYEE, TOKEN])
.read_back(ReadBack::Person("Check the token: it is refused once it is removed."));

const SIGN_OUT: Task = task(
    "sign_out",
    "Sign this user out everywhere",
    "Every token of this connection's user ends, in every program; a connection with a machine token needs a new one.",
    &LOGOUT,
)
.about(Subject::Account, TaskGroup::Account)
.read_back(ReadBack::Person("See whether this connection still works with its token."));

pub(super) async fn look(x: &Telecomx, task: &Task, about: &About, inputs: &Inputs) -> Answer<TaskAnswer> {
    match task.id {
        "check_token" => {
            let whose = x.validate_token(&token(inputs), true).await?;
            let facts = Facts::default()
                .with("User", whose.name)
                .with("Id of the user", whose.employee)
                .with("Access level", whose.access_level)
                .with("Customer", whose.customer_name)
                .with("Id of the customer", whose.customer)
                .with("Features", whose.customer_features.map(|features| features.join(", ")))
                .with("Language", whose.language)
                .rest(whose.raw);
            Ok(facts.answer())
        }
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}

fn token(inputs: &Inputs) -> ApiKey {
    ApiKey::new(inputs.secret("token").map(|token| token.expose().to_owned()).unwrap_or_default())
}

pub(super) async fn perform(
    x: &Telecomx,
    task: &Task,
    about: &About,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    match task.id {
        "create_token" => {
            let made = x.create_machine_token(inputs.text("employeeId"), ticket).await?;
            let note = made.is_none().then(|| {
                "TelecomX made the token but shows it only to the user it belongs to, who has to make one.".to_owned()
            });
            let secrets = made.map(|token| ("Machine token".to_owned(), SecretText::new(token.expose().to_owned())));
            let secrets = secrets.into_iter().collect();
            Ok(TaskOutcome::with(TaskAnswer { note, secrets, ..TaskAnswer::default() }))
        }
        "delete_token" => {
            x.delete_machine_token(inputs.text("employeeId"), &token(inputs), ticket).await?;
            Ok(TaskOutcome::done())
        }
        "sign_out" => x.sign_out(ticket).await.map(|()| TaskOutcome::done()),
        id => Err(unknown_task(ProviderKind::Telecomx, id, about)),
    }
}
