//! What has changed and who changed it (TelecomX contract 11.2).

use domain::time::ProviderTime;

use super::answers;

answers! {
    /// That something changed (contract 11.2).
    ChangeItem {
        /// Its id.
        id: String = "_id",
        /// At which customer.
        customer: String = "customer",
        /// At which reseller.
        reseller: String = "reseller",
        /// When.
        when: ProviderTime = "when",
        /// In which section: an open list.
        section: String = "where",
        /// `CREATE`, `UPDATE`, `DELETE`, `OTHER`.
        what: String = "what",
        /// The thing that changed.
        item: String = "id",
    }

    /// One value that changed (contract 11.2).
    ChangedValue {
        /// Its name.
        key: String = "key",
        /// What it was.
        old_value: String = "oldValue",
        /// What it was, for people.
        old_display: String = "oldDisplayValue",
        /// What it is.
        new_value: String = "newValue",
        /// What it is, for people.
        new_display: String = "newDisplayValue",
    }

    /// One entry of a log, in full (contract 11.2, version 2).
    ChangeDetail {
        /// Its id.
        id: String = "_id",
        /// Who, by id.
        employee: String = "employee",
        /// Who; `System` for TelecomX itself.
        employee_name: String = "employeeName",
        /// When.
        when: ProviderTime = "when",
        /// In which section.
        section: String = "where",
        /// `CREATE`, `UPDATE`, `DELETE`, `OTHER`.
        what: String = "what",
        /// In words.
        description: String = "description",
        /// Whether old and new are both there.
        has_comparison: bool = "hasComparison",
        /// The values that changed.
        changes: Vec<ChangedValue> = "changes",
    }
}
