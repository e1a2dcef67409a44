//! Answers nobody would send: JSON that mixes a provider's names and values at random, the same cut short, and plain bytes.

use proptest::prelude::*;
use serde_json::Value;

/// Bodies made of these names and values.
pub(crate) fn bodies<const N: usize>(
    names: [&'static str; N],
    values: impl IntoIterator<Item = Value>,
) -> impl Strategy<Value = Vec<u8>> {
    let json = json(names.to_vec(), values.into_iter().collect());
    prop_oneof![
        4 => json.clone().prop_map(|value| value.to_string().into_bytes()),
        1 => proptest::collection::vec(any::<u8>(), 0..80),
        1 => (json, 0..60_usize).prop_map(|(value, cut)| value.to_string().into_bytes().into_iter().take(cut).collect()),
    ]
}

fn json(names: Vec<&'static str>, values: Vec<Value>) -> BoxedStrategy<Value> {
    let key = prop_oneof![6 => proptest::sample::select(names).prop_map(str::to_owned), 1 => ".{0,5}"];
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => ".{0,12}".prop_map(Value::from),
        5 => proptest::sample::select(values),
    ];
    leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            1 => proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            2 => proptest::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
    .boxed()
}
