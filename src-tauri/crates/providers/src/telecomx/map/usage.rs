//! Use and what it costs (TelecomX contract 9.1, 11.7).

use domain::time::ProviderTime;

use super::answers;

answers! {
    /// Whose use it is (contract 9.1).
    UsageAccount {
        /// Its id.
        id: String = "_id",
        /// Its number.
        number: String = "number",
        /// Its name.
        name: String = "name",
        /// Its plan, by id.
        rate_plan: String = "ratePlan",
        /// Its plan, by name.
        rate_plan_name: String = "ratePlanName",
        /// Data included at home, MB.
        data: f64 = "data",
    }

    /// Use in one region (contract 9.1).
    RegionUsage {
        /// The region's id.
        id: String = "_id",
        /// The region's name.
        name: String = "name",
        /// Whether it is as at home there.
        roam_like_home: bool = "roamLikeHome",
        /// Whether it is home.
        homeland: bool = "homeland",
        /// Bytes; the page prints used and included under this one name (contract 12, 23).
        bytes: f64 = "bytes",
    }

    /// Use in one month (contract 9.1).
    MonthUsage {
        /// The month.
        date: ProviderTime = "date",
        /// By region.
        regions: Vec<RegionUsage> = "regions",
    }

    /// Use by month (contract 9.1).
    MonthlyUsage {
        /// Whose.
        account: UsageAccount = "account",
        /// By month.
        months: Vec<MonthUsage> = "data",
    }

    /// A piece of data used (contract 9.1).
    DataPiece {
        /// When.
        date: ProviderTime = "date",
        /// How much, bytes.
        bytes: f64 = "bytes",
        /// Whether abroad.
        roaming: bool = "roaming",
        /// In which country.
        country: String = "roamingCountry",
        /// In which network.
        network: String = "roamingNetwork",
        /// In which region.
        region: String = "region",
        /// What it cost TelecomX, DKK.
        cost: f64 = "cost",
        /// What it cost the reseller, DKK.
        wholesale: f64 = "wholesale",
        /// What it cost the customer, DKK.
        price: f64 = "price",
    }

    /// Data used, piece by piece (contract 9.1).
    DataUsage {
        /// The pieces, several a day.
        pieces: Vec<DataPiece> = "mvnoData",
    }

    /// Seconds of calls in a roaming region (contract 9.1).
    RegionSeconds {
        /// The region's id.
        id: String = "_id",
        /// Seconds.
        seconds: f64 = "seconds",
    }

    /// Calls of a day (contract 9.1). Seconds are by where they went.
    VoiceUsage {
        /// The day.
        date: ProviderTime = "date",
        /// Calls in.
        calls_in: f64 = "callsIn",
        /// Calls out.
        calls_out: f64 = "callsOut",
        /// Seconds in.
        seconds_in: f64 = "secsIn",
        /// Seconds out, at home.
        seconds_homeland: f64 = "secsOutHomeland",
        /// Seconds out, EU and Nordic.
        seconds_eu_nordic: f64 = "secsOutEuNordic",
        /// Seconds out, rest of Europe.
        seconds_rest_of_europe: f64 = "secsOutRestOfEurope",
        /// Seconds out, world zone 1.
        seconds_world_1: f64 = "secsOutWorld1",
        /// Seconds out, world zone 2.
        seconds_world_2: f64 = "secsOutWorld2",
        /// Seconds out, world zone 3.
        seconds_world_3: f64 = "secsOutWorld3",
        /// Abroad, by region.
        roaming: Vec<RegionSeconds> = "roamingRegions",
        /// What they cost TelecomX, DKK.
        cost: f64 = "cost",
        /// What they cost the reseller, DKK.
        wholesale: f64 = "wholesale",
        /// What they cost the customer, DKK.
        price: f64 = "price",
    }

    /// Data in a top-up (contract 9.1).
    TopUp {
        /// Bytes.
        data: f64 = "data",
    }

    /// Something a customer can buy (contract 9.1).
    TopUpProduct {
        /// Its id.
        id: String = "_id",
        /// `MVNO_DATA_TOP_UP`.
        kind: String = "type",
        /// Its name.
        name: String = "name",
        /// DKK.
        price: f64 = "price",
        /// What is in it.
        top_up: TopUp = "topUp",
    }

    /// Whether an account is being changed (contract 9.1).
    Updating {
        /// True while it cannot be changed.
        updating: bool = "updating",
    }

    /// What the customer sees with a one-time token (contract 9.1).
    SelfServiceView {
        /// The account's id.
        id: String = "_id",
        /// Its number.
        number: String = "number",
        /// Whether it is being changed.
        info: Updating = "info",
        /// Use by month.
        months: Vec<MonthUsage> = "data",
        /// What can be bought.
        products: Vec<TopUpProduct> = "products",
    }

    /// One line of the next invoice (contract 11.7).
    InvoiceLine {
        /// Its id.
        id: String = "_id",
        /// Whose.
        customer: String = "customer",
        /// For what.
        product: super::Product = "product",
        /// Its name.
        name: String = "name",
        /// Its text.
        description: String = "description",
        /// How many.
        units: f64 = "units",
        /// What one cost TelecomX, DKK.
        unit_cost: f64 = "unitCost",
        /// What one cost the reseller, DKK.
        unit_wholesale: f64 = "unitWholesale",
        /// What one costs the customer, DKK.
        unit_price: f64 = "unitPrice",
    }
}
