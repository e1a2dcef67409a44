//! What the file survives: a hand edit, a crash half-way, a newer version.

use super::*;

fn entry(id: &str) -> Entry {
    Entry {
        id: ConnectionId(id.to_owned()),
        provider: ProviderKind::Onsim,
        label: format!("Label of {id}"),
        environment: Environment::Production,
        base_url: "https://api.onsimapp.com".to_owned(),
        proxy: None,
        enabled: true,
        mode: "api_key".to_owned(),
        keep: Keep::Keyring,
        findings: BTreeMap::new(),
        other: Map::new(),
    }
}

fn folder_with(text: &str) -> (tempfile::TempDir, ConnectionsFile) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(NAME), text).unwrap();
    let file = ConnectionsFile::in_folder(folder.path());
    (folder, file)
}

fn on_disk(folder: &tempfile::TempDir) -> String {
    std::fs::read_to_string(folder.path().join(NAME)).unwrap()
}

const GOOD: &str = r#"{
  "version": 1,
  "made_by": "a person",
  "connections": [
    {
      "id": "onsim-1",
      "provider": "onsim",
      "label": "Main",
      "environment": "staging",
      "base_url": "https://api.onsimapp.com",
      "mode": "api_key",
      "note": "ask Ben"
    }
  ]
}
"#;

#[test]
fn no_file_is_no_connection_and_the_folder_is_made_when_needed() {
    let folder = tempfile::tempdir().unwrap();
    let file = ConnectionsFile::in_folder(&folder.path().join("not").join("there"));
    assert_eq!(file.read().unwrap(), []);
    file.change(|entries| entries.push(entry("onsim-1"))).unwrap();
    assert_eq!(file.read().unwrap(), [entry("onsim-1")]);
}

#[test]
fn entries_are_sorted_and_what_is_not_known_is_kept() {
    let (folder, file) = folder_with(GOOD);
    let read = file.read().unwrap();
    assert_eq!((read[0].enabled, read[0].keep, read[0].proxy.as_deref()), (true, Keep::Keyring, None));
    file.change(|entries| entries.push(entry("atomic-1"))).unwrap();
    let ids: Vec<_> = file.read().unwrap().into_iter().map(|entry| entry.id.0).collect();
    assert_eq!(ids, ["atomic-1", "onsim-1"]);
    let text = on_disk(&folder);
    assert!(text.contains("\"made_by\": \"a person\"") && text.contains("\"note\": \"ask Ben\""), "{text}");
    assert!(text.ends_with("}\n"));
}

#[test]
fn a_broken_file_is_named_with_its_line_and_left_as_it_is() {
    let cases = [
        (GOOD.replace("\"label\": \"Main\",", "\"label\": \"Main\""), 9, "expected `,` or `}`"),
        (GOOD.replace("\"staging\"", "\"practice\""), 9, "expected `staging` or `production`"),
        (GOOD.replace("\"staging\"", "\"live\""), 9, "unknown variant `live`"),
        (GOOD.replace("\"provider\": \"onsim\"", "\"provider\": \"nobody\""), 7, "unknown variant `nobody`"),
        (GOOD.replace("      \"mode\": \"api_key\",\n", ""), 12, "missing field `mode`"),
        (GOOD.replace("  \"version\": 1,\n", ""), 14, "missing field `version`"),
        (GOOD.replace("onsim-1", "onsim/1"), 6, "each id has to be there once"),
        ("{\n".to_owned(), 2, "EOF"),
    ];
    for (text, line, what) in cases {
        let (folder, file) = folder_with(&text);
        for problem in [file.read().unwrap_err(), file.change(Vec::clear).unwrap_err()] {
            assert_eq!(problem.code, ErrorCode::ConnectionsFileUnusable, "{problem}");
            let place = format!("{}, line {line}: ", folder.path().join(NAME).display());
            assert!(problem.message.starts_with(&place) && problem.message.contains(what), "{line} {what}: {problem}");
            assert!(problem.message.contains("Mend that line"), "{problem}");
        }
        assert_eq!(on_disk(&folder), text);
    }
}

#[test]
fn an_id_that_is_there_twice_is_found_where_it_comes_again() {
    let (_folder, file) = folder_with("");
    let whole = Whole { version: VERSION, connections: vec![entry("a"), entry("a")], ..Whole::default() };
    std::fs::write(file.path(), serde_json::to_string_pretty(&whole).unwrap()).unwrap();
    let problem = file.read().unwrap_err();
    assert!(problem.message.contains("line 15:"), "{problem}");
}

#[test]
fn text_that_is_no_utf_8_is_named_with_its_line_and_a_byte_order_mark_is_no_fault() {
    let (folder, file) = folder_with("");
    std::fs::write(folder.path().join(NAME), b"{\n\"version\": \xff1}").unwrap();
    assert!(file.read().unwrap_err().message.contains("line 2:"));
    std::fs::write(folder.path().join(NAME), format!("\u{feff}{GOOD}")).unwrap();
    assert_eq!(file.read().unwrap().len(), 1);
}

#[test]
fn a_newer_versions_file_is_refused_and_left_as_it_is() {
    let text = r#"{ "version": 2, "accounts": {} }"#;
    let (folder, file) = folder_with(text);
    assert_eq!(file.read().unwrap_err().code, ErrorCode::FileTooNew);
    assert_eq!(file.change(Vec::clear).unwrap_err().code, ErrorCode::FileTooNew);
    assert_eq!(on_disk(&folder), text);
}

#[test]
fn what_a_crash_left_half_written_is_never_read_and_is_written_over() {
    let (folder, file) = folder_with(GOOD);
    std::fs::write(folder.path().join(UNFINISHED), "{ \"version\": 1, \"conn").unwrap();
    assert_eq!(file.read().unwrap().len(), 1);
    file.change(|entries| entries.push(entry("atomic-1"))).unwrap();
    assert_eq!(file.read().unwrap().len(), 2);
    assert!(!folder.path().join(UNFINISHED).exists());
}

#[test]
fn a_file_that_cannot_be_written_is_as_it_was() {
    let (folder, file) = folder_with(GOOD);
    // Something that is no file is where the new version would be written.
    std::fs::create_dir(folder.path().join(UNFINISHED)).unwrap();
    let problem = file.change(Vec::clear).unwrap_err();
    assert_eq!(problem.code, ErrorCode::ConnectionsFileUnusable);
    assert_eq!(on_disk(&folder), GOOD);
}
