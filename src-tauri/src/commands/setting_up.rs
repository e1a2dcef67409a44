//! Commands that add, test, change and remove connections.

use std::collections::BTreeMap;

use bridge::connections::{
    ConnectionDraft, ConnectionKind, ConnectionKindsAnswer, ConnectionView, CredentialField, CredentialInput,
    CredentialMode, EditConnectionRequest, EnableRequest, ExportAnswer, Finding, FindingField, FindingWord,
    ImportAnswer, ImportRequest, KeepCredentials, KeyringAnswer, RefusedConnection, RemoveConnectionRequest,
    RotateRequest, SignInCodeRequest, SignInRequest, TestAnswer, TestConnectionRequest,
};
use bridge::{Nothing, Problem};
use desk::connections::Keep;
use desk::connections::credentials::{Field, KINDS, Kind, Mode};
use desk::connections::manage::{Draft, Given, Settings};
use providers::registry::{self, FindingValues};

use super::Call;
use super::connections::view;

pub(crate) async fn connection_kinds(_call: Call, _request: Nothing) -> Result<ConnectionKindsAnswer, Problem> {
    Ok(ConnectionKindsAnswer { kinds: KINDS.iter().map(kind).collect() })
}

pub(crate) async fn add_connection(call: Call, request: ConnectionDraft) -> Result<ConnectionView, Problem> {
    let draft = Draft {
        provider: request.provider,
        settings: Settings {
            label: request.label,
            environment: request.environment,
            base_url: request.base_url,
            proxy: request.proxy,
            findings: learnt(request.findings),
        },
        proof: given(request.mode, request.credentials, request.keep),
    };
    call.opening().on_real_desk(|desk| async move { desk.add_connection(draft).await }).await.map(view)
}

pub(crate) async fn test_connection(call: Call, request: TestConnectionRequest) -> Result<TestAnswer, Problem> {
    let tested = call.desk()?.test_connection(&request.connection).await?;
    Ok(TestAnswer {
        ok: tested.problem.is_none(),
        took_ms: tested.took.as_secs_f64() * 1000.0,
        asked: tested.asked.to_owned(),
        problem: tested.problem,
        causes: tested.causes,
    })
}

pub(crate) async fn edit_connection(call: Call, request: EditConnectionRequest) -> Result<ConnectionView, Problem> {
    let settings = Settings {
        label: request.label,
        environment: request.environment,
        base_url: request.base_url,
        proxy: request.proxy,
        findings: learnt(request.findings),
    };
    call.desk()?.edit_connection(&request.connection, settings).await.map(view)
}

pub(crate) async fn rotate_credentials(call: Call, request: RotateRequest) -> Result<ConnectionView, Problem> {
    let given = given(request.mode, request.credentials, request.keep);
    call.desk()?.rotate_credentials(&request.connection, given).await.map(view)
}

pub(crate) async fn answer_sign_in_code(call: Call, request: SignInCodeRequest) -> Result<ConnectionView, Problem> {
    call.desk()?.answer_sign_in_code(&request.connection, request.code.0).await.map(view)
}

pub(crate) async fn new_sign_in_code(call: Call, request: SignInRequest) -> Result<ConnectionView, Problem> {
    call.desk()?.new_sign_in_code(&request.connection).await.map(view)
}

pub(crate) async fn set_connection_enabled(call: Call, request: EnableRequest) -> Result<ConnectionView, Problem> {
    call.desk()?.set_connection_enabled(&request.connection, request.enabled).await.map(view)
}

pub(crate) async fn remove_connection(call: Call, request: RemoveConnectionRequest) -> Result<Nothing, Problem> {
    let id = request.connection;
    call.opening().on_real_desk(|desk| async move { desk.remove_connection(&id).await }).await?;
    Ok(Nothing {})
}

pub(crate) async fn export_connections(call: Call, _request: Nothing) -> Result<ExportAnswer, Problem> {
    Ok(ExportAnswer { text: call.opening().book().export().await? })
}

pub(crate) async fn import_connections(call: Call, request: ImportRequest) -> Result<ImportAnswer, Problem> {
    let text = request.text;
    let imported = call.opening().on_real_desk(|desk| async move { desk.import_connections(&text).await }).await?;
    let refused = imported.refused.into_iter().map(|(label, problem)| RefusedConnection { label, problem });
    Ok(ImportAnswer { added: imported.added.into_iter().map(view).collect(), refused: refused.collect() })
}

pub(crate) async fn keyring_state(call: Call, _request: Nothing) -> Result<KeyringAnswer, Problem> {
    let state = call.opening().book().keyring_state().await;
    Ok(KeyringAnswer { usable: state.usable, why: state.why })
}

fn given(mode: String, credentials: Vec<CredentialInput>, keep: KeepCredentials) -> Given {
    Given {
        mode,
        fields: credentials.into_iter().map(|input| (input.id, input.value.0)).collect(),
        keep: match keep {
            KeepCredentials::Keyring => Keep::Keyring,
            KeepCredentials::Session => Keep::Session,
        },
    }
}

fn kind(kind: &Kind) -> ConnectionKind {
    ConnectionKind {
        provider: kind.provider,
        provider_name: kind.provider.name().to_owned(),
        country: kind.provider.country().to_owned(),
        default_base_url: kind.default_base_url().map(str::to_owned),
        modes: kind.modes.iter().map(mode).collect(),
        findings: kind.findings().iter().map(finding).collect(),
    }
}

fn learnt(findings: Vec<Finding>) -> BTreeMap<String, String> {
    findings.into_iter().map(|finding| (finding.id, finding.value)).collect()
}

fn finding(field: &registry::FindingField) -> FindingField {
    let words = match field.values {
        FindingValues::Words(words) => words,
        FindingValues::Codes => &[],
    };
    let word = |(value, label): &(&str, &str)| FindingWord { value: (*value).to_owned(), label: (*label).to_owned() };
    FindingField {
        id: field.id.to_owned(),
        label: field.label.to_owned(),
        hint: field.hint.to_owned(),
        words: words.iter().map(word).collect(),
    }
}

fn mode(mode: &Mode) -> CredentialMode {
    let (id, label) = (mode.id.to_owned(), mode.label.to_owned());
    CredentialMode { id, label, fields: mode.fields.iter().map(field).collect() }
}

fn field(field: &Field) -> CredentialField {
    CredentialField {
        id: field.id.to_owned(),
        label: field.label.to_owned(),
        secret: field.secret,
        optional: field.optional,
        hint: field.hint.map(str::to_owned),
    }
}
