//! Running a store call off the async threads.

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
