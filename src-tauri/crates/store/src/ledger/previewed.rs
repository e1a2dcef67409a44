//! Beginning a change that someone has looked at before: what was so then has to be so still, in the same moment in which
//! the change is written down. Two windows on one line must not both send what they showed.

use domain::time::Timestamp;

use super::event::Event;
use super::{Ledger, NewAction, Prepared, actions, record};
use crate::error::StoreError;

/// How many of a line's newest actions are looked at.
const LOOK_BACK: usize = 100;

impl Ledger {
    /// Writes down a change that was previewed at a time and is about to be sent, unless another one is in flight on its
    /// line. The same change again is answered as it stands.
    ///
    /// # Errors
    ///
    /// [`StoreError::Overtaken`] when another change of the line has come to an end since; [`StoreError::WrongKind`] for
    /// what is no change or names no line.
    pub fn prepare_previewed(&self, new: &NewAction, previewed: Timestamp) -> Result<Prepared, StoreError> {
        let event = Event::Prepared(Box::new(new.into()));
        self.write(|db| {
            if let Some(known) = actions::find(db, new.id)? {
                return Ok(Prepared::AlreadyOpen(known));
            }
            if let Some(place) = actions::place(&new.kind, new.line.as_ref())
                && new.kind.is_change()
            {
                if let Some(other) = actions::in_flight(db, &place)? {
                    return Ok(Prepared::AlreadyOpen(other));
                }
                let overtaken = actions::of_place(db, &place, LOOK_BACK)?
                    .iter()
                    .any(|action| action.kind.is_change() && action.changed_at >= previewed);
                if overtaken {
                    return Err(StoreError::Overtaken.into());
                }
            }
            record(db, new.id, new.at, &event).map(Prepared::New)
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::action::ActionState;
    use domain::problem::ErrorCode;
    use domain::time::Timestamp;

    use crate::ledger::tests::{fresh, id, in_state, new_change, new_note};
    use crate::{Prepared, StoreError};

    #[test]
    fn the_same_change_again_is_the_first_one_also_when_it_is_over() {
        let (_home, ledger) = fresh();
        let new = new_change(id(1), "a");
        assert!(matches!(ledger.prepare_previewed(&new, Timestamp(5)).unwrap(), Prepared::New(_)));
        let again = ledger.prepare_previewed(&new, Timestamp(5)).unwrap();
        assert!(matches!(again, Prepared::AlreadyOpen(one) if one.state == ActionState::Prepared));
        ledger.settle(id(1), crate::ledger::tests::settlement(ActionState::NotSent, 12)).unwrap();
        let again = ledger.prepare_previewed(&new, Timestamp(5)).unwrap();
        assert!(matches!(again, Prepared::AlreadyOpen(one) if one.state == ActionState::NotSent));
        assert_eq!(ledger.verify().unwrap().entries, 2);
    }

    #[test]
    fn what_another_change_has_overtaken_is_not_begun() {
        let (_home, ledger) = fresh();
        // Comes to its end at 12.
        in_state(&ledger, &new_change(id(1), "a"), ActionState::Done);
        let error = ledger.prepare_previewed(&new_change(id(2), "a"), Timestamp(12)).unwrap_err();
        assert_eq!((&error, error.problem().code), (&StoreError::Overtaken, ErrorCode::PreviewOutdated));
        assert_eq!(ledger.action(id(2)).unwrap(), None);
        // Another line, and what is no change, overtake nothing.
        ledger.note(&new_note(id(3), "b")).unwrap();
        assert!(matches!(ledger.prepare_previewed(&new_change(id(4), "b"), Timestamp(5)).unwrap(), Prepared::New(_)));
        // Previewed after the first one's end.
        assert!(matches!(ledger.prepare_previewed(&new_change(id(2), "a"), Timestamp(13)).unwrap(), Prepared::New(_)));
        let other = ledger.prepare_previewed(&new_change(id(5), "a"), Timestamp(13)).unwrap();
        assert!(matches!(other, Prepared::AlreadyOpen(one) if one.id == id(2)));
    }
}
