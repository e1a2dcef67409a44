//! What every provider's client has to make of an answer that is no success: the rules of the one transport.

use domain::problem::ErrorCode;
use providers::Delivery;
use serde_json::json;

use crate::server::Reply;

/// What must come of an answer: for a read, and for a change. What it is called, whether it may have happened, and how
/// many requests are seen.
pub(crate) struct Expected {
    pub(crate) reply: Reply,
    pub(crate) read: (ErrorCode, Delivery, usize),
    pub(crate) change: (ErrorCode, Delivery, usize),
}

fn problem(status: u16) -> Reply {
    let body = json!({"type": "about:blank", "title": "Said so", "status": status, "errors": [{"field": "mpn"}]});
    Reply::json(status, &body)
}

/// Refused by the provider: nothing happened, and asking again would not help.
fn refused(status: u16, code: ErrorCode) -> Expected {
    let same = (code, Delivery::Answered, 1);
    Expected { reply: problem(status), read: same, change: same }
}

/// Nobody says whether it ran: a read is repeated or not, a change never.
fn unclear(reply: Reply, read: (ErrorCode, Delivery, usize)) -> Expected {
    Expected { reply, read, change: (ErrorCode::OutcomeUnknown, Delivery::Unsure, 1) }
}

/// Every answer that is no success.
pub(crate) fn expectations() -> Vec<Expected> {
    use ErrorCode::{
        CredentialsRefused, FieldsRefused, NotAllowed, NotFound, ProviderDown, RateLimited, Refused, TimedOut,
        Unreachable, UnreadableAnswer, WrongState,
    };
    vec![
        refused(400, FieldsRefused),
        refused(401, CredentialsRefused),
        refused(402, Refused),
        refused(403, NotAllowed),
        refused(404, NotFound),
        refused(405, Refused),
        refused(409, WrongState),
        refused(410, NotFound),
        refused(422, FieldsRefused),
        Expected {
            reply: problem(429),
            read: (RateLimited, Delivery::NotDelivered, 3),
            change: (RateLimited, Delivery::NotDelivered, 2),
        },
        unclear(problem(408), (TimedOut, Delivery::Answered, 1)),
        unclear(problem(500), (ProviderDown, Delivery::Answered, 1)),
        unclear(problem(502), (ProviderDown, Delivery::Answered, 3)),
        unclear(problem(503), (ProviderDown, Delivery::Answered, 3)),
        unclear(problem(504), (ProviderDown, Delivery::Answered, 3)),
        unclear(Reply::bytes(500, "<html>oops</html>"), (ProviderDown, Delivery::Answered, 1)),
        unclear(Reply::empty(303), (UnreadableAnswer, Delivery::Answered, 1)),
        unclear(Reply::Drop, (Unreachable, Delivery::Unsure, 3)),
        unclear(Reply::BreakOff, (UnreadableAnswer, Delivery::Unsure, 3)),
    ]
}
