//! Reach's references. Each is an opaque text that goes back exactly as it came: never trimmed, never changed.
//!
//! The four that name an order are four types (Reach contract 2.11, C11): one in another's place would ask about
//! something else.

use std::fmt;

macro_rules! reference {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// `Debug` does not show it.
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes a reference as Reach wrote it.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The reference as Reach wrote it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

reference! {
    /// `customerId`: a subscriber. Appears when a first purchase completes; nearly every call needs it.
    CustomerId
}
reference! {
    /// `clientAccountId`: the brand's own reference, the only key of a purchase that the caller chooses. Made once at
    /// the quote, kept before sending, used again.
    ClientAccountId
}
reference! {
    /// `transactionId`: a purchase, for reading its status.
    PurchaseId
}
reference! {
    /// `transId`: a purchase as it comes back on the landing page after payment.
    ReturnedPurchaseId
}
reference! {
    /// `txnId`: an immediate plan upgrade, for reading its status.
    PlanChangeId
}
reference! {
    /// `id`: a SIM swap, for reading its status.
    SimSwapId
}
reference! {
    /// `serviceCode`, called `planId` elsewhere: a plan or service, passed on exactly as received (C2).
    ServiceCode
}
reference! {
    /// `uuid`, `ccUUID` or `cardId`: a stored payment card.
    CardId
}
reference! {
    /// `groupId`: several lines under one account. Where to obtain it is not documented.
    GroupId
}
reference! {
    /// `billId`: a bill.
    BillId
}
reference! {
    /// `packId`: a roaming pack.
    PackId
}

impl ReturnedPurchaseId {
    /// The purchase it names: the same text (Reach contract 2.11).
    #[must_use]
    pub fn into_purchase(self) -> PurchaseId {
        PurchaseId(self.0)
    }
}
