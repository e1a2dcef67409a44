//! Reading a pasted list: rows of columns with commas, semicolons or tabs between them, quoted where they need it (RFC
//! 4180). What a column means is not here.

/// A row, and which one it is as a spreadsheet counts: the first is 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TableRow {
    pub(super) place: u32,
    pub(super) cells: Vec<String>,
}

/// A quotation mark that was opened in this row and never closed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unclosed(pub(super) u32);

/// The rows of a text that have something in them. The separator is the one the first row has most of.
pub(super) fn rows(text: &str) -> Result<Vec<TableRow>, Unclosed> {
    // Some programs begin a text with a mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut place = 0;
    let mut rest = text.chars().peekable();
    while rest.peek().is_some() {
        place += 1;
        let mut cells = Vec::new();
        loop {
            let mut cell = String::new();
            let ended = loop {
                match rest.next() {
                    Some('"') if cell.trim().is_empty() => {
                        cell.clear();
                        quoted(&mut rest, &mut cell).map_err(|()| Unclosed(place))?;
                    }
                    Some(other) if other == separator => break false,
                    Some('\r') if rest.peek() == Some(&'\n') => {}
                    Some('\n' | '\r') | None => break true,
                    Some(other) => cell.push(other),
                }
            };
            cells.push(cell.trim().to_owned());
            if ended {
                break;
            }
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(TableRow { place, cells });
        }
    }
    Ok(rows)
}

fn quoted(rest: &mut std::iter::Peekable<std::str::Chars<'_>>, cell: &mut String) -> Result<(), ()> {
    loop {
        match rest.next() {
            Some('"') if rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            Some('"') => return Ok(()),
            Some(other) => cell.push(other),
            None => return Err(()),
        }
    }
}

fn separator(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |wanted: char| first.chars().filter(|c| *c == wanted).count();
    // Where there are equally many, the earlier: a text with none of them has one column.
    let mut best = ',';
    for other in [';', '\t'] {
        if count(other) > count(best) {
            best = other;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, Vec<String>)> {
        rows(text).unwrap().into_iter().map(|row| (row.place, row.cells)).collect()
    }

    fn row(place: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (place, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn rows_keep_the_place_a_spreadsheet_shows() {
        let text = "\u{feff}customerId, name\r\nCUST-1, Ann \n\n,\nCUST-2,\"Byrne, \"\"Nan\"\"\"\n";
        let expected =
            [row(1, &["customerId", "name"]), row(2, &["CUST-1", "Ann"]), row(5, &["CUST-2", "Byrne, \"Nan\""])];
        assert_eq!(read(text), expected);
        assert_eq!(read(&text.replace('\n', "\r").replace("\r\r", "\r")).len(), 3);
    }

    #[test]
    fn semicolons_and_tabs_separate_as_well() {
        assert_eq!(read("a;b;c\n1;2,5;3"), [row(1, &["a", "b", "c"]), row(2, &["1", "2,5", "3"])]);
        assert_eq!(read("a\tb\n1, 2\t3"), [row(1, &["a", "b"]), row(2, &["1, 2", "3"])]);
        assert_eq!(read("CUST-1\nCUST-2"), [row(1, &["CUST-1"]), row(2, &["CUST-2"])]);
    }

    #[test]
    fn a_quoted_cell_may_have_lines_and_a_mark_that_is_never_closed_is_told() {
        assert_eq!(read("a,\"one\ntwo\"\nb,c"), [row(1, &["a", "one\ntwo"]), row(2, &["b", "c"])]);
        assert_eq!(read("a,5\" screen"), [row(1, &["a", "5\" screen"])]);
        assert_eq!(rows("a,b\nc,\"d\ne"), Err(Unclosed(2)));
        assert_eq!(read(""), []);
        assert_eq!(read("\n \n,,\n"), []);
    }
}
