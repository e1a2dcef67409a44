//! What the mobile networks do: forwarding, roaming, messages (TelecomX contract 10, 11.5, 11.6).

use super::answers;

answers! {
    /// Where calls go in one case (contract 10.1).
    Forward {
        /// Whether they do.
        enabled: bool = "enabled",
        /// Where to, E.164; absent when not used.
        number: String = "number",
        /// After how many seconds, where nobody answers.
        timeout: u64 = "timeout",
    }

    /// Where calls go (contract 10.1).
    CallForward {
        /// Always.
        unconditional: Forward = "unconditional",
        /// When the phone is off.
        offline: Forward = "offline",
        /// When it is busy.
        busy: Forward = "busy",
        /// When nobody answers.
        no_answer: Forward = "noAnswer",
    }

    /// A message that was sent (contract 11.5).
    SentMessage {
        /// To how many.
        recipients: u64 = "recipients",
    }

    /// A name in one language (contract 11.6).
    RegionName {
        /// ISO 639-2.
        language: String = "language",
        /// The name.
        text: String = "text",
    }

    /// A roaming region (contract 11.6); its prices are raw.
    RoamingRegion {
        /// Its id.
        id: String = "_id",
        /// Its names.
        names: Vec<RegionName> = "names",
        /// `TDC`, `TELENOR`.
        network: String = "network",
        /// Whether it is as at home there.
        roam_like_home: bool = "roamLikeHome",
        /// Whether it is home.
        homeland: bool = "homeland",
    }

    /// An older price of roaming data or texts (contract 11.6).
    RoamingPrice {
        /// Its id.
        id: String = "_id",
        /// `NORDIC`, `EU`, `REST_OF_EUROPE`, `WORLD1`, `WORLD2`, `WORLD3`.
        region: String = "stayingRegion",
        /// What it costs TelecomX, DKK.
        cost: f64 = "cost",
        /// What it costs the reseller, DKK.
        wholesale: f64 = "wholesale",
        /// What it costs the customer, DKK.
        price: f64 = "price",
    }

    /// A network abroad (contract 11.6).
    RoamingPartner {
        /// Its id.
        id: String = "_id",
        /// Its operator.
        operator: String = "operator",
        /// Its country.
        country: String = "country",
        /// Its country's code.
        country_code: String = "countryCode",
        /// Its code.
        code: String = "code",
    }
}
