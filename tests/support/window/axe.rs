//! The accessibility rules of axe-core, run in the real window. Which of them matter is the test's decision.

use super::{AppWindow, WindowError, within};
use serde_json::Value;
use std::fmt;
use std::path::Path;

/// One rule that the page breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule's name, such as `color-contrast`.
    pub id: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    /// The rule in one sentence.
    pub help: String,
    /// The elements, as CSS selectors, each with what is wrong with it.
    pub elements: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}\n    {}", self.id, self.impact, self.help, self.elements.join("\n    "))
    }
}

impl AppWindow {
    /// The accessibility rules the page breaks as it is now.
    ///
    /// # Errors
    /// [`WindowError::File`] when the npm packages are not installed; [`WindowError`] when the page does not answer.
    pub async fn axe(&self) -> Result<Vec<Violation>, WindowError> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(file)?;
        if self.execute_js("return typeof window.axe", Vec::new()).await? != "object" {
            self.execute_js(&source, Vec::new()).await?;
        }
        // React Aria says that a button is at work by naming the button, and goes on for seconds when the button is gone.
        let script = "const done = arguments[arguments.length - 1];
            axe.run({ exclude: ['[data-live-announcer]'] }, { resultTypes: ['violations'] })
                .then((result) => done({ violations: result.violations }), (error) => done({ error: String(error) }));";
        let answer = within("the accessibility rules", self.client.execute_async(script, Vec::new())).await?;
        read(&answer).ok_or_else(|| WindowError::Answer(answer.to_string()))
    }
}

fn read(answer: &Value) -> Option<Vec<Violation>> {
    answer.get("violations")?.as_array()?.iter().map(violation).collect()
}

fn violation(rule: &Value) -> Option<Violation> {
    let text = |name: &str| rule.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let elements = rule.get("nodes")?.as_array()?.iter().map(|node| {
        let place = node.get("target").map(Value::to_string).unwrap_or_default();
        let fault = node.get("failureSummary").and_then(Value::as_str).unwrap_or_default();
        format!("{place}: {}", fault.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    Some(Violation { id: text("id"), impact: text("impact"), help: text("help"), elements: elements.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_violation_names_its_rule_and_its_elements() {
        let answer = json!({ "violations": [{
            "id": "button-name", "impact": "critical", "help": "Buttons must have discernible text",
            "nodes": [{ "target": ["#go"], "failureSummary": "Fix any of:\n  no text" }]
        }] });
        let found = read(&answer).unwrap();
        assert_eq!(found[0].id, "button-name");
        assert_eq!(found[0].elements, ["[\"#go\"]: Fix any of: no text"]);
    }

    #[test]
    fn an_error_of_the_rules_is_not_a_clean_page() {
        assert_eq!(read(&json!({ "error": "Axe is already running" })), None);
        assert_eq!(read(&json!({ "violations": [] })), Some(Vec::new()));
    }
}
