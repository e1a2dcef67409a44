//! What a connection's label, environment, address and proxy have to be. Each refusal names its field.

use std::collections::BTreeMap;

use domain::problem::Problem;
use domain::provider::{ConnectionId, Environment, ProviderKind};
use providers::registry::check_findings;
use providers::transport::BaseUrl;
use url::Url;

use super::credentials::invalid;
use super::file::Entry;

/// The longest label, in characters.
const LONGEST_LABEL: usize = 60;

/// A label as it is kept: 1 to 60 characters, unlike every other connection's.
pub(super) fn label(text: &str, entries: &[Entry], own: Option<&ConnectionId>) -> Result<String, Problem> {
    let label = text.trim();
    let refuse = |message: &str| Err(invalid("label", message));
    if label.is_empty() {
        return refuse("a label is needed");
    }
    if label.chars().count() > LONGEST_LABEL {
        return refuse("the label is longer than 60 characters");
    }
    if label.chars().any(char::is_control) {
        return refuse("the label holds a character that cannot be shown");
    }
    let folded = label.to_lowercase();
    let others = entries.iter().filter(|entry| Some(&entry.id) != own);
    if others.into_iter().any(|entry| entry.label.trim().to_lowercase() == folded) {
        return refuse("another connection has this label");
    }
    Ok(label.to_owned())
}

/// Staging or production: the practice shop makes its own connections.
pub(super) fn environment(environment: Environment) -> Result<Environment, Problem> {
    match environment {
        Environment::Practice => Err(invalid("environment", "a connection is of a test system or of the real one")),
        real => Ok(real),
    }
}

/// An address as it is kept: https, or http on this computer itself.
pub(super) fn base_url(text: &str) -> Result<String, Problem> {
    BaseUrl::parse(text).map(|url| url.as_str().to_owned()).map_err(|fault| invalid("base_url", &fault.to_string()))
}

/// A proxy as it is kept; an empty text is none.
pub(super) fn proxy(text: Option<&str>) -> Result<Option<String>, Problem> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let plain = |url: &Url| {
        let bare = url.username().is_empty() && url.password().is_none() && url.query().is_none();
        bare && matches!(url.scheme(), "http" | "https") && url.has_host()
    };
    match Url::parse(text) {
        Ok(url) if plain(&url) => Ok(Some(text.to_owned())),
        _ => Err(invalid("proxy", "the proxy is no address of the form http://host:port, without a user name")),
    }
}

/// What was learnt of an account, as it is kept.
pub(super) fn findings(
    provider: ProviderKind,
    given: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, Problem> {
    check_findings(provider, given).map_err(|misfit| invalid(&misfit.id, &misfit.why))
}
