//! Customers and what is found by searching (TelecomX contract 3).

use super::answers;

answers! {
    /// One thing found by the finder (contract 3.1). Only score and type are published; the rest is looked for under the
    /// names that other answers use (inferred).
    SearchHit {
        /// How well it fits; the list is in this order.
        score: f64 = "score",
        /// `customer`, `employee`, `sip`, `mvno`, `dsl`, `fiber` and more.
        kind: String = "type",
        /// Its id.
        id: String = "_id",
        /// Its id under the other usual name.
        other_id: String = "id",
        /// Its name.
        name: String = "name",
        /// Its title.
        title: String = "title",
        /// Its number.
        number: String = "number",
        /// Its customer.
        customer: String = "customer",
        /// Name of its customer.
        customer_name: String = "customerName",
    }

    /// An address of a customer (contract 3.3).
    Address {
        /// Its id.
        id: String = "_id",
        /// Whether it is the main one.
        primary: bool = "primary",
        /// A name other than the customer's.
        alternative_name: String = "alternativeName",
        /// Street and house.
        address: String = "address",
        /// Post code.
        zip: String = "zip",
        /// Town.
        city: String = "city",
        /// State, in the United States.
        state: String = "state",
        /// ISO 3166-1 alpha-2.
        country: String = "country",
        /// Its telephone.
        fixed_number: String = "fixedNumber",
        /// Its fax.
        fax_number: String = "faxNumber",
        /// Code of the municipality, set by TelecomX.
        municipality_code: i64 = "municipalityCode",
    }

    /// How a customer pays (contract 3.3).
    Finance {
        /// VAT number.
        vat_number: String = "vatNumber",
        /// Id in the accounts.
        accounting_system_id: String = "accountingSystemId",
        /// Reference in the accounts.
        accounting_system_ref: String = "accountingSystemRef",
        /// `MAIL`, `EMAIL`, `ELECTRONIC`.
        invoice_method: String = "invoiceMethod",
        /// Where invoices go.
        email: String = "emailAddress",
    }

    /// A customer (contract 3.3). The condensed one of a list has fewer values.
    CustomerRecord {
        /// Its id.
        id: String = "_id",
        /// Its name.
        name: String = "name",
        /// Its telephone.
        phone_number: String = "phoneNumber",
        /// Its fax.
        fax_number: String = "faxNumber",
        /// `ACTIVE`, `BLOCKED` (all services off), `DELETED`.
        state: String = "state",
        /// The reseller above it.
        parent_reseller: String = "parentReseller",
        /// Its e-mail.
        email: String = "emailAddress",
        /// Its web site.
        website: String = "website",
        /// Notes of the reseller.
        notes: String = "notes",
        /// Its addresses.
        addresses: Vec<Address> = "addresses",
        /// How it pays.
        finance: Finance = "finance",
    }

    /// The name of a customer, which also shows that this user may see it (contract 3.4).
    CustomerName {
        /// Its id.
        id: String = "_id",
        /// Its name.
        name: String = "name",
        /// The reseller above it.
        parent_reseller: String = "parentReseller",
        /// What it has.
        features: Vec<String> = "features",
    }

    /// How many of a kind there are (contract 3.5).
    Counts {
        /// All of them.
        total: i64 = "total",
        /// Switched off.
        disabled: i64 = "disabled",
        /// Not connected.
        down: i64 = "down",
        /// Used by SIP accounts.
        sip: i64 = "sip",
        /// Used by mobile accounts.
        mvno: i64 = "mvno",
        /// International ones.
        international: i64 = "international",
        /// In the directory.
        listed: i64 = "listed",
        /// On the way in or out.
        porting: i64 = "porting",
    }

    /// What a customer has, counted (contract 3.5).
    CustomerOverview {
        /// Whether it is switched off.
        disabled: bool = "disabled",
        /// What it has.
        features: Vec<String> = "features",
        /// Most that its SIP accounts may use, DKK a month.
        sip_usage_limit: f64 = "sipUsageLimit",
        /// Most that its mobile accounts may use, DKK a month.
        mvno_usage_limit: f64 = "mvnoUsageLimit",
        /// Most calls at a time.
        sip_channel_limit: f64 = "sipChannelLimit",
        /// Whether it is a reseller.
        is_reseller: bool = "isReseller",
        /// Its portal users.
        employees: Counts = "employees",
        /// Its SIP accounts.
        sip_accounts: Counts = "sipAccounts",
        /// Its numbers.
        numbers: Counts = "numbers",
        /// Its mobile accounts.
        mvno_accounts: Counts = "mvnoAccounts",
    }

    /// A reseller that can be a parent (contract 3.7).
    Reseller {
        /// Its id.
        id: String = "_id",
        /// Its name.
        name: String = "name",
    }

    /// A customer that is billed (contract 3.7).
    BillingCustomer {
        /// Its id.
        id: String = "_id",
        /// Its id under the name of the field table.
        other_id: String = "id",
        /// Its name.
        name: String = "name",
        /// Its telephone.
        phone_number: String = "phoneNumber",
        /// Its fax.
        fax_number: String = "faxNumber",
        /// Its e-mail.
        email: String = "emailAddress",
        /// Whether it is a reseller.
        is_reseller: bool = "isReseller",
        /// How it pays.
        finance: Finance = "finance",
    }

    /// Who is told of calls (contract 11.4).
    CallNotifier {
        /// Its id.
        id: String = "_id",
        /// Where it is told; may hold credentials of its own.
        url: String = "url",
        /// `POSTARGS`, `POSTXML1`, `POSTXML2`, `POSTJSON`, `GET1`, `GET2`.
        method: String = "method",
        /// `SIP`, `MVNO`, `ALL`.
        selection: String = "selection",
    }
}
