//! Who waits for an answer: a person, or nobody. The desk says it around its own work, and every request made inside
//! carries it; no provider's method has to hand it on.

use std::future::Future;

tokio::task_local! {
    static URGENCY: Urgency;
}

/// Who waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// A person. Goes before everything nobody waits for.
    Person,
    /// Nobody: polls, lists that are kept fresh, reading back, bulk work, probes.
    Background,
}

impl Urgency {
    /// The urgency of what runs now; a person's unless [`in_background`] says otherwise.
    #[must_use]
    pub fn now() -> Self {
        URGENCY.try_with(|urgency| *urgency).unwrap_or(Self::Person)
    }
}

/// Runs a future whose requests nobody waits for.
///
/// It holds for everything awaited inside, on whatever thread. A task that is spawned inside begins as a person's again:
/// it has to say so itself.
pub async fn in_background<F: Future>(work: F) -> F::Output {
    URGENCY.scope(Urgency::Background, work).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_awaited_inside_is_background_and_nothing_else_is() {
        async fn inner() -> Urgency {
            tokio::task::yield_now().await;
            Urgency::now()
        }
        assert_eq!(inner().await, Urgency::Person);
        let (beside, inside) = tokio::join!(inner(), in_background(inner()));
        assert_eq!((beside, inside), (Urgency::Person, Urgency::Background));
        let spawned = in_background(async { tokio::spawn(inner()).await.unwrap() }).await;
        assert_eq!(spawned, Urgency::Person);
    }
}
