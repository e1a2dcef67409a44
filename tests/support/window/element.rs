//! Finding what is on the page, the way a person names it: by its role and name, or by a CSS selector. Also what can be
//! read from it and clicking it.

use super::{AppWindow, WindowError, until, within};
use axum::http::Method;
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use std::fmt;
use std::time::Duration;
use url::{ParseError, Url};

/// What to look for. A plain string is a CSS selector.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// The first element of this CSS selector.
    Css(&'a str),
    /// The first element a screen reader would call by this role and name (WAI-ARIA 1.2, HTML-AAM).
    Role {
        /// Such as `button`, `textbox` or `dialog`.
        role: &'a str,
        /// The whole accessible name.
        name: &'a str,
    },
}

impl<'a> Target<'a> {
    /// [`Target::Role`] in one line.
    #[must_use]
    pub const fn role(role: &'a str, name: &'a str) -> Self {
        Self::Role { role, name }
    }
}

impl<'a> From<&'a str> for Target<'a> {
    fn from(selector: &'a str) -> Self {
        Self::Css(selector)
    }
}

impl fmt::Display for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Css(selector) => f.write_str(selector),
            Self::Role { role, name } => write!(f, "{role} \"{name}\""),
        }
    }
}

impl AppWindow {
    /// Waits until an element is there and visible.
    ///
    /// # Errors
    /// [`WindowError::Late`] when it is not within `limit`.
    pub async fn wait_for<'a>(&self, target: impl Into<Target<'a>>, limit: Duration) -> Result<Element, WindowError> {
        let target = target.into();
        let look = async || {
            let Some(element) = self.look(target).await? else {
                return Ok(None);
            };
            let visible = within("visibility", element.is_displayed()).await?;
            Ok(visible.then_some(element))
        };
        until(&target.to_string(), limit, look).await
    }

    /// Waits until no such element is visible.
    ///
    /// # Errors
    /// [`WindowError::Late`] when one still is after `limit`.
    pub async fn wait_gone<'a>(&self, target: impl Into<Target<'a>>, limit: Duration) -> Result<(), WindowError> {
        let target = target.into();
        let look = async || {
            let Some(element) = self.look(target).await? else {
                return Ok(Some(()));
            };
            let visible = within("visibility", element.is_displayed()).await?;
            Ok((!visible).then_some(()))
        };
        until(&format!("{target} gone"), limit, look).await
    }

    /// Waits until the visible text of the first element of a selector contains `text`.
    ///
    /// # Errors
    /// [`WindowError::Late`] when it does not within `limit`.
    pub async fn wait_for_text(&self, css: &str, text: &str, limit: Duration) -> Result<(), WindowError> {
        let look = async || Ok(self.text_of(css).await?.contains(text).then_some(()));
        until(&format!("\"{text}\" in {css}"), limit, look).await
    }

    /// True when such an element is in the page now, visible or not.
    ///
    /// # Errors
    /// [`WindowError`] when the page does not answer.
    pub async fn exists<'a>(&self, target: impl Into<Target<'a>>) -> Result<bool, WindowError> {
        Ok(self.look(target.into()).await?.is_some())
    }

    /// The visible text of the first element of a selector.
    ///
    /// # Errors
    /// [`WindowError::Command`] when there is none.
    pub async fn text_of(&self, css: &str) -> Result<String, WindowError> {
        let element = within(css, self.client.find(Locator::Css(css))).await?;
        within(css, element.text()).await
    }

    /// Waits until an element is visible, and clicks it.
    ///
    /// # Errors
    /// [`WindowError`] when it does not appear within `limit` or something covers it.
    pub async fn click<'a>(&self, target: impl Into<Target<'a>>, limit: Duration) -> Result<(), WindowError> {
        let target = target.into();
        let element = self.wait_for(target, limit).await?;
        within(&target.to_string(), element.click()).await
    }

    /// The role a screen reader hears for the first element of a selector.
    ///
    /// # Errors
    /// [`WindowError`] when there is no such element.
    pub async fn computed_role(&self, css: &str) -> Result<String, WindowError> {
        let element = within(css, self.client.find(Locator::Css(css))).await?;
        computed(&self.client, &element, "computedrole").await
    }

    /// The name a screen reader hears for the first element of a selector.
    ///
    /// # Errors
    /// [`WindowError`] when there is no such element.
    pub async fn computed_label(&self, css: &str) -> Result<String, WindowError> {
        let element = within(css, self.client.find(Locator::Css(css))).await?;
        computed(&self.client, &element, "computedlabel").await
    }

    /// The name a screen reader hears for an element.
    pub(super) async fn name_of(&self, element: &Element) -> Result<String, WindowError> {
        computed(&self.client, element, "computedlabel").await
    }

    /// A picture of the first element of a selector as PNG bytes.
    ///
    /// # Errors
    /// [`WindowError`] when there is no such element.
    pub async fn screenshot_of(&self, css: &str) -> Result<Vec<u8>, WindowError> {
        let element = within(css, self.client.find(Locator::Css(css))).await?;
        within(css, element.screenshot()).await
    }

    async fn look(&self, target: Target<'_>) -> Result<Option<Element>, WindowError> {
        match target {
            Target::Css(selector) => {
                let found = within(selector, self.client.find_all(Locator::Css(selector))).await?;
                Ok(found.into_iter().next())
            }
            Target::Role { role, name } => {
                let selector = may_have(role);
                for element in within(&selector, self.client.find_all(Locator::Css(&selector))).await? {
                    // An element that went away meanwhile has no role any more.
                    let Ok(found) = computed(&self.client, &element, "computedrole").await else {
                        continue;
                    };
                    if found == role && computed(&self.client, &element, "computedlabel").await? == name {
                        return Ok(Some(element));
                    }
                }
                Ok(None)
            }
        }
    }
}

/// A selector for every element that may have a role: those that say so, and those whose tag gives it to them (HTML-AAM).
fn may_have(role: &str) -> String {
    let tags = match role {
        "button" => "button, summary, input[type=button], input[type=submit], input[type=reset]",
        "cell" | "gridcell" => "td",
        "checkbox" => "input[type=checkbox]",
        "combobox" => "select, input[list]",
        "columnheader" | "rowheader" => "th",
        "dialog" => "dialog",
        "heading" => "h1, h2, h3, h4, h5, h6",
        "img" | "image" => "img, svg",
        "link" => "a[href]",
        "list" => "ul, ol",
        "listitem" => "li",
        "main" => "main",
        "navigation" => "nav",
        "option" => "option",
        "radio" => "input[type=radio]",
        "region" => "section",
        "row" => "tr",
        "searchbox" => "input[type=search]",
        "spinbutton" => "input[type=number]",
        "status" => "output",
        "table" => "table",
        "textbox" => {
            "textarea, input:not([type]), input[type=text], input[type=tel], input[type=email], input[type=password]"
        }
        _ => return format!("[role={role}]"),
    };
    format!("[role={role}], {tags}")
}

async fn computed(client: &Client, element: &Element, what: &'static str) -> Result<String, WindowError> {
    let asked = Computed { element: element.element_id().to_string(), what };
    let answer = within(what, client.issue_cmd(asked)).await?;
    answer.as_str().map(str::to_owned).ok_or_else(|| WindowError::Answer(answer.to_string()))
}

/// `GET /session/{id}/element/{id}/computedrole` or `computedlabel` (W3C WebDriver 2), which the client library lacks.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/element/{}/{}", self.element, self.what))
    }

    fn method_and_body(&self, _request_url: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_computed_commands_have_the_address_of_the_standard() {
        let asked = Computed { element: "node-7".to_owned(), what: "computedrole" };
        let base = Url::parse("http://127.0.0.1:4444/").unwrap();
        let url = asked.endpoint(&base, Some("s1")).unwrap();
        assert_eq!(url.as_str(), "http://127.0.0.1:4444/session/s1/element/node-7/computedrole");
    }

    #[test]
    fn a_role_without_a_tag_of_its_own_is_looked_for_by_attribute() {
        assert_eq!(may_have("switch"), "[role=switch]");
        assert!(may_have("button").starts_with("[role=button], button"));
    }

    #[test]
    fn a_target_reads_like_a_sentence() {
        assert_eq!(Target::role("button", "Search").to_string(), "button \"Search\"");
        assert_eq!(Target::from("#x").to_string(), "#x");
    }
}
