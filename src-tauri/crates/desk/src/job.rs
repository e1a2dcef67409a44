//! Running what blocks off the async threads.

use std::time::Duration;

use domain::problem::{ErrorCode, Problem};

/// Runs `work` where blocking is allowed.
pub(crate) async fn blocking<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, Problem>
where
    T: Send + 'static,
    E: Into<Problem> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(Into::into),
        Err(error) => Err(Problem::new(ErrorCode::Internal, format!("a store call ended early: {error}"))),
    }
}

/// Runs `work` on a thread of its own and waits for it no longer than `limit`; nothing when it took longer or
/// failed. For what may never come back: such a thread holds up neither the others nor the end of the program.
pub(crate) async fn apart<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, answer) = tokio::sync::oneshot::channel();
    let started = std::thread::Builder::new().name("apart".to_owned()).spawn(move || {
        // Nobody listens any more when it took too long.
        let _ = done.send(work());
    });
    started.ok()?;
    tokio::time::timeout(limit, answer).await.ok()?.ok()
}
