//! Who calls: passwords, codes, tokens that slide on the practice clock, and what an access level may touch (TelecomX
//! contract 1.2, 1.3, 2.1 to 2.9). How the need for a code is told is not known; ours is 401 with its name as `code`.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::ask::{Ask, Outcome, flag, no, ok, refused};
use super::settings::{AccessLevel, SecondFactor};
use super::state::{Book, Customer, Message};
use crate::call::{Asked, Refusal};
use crate::chance::Chance;
use crate::clock::shifted;

/// Minutes a token lives after its last use.
const MINUTES: i64 = 15;
/// Seconds an SMS code counts (ours).
const SMS_CODE_SECONDS: i64 = 300;
/// Seconds of one authenticator code.
const AUTHENTICATOR_SECONDS: i64 = 30;

/// A token that was given out.
pub(super) struct Session {
    pub(super) employee: String,
    /// `None` for a token that does not expire.
    pub(super) expires: Option<Timestamp>,
    /// Made for a machine.
    pub(super) machine: bool,
}

/// The caller of an operation.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) employee: String,
    pub(super) customer: String,
    pub(super) level: AccessLevel,
}

/// Operations that need no token.
pub(super) fn is_open(operation: &str) -> bool {
    matches!(
        operation,
        "login"
            | "loginByQuery"
            | "validateToken"
            | "requestPasswordReset"
            | "requestPasswordResetByQuery"
            | "getSelfServiceView"
            | "buySelfServiceTopUp"
            | "checkVoicemailPin"
    )
}

/// The token of a request: header, other header, query (1.2, in this order).
fn token(asked: &Asked<'_>) -> Result<String, Refusal> {
    if let Some(value) = asked.header("authorization") {
        let token = value.strip_prefix("Bearer ").filter(|token| !token.is_empty());
        let wrong = || refused(401, "format_error", "header is not in the form Authorization: Bearer <token>");
        return token.map(str::to_owned).ok_or_else(wrong);
    }
    let other = asked.header("x-api-key").or_else(|| asked.query.get("token").map(String::as_str));
    other.map(str::to_owned).ok_or_else(|| refused(401, "credentials_invalid", "authorization missing"))
}

impl Book {
    /// Finds the caller and restarts the token's timer.
    pub(super) fn caller(&mut self, asked: &Asked<'_>, now: Timestamp) -> Result<Option<Caller>, Refusal> {
        if is_open(asked.operation) {
            return Ok(None);
        }
        let token = token(asked)?;
        let invalid = || refused(401, "invalid_token", "please log in");
        let session = self.sessions.get_mut(&token).ok_or_else(invalid)?;
        if session.expires.is_some_and(|expires| expires <= now) {
            return Err(refused(401, "expired", "session timed out, log in again"));
        }
        session.expires = session.expires.map(|_| shifted(now, MINUTES * 60));
        let employee = session.employee.clone();
        self.as_caller(&employee).map(Some).ok_or_else(invalid)
    }

    pub(super) fn as_caller(&self, employee: &str) -> Option<Caller> {
        let employee = self.employees.get(employee).filter(|one| one.state == "ENABLED")?;
        let mut caller =
            Caller { employee: employee.id.clone(), customer: employee.customer.clone(), level: employee.level };
        if caller.employee == self.agent {
            caller.level = self.settings.access_level;
            let own = caller.level < AccessLevel::Reseller;
            caller.customer.clone_from(if own { &self.first_customer } else { &self.reseller });
        }
        Some(caller)
    }

    fn factor(&self, employee: &str) -> SecondFactor {
        if employee == self.agent {
            return self.settings.second_factor;
        }
        self.employees.get(employee).map_or(SecondFactor::None, |one| one.factor)
    }

    /// Whether a caller may see and change the things of a customer.
    pub(super) fn reaches(&self, caller: &Caller, customer: &str) -> bool {
        match caller.level {
            AccessLevel::Admin | AccessLevel::ResellerAdmin => self.customers.contains_key(customer),
            AccessLevel::Reseller => {
                let mut next = self.customers.get(customer);
                while let Some(one) = next {
                    if one.id == caller.customer {
                        return true;
                    }
                    next = one.parent.as_ref().and_then(|parent| self.customers.get(parent));
                }
                false
            }
            _ => caller.customer == customer,
        }
    }

    /// The code the authenticator app of an employee shows at `now`.
    pub(super) fn authenticator_code(&self, employee: &str, now: Timestamp) -> String {
        let window = now.as_second().div_euclid(AUTHENTICATOR_SECONDS).unsigned_abs();
        let salt = employee.bytes().fold(window, |salt, byte| salt.wrapping_mul(31).wrapping_add(u64::from(byte)));
        Chance::new(self.seed, salt).digits(6)
    }

    /// A new token for an employee, plainly a fake.
    pub(super) fn open_session(&mut self, employee: &str, expires: Option<Timestamp>, machine: bool) -> String {
        let token = format!("practice-telecomx-{}", self.chance.code(40).to_lowercase());
        let session = Session { employee: employee.to_owned(), expires, machine };
        self.sessions.insert(token.clone(), session);
        token
    }

    /// Checks the second factor; sends a code when one is wanted and none was given.
    fn check_factor(&mut self, employee: &str, ask: &Ask<'_>) -> Result<(), Refusal> {
        match self.factor(employee) {
            SecondFactor::None => Ok(()),
            SecondFactor::Sms => {
                let Some(given) = ask.text("smsKey") else {
                    let code = self.chance.digits(6);
                    let to = self.employees.get(employee).map(|one| one.sms_number.clone()).unwrap_or_default();
                    self.messages.push(Message { to, text: format!("Din kode er {code}") });
                    self.sms_codes.insert(employee.to_owned(), (code, shifted(ask.now, SMS_CODE_SECONDS)));
                    return Err(refused(401, "smsKey", "a code has been sent by SMS"));
                };
                let fits = self.sms_codes.get(employee).is_some_and(|(code, until)| *code == given && ask.now < *until);
                if !fits {
                    return Err(refused(401, "smsKey", "the SMS code is not valid"));
                }
                self.sms_codes.remove(employee);
                Ok(())
            }
            SecondFactor::Authenticator => {
                let Some(given) = ask.text("authenticatorToken") else {
                    return Err(refused(401, "authenticatorToken", "an authenticator code is required"));
                };
                let before = shifted(ask.now, -AUTHENTICATOR_SECONDS);
                let fits = [ask.now, before].iter().any(|at| self.authenticator_code(employee, *at) == given);
                if fits { Ok(()) } else { Err(refused(401, "authenticatorToken", "the code is not valid")) }
            }
        }
    }

    fn describe(&self, caller: &Caller, extended: bool) -> Value {
        let mut record = json!({
            "employee": caller.employee,
            "customer": caller.customer,
            "accessLevel": caller.level.name(),
        });
        if let Some(fields) = record.as_object_mut().filter(|_| extended) {
            let name = self.employees.get(&caller.employee).map_or("", |one| one.name.as_str());
            fields.insert("name".into(), json!(name));
            fields.insert("language".into(), json!("da"));
            fields.insert("customerName".into(), json!(self.customer_name(&caller.customer)));
            let features = self.customers.get(&caller.customer).map(|one| one.features.clone());
            fields.insert("customerFeatures".into(), json!(features));
            if caller.level >= AccessLevel::Reseller {
                fields
                    .insert("customerIntegrations".into(), json!({ "billing": { "economic": { "enabled": false } } }));
            }
        }
        record
    }
}

/// 2.1
pub(super) fn login(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let (username, password) = (ask.text("username").unwrap_or_default(), ask.text("password"));
    let wrong = || refused(401, "credentials_invalid", "user name or password is wrong");
    let employee = book.employees.values().find(|one| one.email == username && one.state == "ENABLED");
    let employee = employee.filter(|one| one.password.is_some() && one.password.as_deref() == password);
    let employee = employee.filter(|one| one.level > AccessLevel::NoLogin).ok_or_else(wrong)?.id.clone();
    book.check_factor(&employee, ask)?;
    let persist = flag(ask.value("persist"));
    let expires = (!persist).then(|| shifted(ask.now, MINUTES * 60));
    let token = book.open_session(&employee, expires, false);
    let caller = book.as_caller(&employee).ok_or_else(wrong)?;
    let mut record = book.describe(&caller, true);
    if let Some(fields) = record.as_object_mut() {
        fields.insert("token".into(), json!(token));
        fields.insert("expiresInMinutes".into(), json!(if persist { -1 } else { MINUTES }));
    }
    ok(record)
}

/// 2.2: every token of the user ends, machine tokens too (the stricter reading).
pub(super) fn logout(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let employee = ask.caller()?.employee.clone();
    book.sessions.retain(|_, session| session.employee != employee);
    ok(json!({ "success": true }))
}

/// 2.3: asks about the token in the query and leaves its timer alone (ours).
pub(super) fn validate(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let session = ask.query("token").and_then(|token| book.sessions.get(token));
    let live = session.filter(|one| one.expires.is_none_or(|expires| ask.now < expires));
    let caller = live.and_then(|one| book.as_caller(&one.employee));
    let Some(caller) = caller else {
        let expired = session.is_some();
        let (status, code) = match (flag(ask.query("simple").map(Value::from).as_ref()), expired) {
            (true, _) => (403, "access_denied"),
            (false, true) => (401, "expired"),
            (false, false) => (401, "invalid_token"),
        };
        return Err(refused(status, code, "the token is not valid"));
    };
    let mut record = book.describe(&caller, ask.is_set("extend"));
    if let Some(fields) = record.as_object_mut() {
        fields.insert("success".into(), json!(true));
    }
    ok(record)
}

/// 2.8
pub(super) fn create_machine_token(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let caller = ask.caller()?;
    let employee = ask.param("employeeId").to_owned();
    let owner = book.as_caller(&employee).ok_or_else(|| no("id", "employee not found"))?;
    if !book.reaches(caller, &owner.customer) {
        return Err(super::ask::denied());
    }
    if owner.level == AccessLevel::Admin {
        return Err(refused(403, "id", "admins may not have tokens"));
    }
    let own = caller.employee == employee;
    let token = book.open_session(&employee, None, true);
    ok(if own { json!({ "success": true, "token": token }) } else { json!({ "success": true }) })
}

/// 2.9
pub(super) fn delete_machine_token(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let employee = ask.param("employeeId");
    let owner = book.as_caller(employee).ok_or_else(|| no("id", "employee not found"))?;
    if !book.reaches(ask.caller()?, &owner.customer) {
        return Err(super::ask::denied());
    }
    let token = ask.param("token");
    if !book.sessions.get(token).is_some_and(|one| one.machine && one.employee == employee) {
        return Err(no("token", "token not found"));
    }
    book.sessions.remove(token);
    ok(json!({ "success": true }))
}

/// What the practice shop leaves out on purpose: the administration of staff, resellers and portals.
pub(super) fn left_out(_: &mut Book, _: &Ask<'_>) -> Outcome {
    Err(Refusal::new(StatusCode::FORBIDDEN, "not in the practice shop").coded("access_denied"))
}

/// Whether a customer belongs below another, at any depth.
pub(super) fn is_below(book: &Book, customer: &Customer, above: &str) -> bool {
    let mut next = customer.parent.as_ref();
    while let Some(parent) = next {
        if parent == above {
            return true;
        }
        next = book.customers.get(parent).and_then(|one| one.parent.as_ref());
    }
    false
}
