//! What a request does, by the contract: `x-effect`, and `x-effect-by` where one operation can do several things.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::fault::Touch;

/// One entry of `x-effect-by`: `refresh_code=1`, or a bare value such as `suspend`. Anything longer is words for people.
struct Case {
    name: Option<String>,
    value: String,
    touch: Touch,
}

/// What one operation does, by its request.
pub(crate) struct Effects {
    otherwise: Touch,
    cases: Vec<Case>,
}

impl Effects {
    /// Reads them off an operation of the contract. What is not said is a change: the stricter class.
    pub(crate) fn read(operation: &Value) -> Self {
        let touch = |word: Option<&Value>| match word.and_then(Value::as_str) {
            Some("read") => Touch::Reads,
            _ => Touch::Changes,
        };
        let mut otherwise = touch(operation.get("x-effect"));
        let mut cases = Vec::new();
        for (key, word) in operation.get("x-effect-by").and_then(Value::as_object).into_iter().flatten() {
            let (name, value) = match key.split_once('=') {
                Some((name, value)) => (Some(name.to_owned()), value),
                None => (None, key.as_str()),
            };
            let touch = touch(Some(word));
            if value.contains(' ') || name.as_ref().is_some_and(|name| name.contains(' ')) {
                // "remove absent or false": what no other case fits.
                otherwise = touch;
            } else {
                cases.push(Case { name, value: value.to_owned(), touch });
            }
        }
        Self { otherwise, cases }
    }

    /// What this request does.
    pub(crate) fn of(&self, query: &BTreeMap<String, String>, body: &[u8]) -> Touch {
        if self.cases.is_empty() {
            return self.otherwise;
        }
        let body = serde_json::from_slice::<Value>(body).unwrap_or_default();
        let fields = body.as_object();
        let in_body = fields
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.as_str(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
        let given: Vec<(&str, String)> =
            query.iter().map(|(name, value)| (name.as_str(), value.clone())).chain(in_body).collect();
        let fits = |case: &&Case| {
            given
                .iter()
                .any(|(name, value)| case.name.as_deref().is_none_or(|one| one == *name) && *value == case.value)
        };
        self.cases.iter().find(fits).map_or(self.otherwise, |case| case.touch)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(operation: &Value, query: &[(&str, &str)], body: &Value) -> Touch {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Effects::read(operation).of(&query, body.to_string().as_bytes())
    }

    #[test]
    fn an_operation_that_does_several_things_is_told_by_its_request() {
        let esim = json!({"x-effect": "write", "x-effect-by": {"refresh_code=0": "read", "refresh_code=1": "write"}});
        assert_eq!(of(&esim, &[], &json!({"mpn": "1", "refresh_code": 0})), Touch::Reads);
        assert_eq!(of(&esim, &[], &json!({"mpn": "1", "refresh_code": 1})), Touch::Changes);
        assert_eq!(of(&esim, &[], &json!({})), Touch::Changes);
        let manage = json!({"x-effect": "irreversible", "x-effect-by": {"query": "read", "cancel": "irreversible"}});
        assert_eq!(of(&manage, &[], &json!({"action": "query", "msn": "04"})), Touch::Reads);
        assert_eq!(of(&manage, &[], &json!({"action": "cancel"})), Touch::Changes);
        let log = json!({"x-effect": "irreversible",
            "x-effect-by": {"remove absent or false": "read", "remove=true": "irreversible"}});
        assert_eq!(of(&log, &[], &json!(null)), Touch::Reads);
        assert_eq!(of(&log, &[("remove", "true")], &json!(null)), Touch::Changes);
    }

    #[test]
    fn what_is_not_said_is_a_change() {
        assert_eq!(of(&json!({"x-effect": "read"}), &[], &json!(null)), Touch::Reads);
        for operation in [json!({}), json!({"x-effect": "money"}), json!({"x-effect": 3})] {
            assert_eq!(of(&operation, &[], &json!(null)), Touch::Changes);
        }
    }
}
