//! Every operation of the ONSIM contract, as the code knows it. A wire test compares this table with the contract file,
//! both ways. The five titles without a published path (SIM swap, delete number, send text, port-in, PAC) are not here.

use domain::provider::{Effect, Evidence};

use crate::operation::{Method, Operation};

const fn operation(
    id: &'static str,
    method: Method,
    path: &'static str,
    evidence: Evidence,
    effect: Effect,
) -> Operation {
    Operation { id, method, path, evidence, effect }
}

use Effect::{Irreversible, Money, Read, Write};
use Evidence::{Documented, Partial};
use Method::{Delete, Get, Post};

/// Ends a SIM and its account (ONSIM contract 2.1).
pub const CEASE_ACCOUNT: Operation = operation("ceaseAccount", Delete, "/account", Documented, Irreversible);
/// Reads one account (2.2).
pub const GET_ACCOUNT: Operation = operation("getAccount", Get, "/account/{mpn}", Documented, Read);
/// Changes the bundle (2.3).
pub const UPDATE_BUNDLE: Operation =
    operation("updateBundle", Post, "/account/{mpn}/bundle/{bundle}", Documented, Money);
/// Switches recording (2.4); switching on is only a write.
pub const SET_RECORDING: Operation = operation("setRecording", Post, "/account/{mpn}/recording", Partial, Irreversible);
/// Reads the activation code, or asks for a new one (2.5); with `refresh_code` 0 it is a read.
pub const QUERY_ESIM: Operation = operation("queryEsim", Post, "/account/esim", Documented, Write);
/// Has a hosted picture of a code made (2.6).
pub const GENERATE_ESIM_QR: Operation = operation("generateEsimQr", Post, "/account/esim/generate", Documented, Write);
/// Edits switches, owner, number and SIP user (2.7).
pub const UPDATE_MOBILE_SETTINGS: Operation =
    operation("updateMobileSettings", Post, "/account/pbxinfo/{mpn}", Partial, Write);
/// Lists numbers of one state (3.1).
pub const LIST_NUMBERS: Operation = operation("listNumbers", Get, "/numbers/{stateOrMpn}", Partial, Read);
/// Puts a number into stock (3.2).
pub const ADD_NUMBER: Operation = operation("addNumber", Post, "/numbers/{stateOrMpn}", Documented, Write);
/// Lists customer groups (4.1).
pub const LIST_GROUPS: Operation = operation("listGroups", Get, "/reseller/groups", Partial, Read);
/// Makes a customer group (4.2).
pub const ADD_GROUP: Operation = operation("addGroup", Post, "/reseller/groups", Partial, Write);
/// Lists what can be bought (4.3).
pub const GET_CATALOGUE: Operation = operation("getCatalogue", Get, "/reseller/catalogue", Partial, Read);
/// Makes a line on the reseller's own telephone system (4.4).
pub const PROVISION_OWN_UC: Operation = operation("provisionOwnUc", Post, "/reseller/provision", Documented, Money);
/// Makes a line on ONSIM's telephone system (4.5).
pub const PROVISION_ONSIM_UC: Operation =
    operation("provisionOnsimUc", Post, "/reseller/provision-onsim", Documented, Money);
/// Lists subscribers: a read, despite the POST (4.6).
pub const LIST_SUBSCRIBERS: Operation = operation("listSubscribers", Post, "/reseller/subscribers", Partial, Read);
/// Lists SIMs in stock (5.1).
pub const LIST_SIMS: Operation = operation("listSims", Get, "/sims/{state}/{type}", Partial, Read);
/// Lists port orders of one state (7.1).
pub const LIST_PORTS: Operation = operation("listPorts", Get, "/port/all/{state}", Documented, Read);
/// Reads one port order (7.2).
pub const GET_PORT: Operation = operation("getPort", Get, "/port/{id}", Documented, Read);

/// All of them, in the order of the contract's inventory.
pub static OPERATIONS: [Operation; 18] = [
    CEASE_ACCOUNT,
    GET_ACCOUNT,
    UPDATE_BUNDLE,
    SET_RECORDING,
    QUERY_ESIM,
    GENERATE_ESIM_QR,
    UPDATE_MOBILE_SETTINGS,
    LIST_NUMBERS,
    ADD_NUMBER,
    LIST_GROUPS,
    ADD_GROUP,
    GET_CATALOGUE,
    PROVISION_OWN_UC,
    PROVISION_ONSIM_UC,
    LIST_SUBSCRIBERS,
    LIST_SIMS,
    LIST_PORTS,
    GET_PORT,
];
