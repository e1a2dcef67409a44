//! Commands about forgetting the personal details of settled actions.

use bridge::retention::{ForgetNowRequest, ForgetPreviewAnswer, ForgetPreviewRequest, ForgottenCount, RetentionView};
use bridge::{ForgetAfter, Problem};
use desk::retention::ForgetCount;

use super::Call;

pub(crate) async fn forget_preview(call: Call, request: ForgetPreviewRequest) -> Result<ForgetPreviewAnswer, Problem> {
    let preview = call.desk()?.forget_preview(request.after).await?;
    Ok(ForgetPreviewAnswer { before: preview.before, count: count(preview.count) })
}

pub(crate) async fn forget_now(call: Call, request: ForgetNowRequest) -> Result<ForgottenCount, Problem> {
    call.desk()?.forget_now(request.after, request.actions).await.map(count)
}

/// When personal details are forgotten, where `set` is what a person has set.
pub(super) fn view(call: &Call, set: ForgetAfter) -> RetentionView {
    // A desk that could not be opened has no policy to go by.
    let (after, fixed) = call.desk().map_or((set, false), |desk| {
        let kept = desk.retention();
        (kept.after, kept.fixed)
    });
    RetentionView { after, fixed }
}

fn count(count: ForgetCount) -> ForgottenCount {
    ForgottenCount { actions: count.actions, customers: count.customers }
}
