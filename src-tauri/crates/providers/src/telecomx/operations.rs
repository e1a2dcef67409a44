//! Every operation of the TelecomX contract, as the code knows it. A wire test compares both tables with the contract
//! file, both ways. Hosted telephone systems, SIP, television, name servers and fixed lines are in no table.

use domain::provider::{Effect, Evidence};

use crate::operation::{Method, Operation};

/// Each row becomes a constant, and all of them become [`OPERATIONS`].
macro_rules! operations {
    ($( $(#[$doc:meta])* $name:ident = $id:literal $method:ident $path:literal $evidence:ident $effect:ident; )*) => {
        $(
            $(#[$doc])*
            pub const $name: Operation = Operation {
                id: $id,
                method: Method::$method,
                path: $path,
                evidence: Evidence::$evidence,
                effect: Effect::$effect,
            };
        )*

        /// All that this program can call, in the order of the contract.
        pub static OPERATIONS: &[Operation] = &[$($name),*];
    };
}

operations! {
    /// Exchanges a user name and a password for a token (TelecomX contract 2.1).
    LOGIN = "login" Post "/auth/login" Partial Write;
    /// Ends every token of the user, in every program: a change by GET (2.2).
    LOGOUT = "logout" Get "/auth/logout" Documented Write;
    /// Tells whose a token is (2.3).
    VALIDATE_TOKEN = "validateToken" Get "/auth/validateToken" Partial Read;
    /// Makes a machine token (2.8).
    CREATE_EMPLOYEE_TOKEN = "createEmployeeToken" Post "/employee/{employeeId}/token" Documented Write;
    /// Removes a machine token (2.9).
    DELETE_EMPLOYEE_TOKEN = "deleteEmployeeToken" Delete "/employee/{employeeId}/token/{token}" Documented Write;
    /// The main finder (3.1).
    SEARCH_ALL = "searchAll" Get "/search" Partial Read;
    /// The same with the words in a body, so that they are in no address (3.1).
    SEARCH_ALL_BY_POST = "searchAllByPost" Post "/search" Partial Read;
    /// Lists customers (3.2).
    LIST_CUSTOMERS = "listCustomers" Get "/customer" Partial Read;
    /// Reads a customer (3.3).
    GET_CUSTOMER = "getCustomer" Get "/customer/{customerId}" Partial Read;
    /// Changes a customer, also blocking all of its services (3.6).
    UPDATE_CUSTOMER = "updateCustomer" Post "/customer/{customerId}" Partial Write;
    /// Tells the name of a customer (3.4).
    GET_CUSTOMER_NAME = "getCustomerName" Get "/customer/{customerId}/name" Partial Read;
    /// Counts what a customer has (3.5).
    GET_CUSTOMER_OVERVIEW = "getCustomerOverview" Get "/customer/{customerId}/overview" Partial Read;
    /// The same by POST (3.5).
    GET_CUSTOMER_OVERVIEW_BY_POST = "getCustomerOverviewByPost" Post "/customer/{customerId}/overview" Partial Read;
    /// Lists resellers that can be a parent (3.7).
    LIST_PARENT_RESELLERS = "listParentResellers" Get "/customer/resellers/list" Documented Read;
    /// Lists billing customers: a read by POST (3.7).
    LIST_BILLING_CUSTOMERS = "listBillingCustomers" Post "/customer/{customerId}/billingcustomer" Documented Read;
    /// Adds a billing customer (3.7).
    ADD_BILLING_CUSTOMER = "addBillingCustomer" Post "/customer/{customerId}/billingcustomer/{billingCustomerId}" Documented Write;
    /// Lists who is told of calls (11.4).
    LIST_CALL_NOTIFIERS = "listCallNotifiers" Get "/customer/{customerId}/callnotify" Documented Read;
    /// Asks whether this user may see a document (3.7).
    CHECK_DOCUMENT_ACCESS = "checkDocumentAccess" Get "/customer/{customerId}/docauth/{docId}" Documented Read;
    /// Lists mobile accounts of a customer (4.1).
    LIST_MVNO_ACCOUNTS = "listMvnoAccounts" Get "/mvno" Partial Read;
    /// Makes a mobile account, or begins a port-in (4.4).
    CREATE_MVNO_ACCOUNT = "createMvnoAccount" Post "/mvno" Partial Money;
    /// Reads a mobile account by id or number (4.2).
    GET_MVNO_ACCOUNT = "getMvnoAccount" Get "/mvno/{accountId}" Partial Read;
    /// Changes a mobile account; only a plan is money (4.5, 7.4).
    UPDATE_MVNO_ACCOUNT = "updateMvnoAccount" Post "/mvno/{accountId}" Partial Money;
    /// Ends a mobile account at once (9.2).
    DELETE_MVNO_ACCOUNT = "deleteMvnoAccount" Delete "/mvno/{accountId}" Documented Irreversible;
    /// Finds the account behind an id or a number (4.3).
    GET_VOICE_ACCOUNT = "getVoiceAccount" Get "/voiceaccount/{id}" Partial Read;
    /// Lists ended accounts that can be brought back (4.6).
    LIST_DELETED_MVNO_ACCOUNTS = "listDeletedMvnoAccounts" Get "/mvno/deleted" Partial Read;
    /// Reads one of them (4.6).
    GET_DELETED_MVNO_ACCOUNT = "getDeletedMvnoAccount" Get "/mvno/deleted/{accountId}" Partial Read;
    /// Brings one back within 30 days (4.6).
    RESTORE_MVNO_ACCOUNT = "restoreMvnoAccount" Post "/mvno/deleted/{accountId}/restore" Documented Money;
    /// Prices of the watch and data-sharing add-ons (4.7).
    GET_ADDITIONAL_PRODUCT_PRICES = "getAdditionalProductPrices" Get "/mvno/additionalproducts/{id}" Documented Read;
    /// Gives an account another number: a change by GET (4.8).
    CHANGE_NUMBER = "changeNumber" Get "/mvno/{accountId}/changenumber/{newNumber}" Documented Irreversible;
    /// Gives an account another SIM: a change by GET (5.1).
    CHANGE_SIM = "changeSim" Get "/mvno/{accountId}/changesim/{newSimNumber}" Documented Irreversible;
    /// Moves an account to the other network: a change by GET (5.2).
    CHANGE_NETWORK = "changeNetwork" Get "/mvno/{accountId}/changenetwork/{newSimNumber}" Documented Irreversible;
    /// Lists unused SIMs (5.3).
    LIST_SIMS = "listSims" Get "/sim" Partial Read;
    /// Puts SIMs into storage (5.5).
    IMPORT_SIMS = "importSims" Post "/sim" Documented Write;
    /// Reads an unused SIM (5.4).
    GET_SIM = "getSim" Get "/sim/{simId}" Documented Read;
    /// Notes at which customer a SIM is stored: a change by GET (5.6).
    ASSIGN_SIM = "assignSim" Get "/sim/{simId}/assign" Documented Write;
    /// Ends the watch add-on (5.7).
    DELETE_SMARTWATCH = "deleteSmartwatch" Delete "/mvno/{number}/smartwatch" Documented Irreversible;
    /// Lists portings (6.1).
    LIST_PORTINGS = "listPortings" Get "/porting" Partial Read;
    /// Reads a porting (6.2).
    GET_PORTING = "getPorting" Get "/porting/{portingId}" Partial Read;
    /// Changes a porting (6.3).
    UPDATE_PORTING = "updatePorting" Post "/porting/{portingId}" Partial Write;
    /// Sends the order to the donor: a change by GET (6.4).
    ORDER_PORTING = "orderPorting" Get "/porting/{portingId}/order" Documented Irreversible;
    /// Stops a porting: a change by GET (6.5).
    CANCEL_PORTING = "cancelPorting" Get "/porting/{portingId}/cancel" Documented Irreversible;
    /// Splits a porting: a change by GET (6.6).
    SPLIT_PORTING = "splitPorting" Get "/porting/{portingId}/split" Documented Irreversible;
    /// Refuses an out-porting: a change by GET (6.7).
    REJECT_PORTING = "rejectPorting" Get "/porting/{portingId}/reject" Documented Irreversible;
    /// Notes a contact with the other operator: a change by GET (6.8).
    LOG_PORTING_CONTACT = "logPortingContact" Get "/porting/{portingId}/contact" Documented Write;
    /// Forces a stage: a change by GET, not for everyday use (6.8).
    OVERRIDE_PORTING_STAGE = "overridePortingStage" Get "/porting/{portingId}/stageOverride" Partial Write;
    /// Makes the paper to sign: a change by GET; only sending it is irreversible (6.9).
    CREATE_POWER_OF_ATTORNEY = "createPowerOfAttorney" Get "/porting/{customerId}/poa/create" Partial Irreversible;
    /// The same for an owner who is not the customer (6.9).
    CREATE_POWER_OF_ATTORNEY_FOR = "createPowerOfAttorneyFor" Post "/porting/{customerId}/poa/create" Partial Irreversible;
    /// Fetches a made paper, which works once: a change by GET (6.10).
    DOWNLOAD_POWER_OF_ATTORNEY = "downloadPowerOfAttorney" Get "/porting/{customerId}/poa/get/{poaId}" Documented Write;
    /// Sends the paper to the donor: a change by GET (6.11).
    SEND_POWER_OF_ATTORNEY = "sendPowerOfAttorney" Get "/porting/{portingId}/poa/send" Documented Irreversible;
    /// Deletes a received paper: a change by GET (6.11).
    DELETE_PORTING_DOCUMENT = "deletePortingDocument" Get "/porting/{portingId}/poa/delete/{documentOrOrderId}" Documented Irreversible;
    /// Stops a running signature, by the older page (6.11).
    CANCEL_SIGNATURE_ORDER_OLD = "cancelSignatureOrderOld" Post "/porting/{portingId}/poa/delete/{documentOrOrderId}" Documented Write;
    /// Adds a signed paper (6.11).
    UPLOAD_PORTING_DOCUMENT = "uploadPortingDocument" Post "/porting/{portingId}/document/{fileId}" Documented Write;
    /// Stops a running signature: a change by GET (6.11).
    CANCEL_SIGNATURE_ORDER = "cancelSignatureOrder" Get "/porting/{portingId}/signatureorder/{orderId}/cancel" Documented Write;
    /// Tells which operator holds a Danish number (6.13).
    GET_NUMBER_OPERATOR = "getNumberOperator" Get "/dk/number/info/{number}" Documented Read;
    /// Lists Danish operators (6.13).
    LIST_OPERATORS = "listOperators" Get "/dk/operator" Partial Read;
    /// Reads an operator (6.13).
    GET_OPERATOR = "getOperator" Get "/dk/operator/{operatorId}" Documented Read;
    /// Lists products and plans (7.1).
    LIST_PRODUCTS = "listProducts" Get "/product" Partial Read;
    /// Makes a product; nothing of its body is published (7.6).
    CREATE_PRODUCT = "createProduct" Post "/product" Partial Write;
    /// Reads a product (7.2).
    GET_PRODUCT = "getProduct" Get "/product/{productId}" Partial Read;
    /// Lists network service codes (7.3).
    LIST_SERVICE_CODES = "listServiceCodes" Get "/mvno/socs" Documented Read;
    /// Buys extra data for this month (7.5).
    BUY_DATA_TOP_UP = "buyDataTopUp" Post "/mvno/{accountId}/topup/{productId}" Documented Money;
    /// Lists numbers by use (8.1).
    LIST_NUMBERS = "listNumbers" Get "/number" Partial Read;
    /// Makes numbers; nothing of its body is published (8.6).
    CREATE_NUMBERS = "createNumbers" Post "/number" Partial Write;
    /// Reads a number (8.2).
    GET_NUMBER = "getNumber" Get "/number/{numberId}" Partial Read;
    /// Changes a number (8.6).
    UPDATE_NUMBER = "updateNumber" Post "/number/{numberId}" Partial Write;
    /// Buys a number for a customer: a change by GET (8.3).
    ASSIGN_NUMBER = "assignNumber" Get "/number/{numberId}/assign" Documented Money;
    /// Gives up a number: a change by GET (8.4).
    CLOSE_NUMBER = "closeNumber" Get "/number/{numberId}/close" Documented Irreversible;
    /// Holds or frees a number: a change by GET (8.5).
    PRE_RESERVE_NUMBER = "preReserveNumber" Get "/number/{numberId}/preReserve" Documented Write;
    /// Use by month (9.1).
    GET_MONTHLY_USAGE = "getMonthlyUsage" Get "/mvno/{accountId}/usage" Partial Read;
    /// Data used, piece by piece (9.1).
    GET_DATA_USAGE = "getDataUsage" Get "/mvno/{accountId}/dataUsage" Partial Read;
    /// Calls by day (9.1).
    GET_VOICE_USAGE = "getVoiceUsage" Get "/mvno/{accountId}/voiceUsage" Partial Read;
    /// Call records (9.1).
    LIST_CALL_RECORDS = "listCallRecords" Get "/mvno/{accountId}/cdr" Partial Read;
    /// What the customer sees with a one-time token (9.1).
    GET_SELF_SERVICE_VIEW = "getSelfServiceView" Get "/mvno/ott/{accountId}" Partial Read;
    /// What the customer buys with a one-time token (9.1).
    BUY_SELF_SERVICE_TOP_UP = "buySelfServiceTopUp" Post "/mvno/ott/{accountId}/topup/{productId}" Documented Money;
    /// Lifts a block for odd usage (9.4).
    REMOVE_USAGE_BLOCK = "removeUsageBlock" Delete "/mvno/{accountId}/usageblock" Documented Write;
    /// Reads call forwarding, TDC only (10.1).
    GET_CALL_FORWARD = "getCallForward" Get "/mvno/{accountId}/callforward" Documented Read;
    /// Sets call forwarding, TDC only (10.2).
    SET_CALL_FORWARD = "setCallForward" Post "/mvno/{accountId}/callforward" Documented Write;
    /// Checks a voicemail PIN (10.3).
    CHECK_VOICEMAIL_PIN = "checkVoicemailPin" Get "/mvno/voicemail/{phoneNumber}/{pinCode}/pin" Documented Read;
    /// What changed in the last five days (11.2).
    LIST_RECENT_CHANGES = "listRecentChanges" Get "/log/changeloglite" Partial Read;
    /// What changed; with `remove` it also deletes that list (11.2).
    LIST_CHANGES = "listChanges" Get "/tools/changelog" Documented Irreversible;
    /// The log of a customer (11.2).
    LIST_CUSTOMER_CHANGES = "listCustomerChanges" Get "/log/changelog/customer/{customerId}" Partial Read;
    /// The log of one section of a customer (11.2).
    LIST_CUSTOMER_SECTION_CHANGES = "listCustomerSectionChanges" Get "/log/changelog/customer/{customerId}/{section}" Partial Read;
    /// The log of one thing of a customer (11.2).
    LIST_ITEM_CHANGES = "listItemChanges" Get "/log/changelog/customer/{customerId}/{section}/{itemId}" Partial Read;
    /// Reads one entry of a log (11.2).
    GET_CHANGE = "getChange" Get "/log/changelog/{id}" Partial Read;
    /// Sends a text or picture message (11.5).
    SEND_SMS = "sendSms" Post "/sms" Documented Irreversible;
    /// Lists roaming regions (11.6).
    LIST_ROAMING_REGIONS = "listRoamingRegions" Get "/roaming/region" Partial Read;
    /// Reads a roaming region with its prices (11.6).
    GET_ROAMING_REGION = "getRoamingRegion" Get "/roaming/region/{regionId}" Partial Read;
    /// Older prices of roaming data (11.6).
    LIST_ROAMING_DATA_PRICES = "listRoamingDataPrices" Get "/roaming/data" Documented Read;
    /// Older prices of roaming texts (11.6).
    LIST_ROAMING_TEXT_PRICES = "listRoamingTextPrices" Get "/roaming/text" Documented Read;
    /// Lists roaming partners (11.6).
    LIST_ROAMING_PARTNERS = "listRoamingPartners" Get "/mvno/roamingpartner" Documented Read;
    /// Lists invoices (11.7).
    LIST_INVOICES = "listInvoices" Get "/invoice" Partial Read;
    /// Lists what the next invoice will hold (11.7).
    LIST_CURRENT_INVOICE_LINES = "listCurrentInvoiceLines" Get "/invoice/current" Partial Read;
    /// Reads one line of it (11.7).
    GET_CURRENT_INVOICE_LINE = "getCurrentInvoiceLine" Get "/invoice/current/{id}" Partial Read;
}

/// What the contract has and this program leaves out on purpose: the operation and why.
pub static LEFT_OUT: &[(&str, &str)] = &[
    ("loginByQuery", "It would put the password into an address; `login` does the same."),
    ("impersonateEmployee", "Acting as another employee belongs to the provider's own staff."),
    ("requestPasswordReset", "People reset their password in TelecomX's own portal."),
    ("requestPasswordResetByQuery", "People reset their password in TelecomX's own portal."),
    ("selectOrganizationReseller", "Organizations with several resellers choose in TelecomX's own portal."),
    ("listEmployees", "Portal users are looked after in TelecomX's own portal."),
    ("createEmployee", "Portal users are looked after in TelecomX's own portal."),
    ("getEmployee", "Portal users are looked after in TelecomX's own portal."),
    ("listOrganizationResellers", "Organizations with several resellers choose in TelecomX's own portal."),
    ("getMitIdSettings", "The settings of MitID log-in belong to TelecomX's own web portal."),
];
