//! Powers of attorney and other papers of a porting in the simulated TelecomX (contract 6.9 to 6.11). The answers of
//! `poa/create` are not known; ours name the papers: `documents[]` with `_id`, `operator`, `numbers`.

use axum::http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::ask::{Ask, Outcome, denied, done, no, ok, refused};
use super::porting_state::{Document, SignatureOrder};
use super::portings::{log, named, named_mut};
use super::settings::AccessLevel;
use super::state::Book;
use crate::call::Reply;
use crate::clock::shifted;

/// Stages in which papers may still change (6.11).
fn takes_papers(stage: &str, level: AccessLevel) -> bool {
    match stage {
        "IN_CREATED" | "IN_AWAITING_POA_FROM_CUSTOMER" | "IN_POA_RECEIVED_FROM_CUSTOMER" => true,
        "IN_POA_SENT" | "IN_ORDERED" => level >= AccessLevel::Admin,
        _ => false,
    }
}

/// 6.9: one paper per donor, over all of the customer's numbers that are not ordered yet.
pub(super) fn create(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = ask.param("customerId").to_owned();
    ask.reach(book, &customer)?;
    let method = ask.query("method").unwrap_or_default();
    let waiting = book.portings.values().filter(|one| {
        let early = matches!(one.stage.as_str(), "IN_CREATED" | "IN_AWAITING_POA_FROM_CUSTOMER");
        one.inward && early && one.customer == customer
    });
    let waiting: Vec<(String, String, &'static str)> =
        waiting.map(|one| (one.id.clone(), one.number.clone(), one.operator)).collect();
    if waiting.is_empty() {
        return Err(no("documents", "no porting waits for a power of attorney"));
    }
    let signs_at = shifted(ask.now, i64::from(book.settings.signing_seconds));
    let mut papers: Vec<Value> = Vec::new();
    let mut donors: Vec<&str> = waiting.iter().map(|(_, _, operator)| *operator).collect();
    donors.sort_unstable();
    donors.dedup();
    for donor in donors {
        let of_donor = || waiting.iter().filter(|(_, _, operator)| *operator == donor);
        let numbers: Vec<&str> = of_donor().map(|(_, number, _)| number.as_str()).collect();
        let paper = book.mint_id();
        if method == "DOWNLOAD" {
            let text = format!("Fuldmagt (øvelse) til {donor}: {}", numbers.join(", "));
            book.downloads.insert(paper.clone(), (customer.clone(), text));
        }
        for (id, _, _) in of_donor() {
            let order = book.mint_id();
            let Some(porting) = book.portings.get_mut(id) else { continue };
            if method != "DOWNLOAD" {
                porting.signature = Some(SignatureOrder { id: order, signed_at: signs_at });
            }
            porting.enter(ask.now, "IN_AWAITING_POA_FROM_CUSTOMER", None, ask.who());
        }
        papers.push(json!({ "_id": paper, "operator": donor, "numbers": numbers }));
    }
    ok(json!({ "success": true, "method": method, "documents": papers }))
}

/// 6.10: each id works once.
pub(super) fn download(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let customer = ask.param("customerId");
    ask.reach(book, customer)?;
    let id = ask.param("poaId");
    let owned = book.downloads.get(id).is_some_and(|(owner, _)| owner == customer);
    let paper = if owned { book.downloads.remove(id) } else { None };
    let (_, text) = paper.ok_or_else(|| no("id", "document not found"))?;
    Ok(Reply::File("application/pdf", pdf(&text)))
}

/// A one-page PDF with one line of text. Characters outside ASCII become question marks: its font has no others.
fn pdf(text: &str) -> Vec<u8> {
    let line: String = text.chars().map(|c| if c.is_ascii() && !"()\\".contains(c) { c } else { '?' }).collect();
    let content = format!("BT /F1 12 Tf 40 780 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.push_str(&format!(
        "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    file.into_bytes()
}

/// 6.11: to the donor (`ADMIN`), or to the recipient named.
pub(super) fn send(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let recipient = ask.query("recipient");
    if recipient.is_none() && ask.level() < AccessLevel::Admin {
        return Err(denied());
    }
    let reachable = |to: &str| to.contains('@') || to.starts_with('+');
    let now = ask.now;
    let who = ask.who().map(str::to_owned);
    let porting = named_mut(book, ask)?;
    if porting.documents.is_empty() {
        return Err(no("documents", "no power of attorney present"));
    }
    if recipient.is_some_and(|to| !reachable(to)) {
        return Err(refused(422, "recipient", "neither an e-mail address nor a fax number"));
    }
    if recipient.is_none() && porting.stage == "IN_POA_RECEIVED_FROM_CUSTOMER" {
        porting.enter(now, "IN_POA_SENT", None, who.as_deref());
    }
    log(book, ask);
    done()
}

/// 6.11
pub(super) fn delete(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let (level, now) = (ask.level(), ask.now);
    let who = ask.who().map(str::to_owned);
    let wanted = ask.param("documentOrOrderId").to_owned();
    let porting = named_mut(book, ask)?;
    if !takes_papers(&porting.stage, level) {
        return Err(denied());
    }
    let before = porting.documents.len();
    porting.documents.retain(|one| one.id != wanted);
    if porting.documents.len() == before {
        return Err(no("document", "document not found"));
    }
    if porting.documents.is_empty() && porting.stage == "IN_POA_RECEIVED_FROM_CUSTOMER" {
        porting.enter(now, "IN_AWAITING_POA_FROM_CUSTOMER", None, who.as_deref());
    }
    log(book, ask);
    done()
}

/// 6.11: the first file of a multipart form.
pub(super) fn upload(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    let boundary = ask.call.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let boundary = boundary.and_then(|value| value.split_once("boundary=")).map(|(_, rest)| rest.trim_matches('"'));
    let file = boundary.and_then(|boundary| file_part(&ask.call.bytes, boundary));
    let (level, now) = (ask.level(), ask.now);
    let who = ask.who().map(str::to_owned);
    let stage = named(book, ask)?.stage.clone();
    if !takes_papers(&stage, level) {
        return Err(refused(403, "stage", "wrong stage"));
    }
    let (filename, size) = file.ok_or_else(|| no("file", "the file is missing or of a wrong type"))?;
    let id = book.mint_id();
    let porting = named_mut(book, ask)?;
    let record = json!({ "_id": id, "filename": filename, "size": size });
    porting.documents.push(Document { id, filename, size });
    porting.signature = None;
    if stage != "IN_POA_SENT" && stage != "IN_ORDERED" {
        porting.enter(now, "IN_POA_RECEIVED_FROM_CUSTOMER", None, who.as_deref());
    }
    log(book, ask);
    ok(json!({ "success": true, "document": record }))
}

/// Name and size of the form's field `file` when it holds a PDF, PNG or JPEG by its first bytes.
fn file_part(body: &[u8], boundary: &str) -> Option<(String, usize)> {
    let limit = format!("--{boundary}");
    let find = |from: usize, what: &[u8]| {
        let rest = body.get(from..)?;
        rest.windows(what.len()).position(|window| window == what).map(|at| from + at)
    };
    let mut start = find(0, limit.as_bytes())?;
    loop {
        let head = start + limit.len();
        let head_end = find(head, b"\r\n\r\n")?;
        let end = find(head_end, format!("\r\n{limit}").as_bytes())?;
        let lines = String::from_utf8_lossy(body.get(head..head_end)?).into_owned();
        let content = body.get(head_end + 4..end)?;
        if lines.contains("name=\"file\"") {
            let known = [b"%PDF".as_slice(), b"\x89PNG", b"\xff\xd8\xff"].iter().any(|mark| content.starts_with(mark));
            let name = lines.split_once("filename=\"").and_then(|(_, rest)| rest.split('"').next());
            return known.then(|| (name.unwrap_or("fil").to_owned(), content.len()));
        }
        start = end + 2;
    }
}

/// 6.11, both forms.
pub(super) fn cancel_signature(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    end_signature(book, ask, "orderId", "orderId")
}

/// 6.11, the older path.
pub(super) fn cancel_signature_old(book: &mut Book, ask: &Ask<'_>) -> Outcome {
    end_signature(book, ask, "documentOrOrderId", "document")
}

fn end_signature(book: &mut Book, ask: &Ask<'_>, param: &str, code: &'static str) -> Outcome {
    let wanted = ask.param(param).to_owned();
    let porting = named_mut(book, ask)?;
    if porting.signature.as_ref().is_none_or(|order| order.id != wanted) {
        return Err(no(code, "signature order not found"));
    }
    porting.signature = None;
    log(book, ask);
    done()
}
