use super::*;

/// Takes references that begin with `C`.
struct Keeper;

impl DirectoryKeeper for Keeper {
    fn columns(&self) -> DirectoryColumns {
        DirectoryColumns { id: "customerId", reference: "clientAccountId", number: "number", name: "name" }
    }

    fn check(&self, row: DirectoryRow) -> Result<DirectoryRow, DirectoryMisfit> {
        if row.id.starts_with('C') {
            Ok(row)
        } else {
            Err(DirectoryMisfit { column: "customerId", why: "It does not begin with C.".to_owned() })
        }
    }

    fn line(&self, _: &DirectoryRow, _: Timestamp) -> Line {
        panic!("no line is asked for here")
    }

    fn take_seen(&self) -> Vec<DirectoryRow> {
        Vec::new()
    }

    fn says(&self, known: u64) -> String {
        known.to_string()
    }
}

fn list(text: &str) -> Result<Sorted, Problem> {
    sorted(&Keeper, text)
}

fn row(id: &str, reference: Option<&str>, number: Option<&str>, name: Option<&str>) -> DirectoryRow {
    let own = |text: Option<&str>| text.map(str::to_owned);
    DirectoryRow { id: id.to_owned(), reference: own(reference), number: own(number), name: own(name) }
}

#[test]
fn columns_are_found_by_name_in_any_order_or_taken_as_they_usually_are() {
    let expected = [row("C1", Some("A-1"), Some("555"), Some("Ann")), row("C2", None, None, Some("Bo"))];
    for text in [
        "customerId,clientAccountId,number,name\nC1,A-1,555,Ann\nC2,,,Bo",
        "C1,A-1,555,Ann\nC2,,,Bo",
        "Name;Customer ID;Number;client_account_id\nAnn;C1;555;A-1\nBo;C2",
    ] {
        let list = list(text).unwrap();
        assert!(list.good == expected && list.refused == 0 && list.unused_columns.is_empty(), "{text}");
    }
    let list = list("shoe size,customerId,name\n44,C1,Ann").unwrap();
    assert!(list.good == [row("C1", None, None, Some("Ann"))]);
    assert_eq!(list.unused_columns, ["shoe size"]);
}

#[test]
fn a_row_that_is_not_taken_is_told_by_its_place_and_column() {
    let list = list("customerId,name\nC1,Ann\nX2,Bo\n\nC1,Cy\n,Di").unwrap();
    assert_eq!((list.good.len(), list.refused), (1, 3));
    let told: Vec<_> = list.told.iter().map(|one| (one.row, one.column, one.why.as_str())).collect();
    let wrong = "It does not begin with C.";
    let twice = "Row 2 has the same customerId.";
    assert_eq!(told, [(3, "customerId", wrong), (5, "customerId", twice), (6, "customerId", wrong)]);
}

#[test]
fn a_list_that_cannot_be_read_as_a_whole_says_why() {
    let many = "C\n".repeat(MOST_ROWS + 1);
    for (text, said) in [
        ("", "no row"),
        (" \n,,\n", "no row"),
        ("customerId,name", "no row below"),
        ("name,number\nAnn,555", "no column customerId"),
        ("customerId\n\"C1\nC2", "row 2"),
        (many.as_str(), "50001 rows"),
    ] {
        let problem = list(text).err().unwrap();
        assert_eq!((problem.code, problem.field.as_deref()), (ErrorCode::InvalidInput, Some("text")));
        assert!(problem.message.contains(said), "{}", problem.message);
    }
}

#[test]
fn of_many_refused_rows_the_first_are_told_and_all_are_counted() {
    let text = "X\n".repeat(1000);
    let list = list(&text).unwrap();
    assert_eq!((list.refused, list.told.len(), list.good.len()), (1000, MOST_TOLD, 0));
}
