//! Adding, testing, editing, switching and removing.

use desk::Confirmed;
use desk::connections::CredentialState;
use desk::connections::manage::{Draft, Settings};
use domain::action::{ActionKind, ActionState, Reason, VerificationMethod};
use domain::problem::ErrorCode;
use domain::provider::{Environment, Health, ProviderKind};
use practice::{Fault, PracticeConfig, PracticeShop};
use suite::desk::{NADIA, shop};

use super::{Managed, given, key, line_of, onsim, settings};

#[tokio::test]
async fn a_new_connection_tests_well_and_its_lines_are_read() {
    let shop = shop().await;
    let test = Managed::open().await;
    let added = test.desk.add_connection(onsim(&shop, " Main account ")).await.unwrap();
    let id = added.connection.id;
    assert_eq!((added.connection.label.as_str(), added.enabled), ("Main account", true));
    assert_eq!((added.mode.as_deref(), added.credentials), (Some("api_key"), CredentialState::Keyring));
    assert_eq!(added.connection.environment, Environment::Production);

    let tested = test.desk.test_connection(&id).await.unwrap();
    assert_eq!((tested.asked, tested.problem, tested.causes.len()), ("getCatalogue", None, 0));
    assert!(shop.onsim().requests().iter().any(|seen| seen.operation.as_deref() == Some("getCatalogue")));

    test.listed(&id, shop.onsim().numbers().len()).await;
    let found = test.desk.search(NADIA.to_owned(), 10).await.unwrap();
    assert_eq!(found.hits.exact, Some(line_of(&id, NADIA)));
    assert_eq!(test.only().await.health, Health::Ok);
    test.desk.close().await;
}

#[tokio::test]
async fn atomic_is_added_with_and_without_its_sms_product() {
    let shop = shop().await;
    let test = Managed::open().await;
    let atomic = |label: &str, proof| Draft {
        provider: ProviderKind::Atomic,
        settings: settings(label, shop.atomic().base_url()),
        proof,
    };
    let token = ("token", shop.atomic().token());
    let sms = [token, ("sms_base_url", &shop.atomic().base_url()), ("sms_key", shop.atomic().sms_token())];
    for (label, mode, fields) in [("Plain", "token", &[token][..]), ("With texts", "token_with_sms", &sms)] {
        let added = test.desk.add_connection(atomic(label, given(mode, fields))).await.unwrap();
        let tested = test.desk.test_connection(&added.connection.id).await.unwrap();
        assert_eq!((tested.asked, tested.problem), ("listServicePlans", None), "{label}");
        let texts = added.abilities.iter().find(|one| one.ability == domain::ability::Ability::SendText).unwrap();
        assert_eq!(texts.available, mode == "token_with_sms");
    }
    let problem = test.desk.add_connection(atomic("Odd", given("token", &[("token", "a b")]))).await.err().unwrap();
    assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("token")));
    test.desk.close().await;
}

#[tokio::test]
async fn reach_and_telecomx_are_added_in_each_of_their_ways() {
    let shop = shop().await;
    let test = Managed::open().await;
    let (reach, telecomx) = (shop.reach(), shop.telecomx());
    let ((id, secret), (user, password)) = (reach.key_pair(), telecomx.login());
    let key = ("api_key", reach.api_key());
    let ways = [
        (ProviderKind::Reach, reach.base_url(), "client_api", vec![("jwt", reach.jwt()), key]),
        (ProviderKind::Reach, reach.base_url(), "key_pair", vec![("key_id", &*id), ("key_secret", &*secret), key]),
        (
            ProviderKind::Telecomx,
            telecomx.base_url(),
            "password",
            vec![("user_name", &*user), ("password", &*password)],
        ),
    ];
    for (provider, base_url, mode, fields) in ways {
        let draft = Draft { provider, settings: settings(mode, base_url), proof: given(mode, &fields) };
        let added = test.desk.add_connection(draft).await.unwrap();
        assert_eq!((added.kind, added.credentials), (provider, CredentialState::Keyring));
        let problem = test.desk.test_connection(&added.connection.id).await.unwrap().problem;
        // One without a harmless read says so, and nothing is asked.
        assert!(problem.is_none_or(|problem| problem.code == ErrorCode::NotOffered), "{mode}");
    }
    test.desk.close().await;
}

#[tokio::test]
async fn what_cannot_be_used_names_its_field_and_adds_nothing() {
    let shop = shop().await;
    let test = Managed::open().await;
    test.add_onsim(&shop, "Taken").await;
    let before = test.text();
    let changed = |change: &dyn Fn(&mut Draft)| {
        let mut draft = onsim(&shop, "Free");
        change(&mut draft);
        draft
    };
    let drafts = [
        ("label", changed(&|draft| draft.settings.label = "  ".to_owned())),
        ("label", changed(&|draft| draft.settings.label = "x".repeat(61))),
        ("label", changed(&|draft| draft.settings.label = "tAKEN ".to_owned())),
        ("label", changed(&|draft| draft.settings.label = "a\nb".to_owned())),
        ("environment", changed(&|draft| draft.settings.environment = Environment::Practice)),
        ("base_url", changed(&|draft| draft.settings.base_url = "http://api.onsimapp.com".to_owned())),
        ("base_url", changed(&|draft| draft.settings.base_url = "https://me:pw@api.onsimapp.com".to_owned())),
        ("proxy", changed(&|draft| draft.settings.proxy = Some("http://me:pw@proxy.example:80".to_owned()))),
        ("mode", changed(&|draft| draft.proof.mode = "password".to_owned())),
        ("api_key", changed(&|draft| draft.proof = key(" "))),
        ("api_key", changed(&|draft| draft.proof = key("a\u{e9}"))),
        ("token", changed(&|draft| draft.proof = given("api_key", &[("token", "k")]))),
    ];
    for (field, draft) in drafts {
        let problem = test.desk.add_connection(draft).await.err().unwrap();
        assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some(field)), "{problem}");
    }
    assert_eq!(test.text(), before);
    assert_eq!(test.desk.connections().await.unwrap().len(), 1);
    test.desk.close().await;
}

#[tokio::test]
async fn a_wrong_secret_is_refused_with_causes_and_another_one_repairs_it() {
    let shop = shop().await;
    let test = Managed::open().await;
    let draft = Draft { proof: key("canary-not-the-key"), ..onsim(&shop, "Main") };
    let id = test.desk.add_connection(draft).await.unwrap().connection.id;

    let tested = test.desk.test_connection(&id).await.unwrap();
    let problem = tested.problem.unwrap();
    assert_eq!(problem.code, ErrorCode::CredentialsRefused);
    assert!(tested.causes.iter().any(|cause| cause.contains("mistyped")), "{:?}", tested.causes);
    assert!(!format!("{problem:?} {:?}", tested.causes).contains("canary"));
    assert_eq!(test.only().await.health, Health::CredentialsRefused);

    let refused = test.desk.rotate_credentials(&id, key("")).await.err().unwrap();
    assert_eq!(refused.field.as_deref(), Some("api_key"));
    test.desk.rotate_credentials(&id, key(shop.onsim().api_key())).await.unwrap();
    assert_eq!(test.desk.test_connection(&id).await.unwrap().problem, None);
    test.listed(&id, shop.onsim().numbers().len()).await;
    assert_eq!(test.only().await.health, Health::Ok);
    test.desk.close().await;
}

#[tokio::test]
async fn each_way_a_test_can_fail_has_its_causes() {
    let shop = shop().await;
    let test = Managed::open().await;
    let id = test.add_onsim(&shop, "Main").await;
    for (fault, code, word) in [
        (Fault::Status(403), ErrorCode::NotAllowed, "rights"),
        (Fault::Status(404), ErrorCode::NotFound, "address"),
        (Fault::MalformedJson, ErrorCode::UnreadableAnswer, "address"),
        (Fault::Status(503), ErrorCode::ProviderDown, "not working"),
        (Fault::RateLimited { retry_after: Some(3600) }, ErrorCode::RateLimited, "too often"),
    ] {
        shop.onsim().dial().set(fault.clone()).unwrap();
        let tested = test.desk.test_connection(&id).await.unwrap();
        shop.onsim().dial().clear();
        assert_eq!(tested.problem.unwrap().code, code, "{fault:?}");
        assert!(tested.causes.iter().any(|cause| cause.contains(word)), "{fault:?} {:?}", tested.causes);
    }
    // A port of this computer that nobody listens at any more.
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    for (address, code, word) in [
        (format!("http://{gone}"), ErrorCode::Unreachable, "127.0.0.1"),
        (shop.onsim().base_url(), ErrorCode::TlsFailed, "certificate"),
    ] {
        let address = if code == ErrorCode::TlsFailed { address.replace("http:", "https:") } else { address };
        let settings = Settings { proxy: Some("http://proxy.example:8080".to_owned()), ..settings("Main", address) };
        test.desk.edit_connection(&id, settings).await.unwrap();
        let tested = test.desk.test_connection(&id).await.unwrap();
        assert_eq!(tested.problem.unwrap().code, code);
        assert!(tested.causes.iter().any(|cause| cause.contains(word)), "{:?}", tested.causes);
        let proxy = tested.causes.iter().any(|cause| cause.to_lowercase().contains("proxy"));
        assert!(proxy, "{:?}", tested.causes);
    }
    test.desk.close().await;
}

#[tokio::test]
async fn an_edit_keeps_credentials_and_lines_and_another_address_forgets_the_lines() {
    let shop = shop().await;
    let test = Managed::open().await;
    let id = test.add_onsim(&shop, "Main").await;
    test.add_onsim(&shop, "Other").await;
    test.listed(&id, 60).await;

    let same = Settings { environment: Environment::Production, ..settings("Renamed", shop.onsim().base_url()) };
    let edited = test.desk.edit_connection(&id, same).await.unwrap();
    assert_eq!((edited.connection.label.as_str(), edited.lines), ("Renamed", 60));
    assert_eq!(edited.credentials, CredentialState::Keyring);
    let taken = test.desk.edit_connection(&id, settings("Other", shop.onsim().base_url())).await.err().unwrap();
    assert_eq!(taken.field.as_deref(), Some("label"));

    // The same seed has the same key, another number of lines tells the two shops apart.
    let second = PracticeShop::start(PracticeConfig { lines: 20, ..PracticeConfig::default() }).await.unwrap();
    let proxy = Some("http://proxy.example:8080".to_owned());
    let moved = Settings { environment: Environment::Staging, proxy, ..settings("Renamed", second.onsim().base_url()) };
    let edited = test.desk.edit_connection(&id, moved).await.unwrap();
    assert_eq!((edited.lines, edited.connection.environment), (0, Environment::Staging));
    assert_eq!(edited.proxy.as_deref(), Some("http://proxy.example:8080"));
    test.listed(&id, 20).await;
    let text = test.text();
    assert!(text.contains("\"staging\"") && text.contains(&second.onsim().base_url()) && text.contains("Renamed"));
    test.desk.close().await;
}

#[tokio::test]
async fn a_connection_that_is_off_is_not_asked_and_says_why() {
    let shop = shop().await;
    let (test, id, nadia, previewed) = Managed::with_a_preview(&shop).await;

    let off = test.desk.set_connection_enabled(&id, false).await.unwrap();
    assert!(!off.enabled && off.abilities.iter().all(|one| !one.available));
    assert!(off.abilities[0].reason.as_deref().unwrap().contains("switched off"));
    let asked = shop.onsim().requests().len();

    test.desk.refresh_lists(None).await.unwrap();
    let refused = test.desk.refresh_lists(Some(&id)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ConnectionOff);
    let page = test.desk.line_page(&nadia, true).await.unwrap();
    assert_eq!(page.not_refreshed.unwrap().code, ErrorCode::ConnectionOff);
    assert_eq!(page.line.key, nadia, "what was read stays");
    let problem = test.desk.preview(&nadia, ActionKind::NewEsimCode).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::ConnectionOff);
    assert!(test.desk.submit(previewed, Confirmed::new(Reason::Lost, None)).await.is_err());
    let told = test.desk.ask_providers(desk::ask_providers::SearchId(1), NADIA).await.unwrap();
    assert!(told[0].not_asked.as_deref().unwrap().contains("switched off"));
    assert_eq!(shop.onsim().requests().len(), asked);
    assert_eq!(test.desk.actions(store::ActionFilter::All, 10, None).await.unwrap().0.len(), 0);

    // A person may try it out before switching it on.
    assert_eq!(test.desk.test_connection(&id).await.unwrap().problem, None);
    let on = test.desk.set_connection_enabled(&id, true).await.unwrap();
    assert!(on.enabled && on.abilities.iter().any(|one| one.available));
    assert!(test.desk.line_page(&nadia, true).await.unwrap().not_refreshed.is_none());
    test.desk.close().await;
}

#[tokio::test]
async fn a_change_that_is_on_its_way_is_settled_although_its_connection_is_switched_off() {
    let shop = shop().await;
    let (test, id, _, change) = Managed::with_a_preview(&shop).await;
    shop.onsim().dial().set(Fault::StallAfterEffect.on("queryEsim").next(1)).unwrap();
    let (desk, before) = (test.desk.clone(), shop.onsim().requests().len() as u64);
    let sending = tokio::spawn(async move { desk.submit(change, Confirmed::new(Reason::Lost, None)).await });
    shop.onsim().wait_for_requests(before + 1).await;

    test.desk.set_connection_enabled(&id, false).await.unwrap();
    shop.onsim().dial().clear();

    assert_eq!(sending.await.unwrap().unwrap().state, ActionState::Done);
    assert_eq!(shop.onsim().codes_issued_for(NADIA), 1);
    test.desk.close().await;
}

#[tokio::test]
async fn removing_forgets_lines_and_credentials_and_leaves_the_ledger() {
    let shop = shop().await;
    let keyring = std::sync::Arc::new(vault::MemoryVault::default());
    let home = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let test = Managed::open_in(home, keyring.clone()).await.unwrap();
    let (id, other) = (test.add_onsim(&shop, "Main").await, test.add_onsim(&shop, "Other").await);
    test.listed(&id, 60).await;
    test.listed(&other, 60).await;
    let nadia = line_of(&id, NADIA);
    test.desk.verify_customer(&nadia, VerificationMethod::PhotoId).unwrap();
    let change = test.desk.preview(&nadia, ActionKind::NewEsimCode).await.unwrap().id;
    assert_eq!(test.desk.submit(change, Confirmed::new(Reason::Lost, None)).await.unwrap().state, ActionState::Done);
    let name = format!("{id}/api_key");
    assert!(vault::Vault::get(keyring.as_ref(), &name).unwrap().is_some());

    // Its list is being read while it is removed: what comes then must not bring the lines back.
    shop.onsim().dial().set(Fault::Stall.on("listSubscribers")).unwrap();
    let (desk, reading, before) = (test.desk.clone(), id.clone(), shop.onsim().requests().len() as u64);
    let reading = tokio::spawn(async move { desk.refresh_lists(Some(&reading)).await });
    shop.onsim().wait_for_requests(before + 1).await;
    test.desk.remove_connection(&id).await.unwrap();
    shop.onsim().dial().clear();
    reading.await.unwrap().unwrap();

    assert!(vault::Vault::get(keyring.as_ref(), &name).unwrap().is_none());
    assert_eq!(test.desk.connection(&id).await.err().unwrap().code, ErrorCode::NoSuchConnection);
    let found = test.desk.search(NADIA.to_owned(), 10).await.unwrap();
    assert_eq!(found.hits.hits.iter().map(|hit| &hit.line.key.connection).collect::<Vec<_>>(), [&other]);
    assert_eq!(test.desk.known_lines().await.unwrap(), 60);
    assert!(!test.text().contains(&id.0) && test.text().contains(&other.0));
    assert_eq!(test.desk.action(change).await.unwrap().line, Some(nadia));
    assert!(test.desk.verify_ledger().await.unwrap().first_bad.is_none());
    test.desk.remove_connection(&other).await.unwrap();
    assert!(test.book.is_empty().await.unwrap());
    test.desk.close().await;
}

#[tokio::test]
async fn the_practice_shops_own_connections_are_not_changed() {
    let shop = shop().await;
    let test = suite::desk::ShopDesk::open(&shop).await;
    let id = domain::provider::ConnectionId(suite::desk::CONNECTION.to_owned());
    assert_eq!(test.desk.test_connection(&id).await.unwrap().problem, None);
    assert_eq!(test.desk.connections().await.unwrap()[0].credentials, CredentialState::Practice);
    let refused = test.desk.add_connection(onsim(&shop, "Main")).await.err().unwrap();
    assert_eq!(refused.code, ErrorCode::NotOffered);
    assert_eq!(test.desk.remove_connection(&id).await.unwrap_err().code, ErrorCode::NotOffered);
}

#[tokio::test]
async fn a_connection_is_kept_while_the_outcome_of_a_change_is_not_known() {
    let shop = shop().await;
    let (test, id, _, change) = Managed::with_a_preview(&shop).await;
    shop.onsim().dial().set(Fault::StatusAfterEffect(504).on("queryEsim")).unwrap();
    assert_eq!(test.desk.submit(change, Confirmed::new(Reason::Lost, None)).await.unwrap().state, ActionState::Unknown);

    assert_eq!(test.desk.remove_connection(&id).await.unwrap_err().code, ErrorCode::ChangeInFlight);

    shop.onsim().dial().clear();
    assert_eq!(test.desk.check_action(change).await.unwrap().state, ActionState::Done);
    test.desk.remove_connection(&id).await.unwrap();
    test.desk.close().await;
}
