//! Tests of getting from settings to a client.

use domain::ability::Ability;
use domain::problem::Problem;
use domain::time::Timestamp;

use super::*;

fn settings(kind: ProviderKind) -> ConnectionSettings {
    ConnectionSettings {
        id: ConnectionId("c1".to_owned()),
        kind,
        base_url: "http://127.0.0.1:9".to_owned(),
        proxy: None,
        credentials: match kind {
            ProviderKind::Reach => Credentials::ClientApi { jwt: key("j"), key: key("k") },
            _ => Credentials::ApiKey(key("k")),
        },
        tuning: default_tuning(kind),
    }
}

fn key(text: &str) -> ApiKey {
    ApiKey::new(text.to_owned())
}

fn with_sms(kind: ProviderKind, sms_base_url: &str, sms_key: &str) -> ConnectionSettings {
    let credentials =
        Credentials::AtomicWithSms { token: key("k"), sms_base_url: sms_base_url.to_owned(), sms_key: key(sms_key) };
    ConnectionSettings { credentials, ..settings(kind) }
}

fn with_login(kind: ProviderKind, user_name: &str, password: &str) -> ConnectionSettings {
    let password = Password::new(password.to_owned());
    let credentials = Credentials::Login { user_name: user_name.to_owned(), password };
    ConnectionSettings { credentials, ..settings(kind) }
}

fn refusal(settings: ConnectionSettings) -> Problem {
    connect(settings, Arc::new(|| Timestamp(0))).err().unwrap().into()
}

#[test]
fn each_kind_has_a_client_and_an_address_unless_it_comes_with_the_connection() {
    for kind in ProviderKind::ALL {
        let provider = connect(settings(kind), Arc::new(|| Timestamp(0))).ok().unwrap();
        assert_eq!(provider.kind(), kind);
        let named = default_base_url(kind).map(|url| BaseUrl::parse(url).is_ok());
        assert_eq!(named, (kind != ProviderKind::Reach).then_some(true));
    }
}

#[test]
fn atomic_sends_texts_only_with_its_sms_product() {
    let sends_texts = |settings| {
        let abilities = connect(settings, Arc::new(|| Timestamp(0))).ok().unwrap().abilities();
        abilities.into_iter().any(|state| state.ability == Ability::SendText && state.available)
    };
    assert!(!sends_texts(settings(ProviderKind::Atomic)));
    assert!(sends_texts(with_sms(ProviderKind::Atomic, "https://sms.example", "k")));
}

#[test]
fn credentials_print_nothing_of_themselves() {
    let pair = reach::KeyPair { id: key("canary"), secret: key("canary"), key: key("canary") };
    for (credentials, printed) in [
        (Credentials::ApiKey(key("canary")), "ApiKey([hidden])"),
        (with_sms(ProviderKind::Atomic, "https://canary.example", "canary").credentials, "AtomicWithSms([hidden])"),
        (Credentials::ClientApi { jwt: key("canary"), key: key("canary") }, "ClientApi([hidden])"),
        (Credentials::KeyPair(pair), "KeyPair([hidden])"),
        (with_login(ProviderKind::Telecomx, "canary@example.dk", "canary").credentials, "Login([hidden])"),
    ] {
        assert_eq!(format!("{credentials:?}"), printed);
    }
}

#[test]
fn settings_that_cannot_be_used_name_their_field() {
    let mut plain = settings(ProviderKind::Onsim);
    plain.base_url = "http://api.onsimapp.com".to_owned();
    let mut empty = settings(ProviderKind::Onsim);
    empty.credentials = Credentials::ApiKey(ApiKey::new(String::new()));
    let mut broken = settings(ProviderKind::Onsim);
    broken.credentials = Credentials::ApiKey(ApiKey::new("a\nb".to_owned()));
    let mut proxied = settings(ProviderKind::Onsim);
    proxied.proxy = Some("http://user:pw@proxy.example:8080".to_owned());
    let other = with_sms(ProviderKind::Onsim, "https://sms.example", "k");
    let sms_plain = with_sms(ProviderKind::Atomic, "http://sms.example", "k");
    let sms_empty = with_sms(ProviderKind::Atomic, "https://sms.example", "");
    let fields = [
        (plain, "base_url"),
        (empty, "api_key"),
        (broken, "api_key"),
        (proxied, "proxy"),
        (other, "credentials"),
        (with_login(ProviderKind::Onsim, "a@example.com", "p"), "credentials"),
        (with_login(ProviderKind::Atomic, "a@example.com", "p"), "credentials"),
        (with_sms(ProviderKind::Telecomx, "https://sms.example", "k"), "credentials"),
        (with_login(ProviderKind::Telecomx, " ", "p"), "user_name"),
        (with_login(ProviderKind::Telecomx, "a@example.dk", ""), "password"),
        (sms_plain, "sms_base_url"),
        (sms_empty, "sms_key"),
    ];
    for (settings, field) in fields {
        let problem = refusal(settings);
        assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)));
    }
}

#[test]
fn credentials_belong_to_their_provider_and_name_what_is_wrong_with_them() {
    let reach = |credentials| ConnectionSettings { credentials, ..settings(ProviderKind::Reach) };
    let pair = |id, secret, api_key| {
        let pair = reach::KeyPair { id: key(id), secret: key(secret), key: key(api_key) };
        reach(Credentials::KeyPair(pair))
    };
    for settings in [pair("i", "s", "k"), with_login(ProviderKind::Telecomx, "a@example.dk", "p")] {
        assert!(connect(settings, Arc::new(|| Timestamp(0))).is_ok());
    }
    for (settings, field) in [
        (reach(Credentials::ApiKey(key("k"))), "credentials"),
        (reach(Credentials::ClientApi { jwt: key(""), key: key("k") }), "jwt"),
        (reach(Credentials::ClientApi { jwt: key("j"), key: key("k k") }), "api_key"),
        (pair("", "s", "k"), "key_id"),
        (pair("i", "s\n", "k"), "key_secret"),
        (pair("i", "s", ""), "api_key"),
    ] {
        let problem = refusal(settings);
        assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)));
    }
}

#[test]
fn reach_is_asked_in_reachs_rhythm() {
    let retry = default_tuning(ProviderKind::Reach).retry;
    let seconds = |pause: std::time::Duration| pause.as_secs();
    assert_eq!((retry.read_tries, seconds(retry.first_pause), seconds(retry.longest_pause)), (5, 1, 60));
    assert_eq!(retry.after_500.map(|rule| seconds(rule.pause)), Some(5));
}
