//! Tasks about the papers of a porting: powers of attorney, signed papers, signatures (TelecomX contract 6.9 to 6.11).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::action::Ticket;
use domain::line::RawField;
use domain::provider::Effect;
use domain::task::{About, Choice, FieldKind, ReadBack, Risk, Subject, Task, TaskField, TaskGroup};

use super::unproved;
use crate::Answer;
use crate::tasks::{AnswerFile, Inputs, Progress, TaskAnswer, TaskOutcome, task};
use crate::telecomx::map::PortingPaper;
use crate::telecomx::operations as op;
use crate::telecomx::tasks::shared::{YES_NO, before_change, owned, yes_or_no};
use crate::telecomx::tasks::show::Facts;
use crate::telecomx::{PaperMethod, PaperOwner, PaperRequest, SignedPaper, Telecomx, bad_input};

/// The largest file that is taken; TelecomX names no limit.
const MOST_BYTES: u32 = 10 * 1024 * 1024;

/// What is sent for the unexplained last part of an upload's address (contract 6.11) when nothing is filled in.
const FILE_ID: &str = "1";

const SENT: FieldKind = FieldKind::Choice { choices: &[("EMAIL", "By e-mail"), ("FAX", "By fax")] };

const METHODS: FieldKind =
    FieldKind::Choice { choices: &[("DOWNLOAD", "To be downloaded, once"), ("EMAIL", "By e-mail"), ("FAX", "By fax")] };

const SIGNER: TaskField = TaskField::new("recipient", "To", FieldKind::Text { max: 254 })
    .optional()
    .hint("An e-mail address, or a fax number with its plus; left empty, the customer's main contact.");

const MIT_ID: TaskField =
    TaskField::new("mitId", "May be signed with MitID", YES_NO).optional().hint("Left empty, TelecomX decides.");

const OUT: ReadBack =
    ReadBack::Person("Look at the stage of the port order: it waits for a signature once a paper is out.");

pub(super) const CREATE: Task = task(
    "create_paper",
    "Make the power of attorney",
    "Makes a paper to sign for each donor, over all numbers of the customer not ordered yet; each is downloaded once.",
    &op::CREATE_POWER_OF_ATTORNEY,
)
.effect(Effect::Write)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.read_back(OUT);

pub(super) const SEND_TO_SIGN: Task = task(
    "send_paper_to_sign",
    "Send the power of attorney to sign",
    "The customer gets a paper to sign for each donor, over all numbers that are not ordered yet.",
    &op::CREATE_POWER_OF_ATTORNEY,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.read_back(OUT)
.fields(&[TaskField::new("method", "How", SENT), SIGNER, MIT_ID]);

pub(super) const CREATE_FOR_OWNER: Task = task(
    "create_paper_for_owner",
    "Make the power of attorney for another owner",
    "Makes the same papers in the name of the real owner, where that is not the customer.",
    &op::CREATE_POWER_OF_ATTORNEY_FOR,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.risk(Risk::Owner)
.read_back(OUT)
.fields(&[
    TaskField::new("name", "Name of the owner", FieldKind::Text { max: 200 }),
    TaskField::new("address", "Street and house", FieldKind::Text { max: 200 }).optional(),
    TaskField::new("zip", "Post code", FieldKind::Text { max: 20 }).optional(),
    TaskField::new("city", "Town", FieldKind::Text { max: 100 }).optional(),
    TaskField::new("state", "State", FieldKind::Text { max: 100 }).optional(),
    TaskField::new("country", "Country", FieldKind::Text { max: 60 }).optional().hint("Two letters, such as DK."),
    TaskField::new("vatNumber", "VAT number", FieldKind::Text { max: 30 }).optional(),
    TaskField::new("method", "How", METHODS),
    SIGNER.only_if("method", &["EMAIL", "FAX"]),
    MIT_ID,
]);

pub(super) const DOWNLOAD: Task = task(
    "download_paper",
    "Download the power of attorney",
    "Gives the paper as a PDF to print; its id works once, so save the file.",
    &op::DOWNLOAD_POWER_OF_ATTORNEY,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.read_back(ReadBack::Person("Look whether the PDF was saved; if it was not, make the power of attorney again."))
.fields(&[TaskField::new("poaId", "Paper", FieldKind::Text { max: 60 })
    .hint("The id that came back when the power of attorney was made.")]);

pub(super) const SEND: Task = task(
    "send_paper",
    "Send the signed paper on",
    "The signed paper goes to this address; TelecomX's own staff leave it empty to send it to the donor.",
    &op::SEND_POWER_OF_ATTORNEY,
)
.about(Subject::Port, TaskGroup::Ports)
.read_back(ReadBack::Person("Ask whether the paper has come. After sending to the donor the stage is IN_POA_SENT."))
.fields(&[TaskField::new("recipient", "To", FieldKind::Text { max: 254 })
    .optional()
    .hint("An e-mail address, or a fax number with its plus.")]);

pub(super) const UPLOAD: Task = task(
    "upload_paper",
    "Add a signed paper",
    "The paper becomes part of the port order, so that it can be ordered.",
    &op::UPLOAD_PORTING_DOCUMENT,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.read_back(ReadBack::Order)
.undo("Delete the paper.")
.fields(&[
    TaskField::new("file", "Paper", FieldKind::File { accept: ".pdf,.png,.jpg,.jpeg", max_bytes: MOST_BYTES })
        .hint("A PDF, PNG or JPG of at most 10 MB."),
    TaskField::new("fileId", "File id", FieldKind::Text { max: 60 })
        .optional()
        .hint("TelecomX does not explain it; left empty, 1 is sent."),
]);

pub(super) const DELETE: Task = task(
    "delete_paper",
    "Delete a paper",
    "The paper is gone for good; without one the port may not be ordered.",
    &op::DELETE_PORTING_DOCUMENT,
)
.also(&[op::GET_PORTING.id])
.about(Subject::Port, TaskGroup::Ports)
.read_back(ReadBack::Order)
.fields(&[TaskField::new("documentOrOrderId", "Paper", FieldKind::Ask)]);

pub(super) const CANCEL_SIGNATURE: Task = task(
    "cancel_signature",
    "Stop a signature with MitID",
    "The customer can no longer sign this paper; another one can be sent.",
    &op::CANCEL_SIGNATURE_ORDER,
)
.about(Subject::Port, TaskGroup::Ports)
.read_back(ReadBack::Person("Look at all of the port order: a signature that was stopped is not in it any more."))
.fields(&[TaskField::new("orderId", "Signature", FieldKind::Text { max: 60 })
    .hint("The id of the signature order, as all of the port order shows it.")]);

/// The papers that the porting has now.
pub(super) async fn choices(client: &Telecomx, about: &About) -> Answer<Vec<Choice>> {
    let papers = client.porting(about.id(), false).await?.details.papers.unwrap_or_default();
    let choice = |paper: PortingPaper| {
        let id = paper.id?;
        Some(Choice::new(id.clone(), paper.file_name.unwrap_or(id)))
    };
    Ok(papers.into_iter().filter_map(choice).collect())
}

/// The id of the customer whose porting this is, read before something is made for that customer.
async fn customer_of(client: &Telecomx, id: &str) -> Answer<String> {
    let porting = before_change(client.porting(id, false).await)?;
    let missing = || bad_input(&op::GET_PORTING, "customer", "TelecomX does not tell whose port order this is");
    porting.details.customer.ok_or_else(missing)
}

pub(super) async fn create(client: &Telecomx, id: &str, ticket: Ticket) -> Answer<TaskOutcome> {
    let customer = customer_of(client, id).await?;
    let request = PaperRequest { method: PaperMethod::Download, recipient: None, mit_id: None };
    Ok(made(&request, client.create_papers(&customer, &request, ticket).await?))
}

pub(super) async fn send_to_sign(client: &Telecomx, id: &str, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
    let request = request(inputs, &op::CREATE_POWER_OF_ATTORNEY)?;
    let customer = customer_of(client, id).await?;
    Ok(made(&request, client.create_papers(&customer, &request, ticket).await?))
}

pub(super) async fn create_for_owner(
    client: &Telecomx,
    id: &str,
    inputs: &Inputs,
    ticket: Ticket,
) -> Answer<TaskOutcome> {
    let request = request(inputs, &op::CREATE_POWER_OF_ATTORNEY_FOR)?;
    let customer = customer_of(client, id).await?;
    let owner = PaperOwner {
        name: owned(inputs, "name"),
        address: owned(inputs, "address"),
        zip: owned(inputs, "zip"),
        city: owned(inputs, "city"),
        state: owned(inputs, "state"),
        country: owned(inputs, "country"),
        vat_number: owned(inputs, "vatNumber"),
    };
    Ok(made(&request, client.create_papers_for(&customer, &request, &owner, ticket).await?))
}

fn request(inputs: &Inputs, operation: &crate::Operation) -> Answer<PaperRequest> {
    let method = PaperMethod::ALL.into_iter().find(|method| inputs.get("method") == Some(method.word()));
    let method = method.ok_or_else(|| bad_input(operation, "method", "one of the ways is needed"))?;
    Ok(PaperRequest { method, recipient: owned(inputs, "recipient"), mit_id: yes_or_no(inputs, "mitId") })
}

/// What comes back is not published, so it is shown as it came.
fn made(request: &PaperRequest, raw: Vec<RawField>) -> TaskOutcome {
    let note = (request.method == PaperMethod::Download)
        .then(|| "Download each paper by its id, and have it signed. Each id works once.".to_owned());
    TaskOutcome::with(TaskAnswer { note, ..TaskAnswer::facts(raw) })
}

pub(super) async fn download(client: &Telecomx, id: &str, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
    let customer = customer_of(client, id).await?;
    let bytes = client.download_paper(&customer, inputs.text("poaId"), ticket).await?;
    let file = Some(AnswerFile { name: "power-of-attorney.pdf".to_owned(), bytes });
    Ok(TaskOutcome::with(TaskAnswer { file, ..TaskAnswer::default() }))
}

pub(super) async fn upload(client: &Telecomx, id: &str, inputs: &Inputs, ticket: Ticket) -> Answer<TaskOutcome> {
    let paper = file(inputs.text("file"))
        .ok_or_else(|| bad_input(&op::UPLOAD_PORTING_DOCUMENT, "file", "the file could not be read"))?;
    let added = client.upload_paper(id, inputs.get("fileId").unwrap_or(FILE_ID), &paper, ticket).await?;
    let facts = Facts::default()
        .with("File", added.file_name)
        .with("Size", added.size.map(|bytes| format!("{} kB", bytes.div_ceil(1024))))
        .with("Paper", added.id)
        .rest(added.raw);
    Ok(TaskOutcome::with(facts.answer()))
}

/// A file as a form gives it: `name;base64`.
fn file(text: &str) -> Option<SignedPaper> {
    let (name, content) = text.rsplit_once(';')?;
    Some(SignedPaper { file_name: name.to_owned(), bytes: STANDARD.decode(content).ok()? })
}

/// Whether a paper was added or deleted, by the papers the porting has now. That it tells them is inferred: where it
/// does not, nothing is proved.
pub(super) async fn progress(client: &Telecomx, task: &Task, id: &str, inputs: &Inputs) -> Answer<Progress> {
    let papers = client.porting(id, false).await?.details.papers.ok_or_else(|| unproved(task))?;
    // What is kept of a file is its name, up to the first semicolon.
    let name = |text: &str| text.split(';').next().map(str::to_owned);
    let done = if task.id == UPLOAD.id {
        papers.iter().any(|paper| paper.file_name.as_deref().and_then(name) == inputs.get("file").and_then(name))
    } else {
        papers.iter().all(|paper| paper.id.as_deref() != inputs.get("documentOrOrderId"))
    };
    Ok(if done { Progress::Done } else { Progress::NotBegun })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_a_form_gives_it() {
        let paper = file("fuld;magt.pdf;JVBERi0xLjQ=").unwrap();
        assert_eq!((paper.file_name.as_str(), paper.bytes.as_slice()), ("fuld;magt.pdf", b"%PDF-1.4".as_slice()));
        assert!(file("JVBERi0xLjQ=").is_none());
        assert!(file("a.pdf;%%%").is_none());
    }

    #[test]
    fn the_ways_in_the_forms_are_those_of_the_client() {
        let words = PaperMethod::ALL.map(PaperMethod::word);
        let (FieldKind::Choice { choices: all }, FieldKind::Choice { choices: sent }) = (METHODS, SENT) else {
            panic!("both are choices");
        };
        assert_eq!(all.iter().map(|(value, _)| *value).collect::<Vec<_>>(), words);
        assert_eq!(sent.iter().map(|(value, _)| *value).collect::<Vec<_>>(), words[1..]);
    }
}
