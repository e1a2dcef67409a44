//! The papers of a porting: powers of attorney, signed documents, signatures (TelecomX contract 6.9 to 6.11).

use domain::action::Ticket;
use domain::line::RawField;
use domain::provider::Effect;

use super::map::{FromRecord, PortingPaper};
use super::operations::{
    CANCEL_SIGNATURE_ORDER, CANCEL_SIGNATURE_ORDER_OLD, CREATE_POWER_OF_ATTORNEY, CREATE_POWER_OF_ATTORNEY_FOR,
    DELETE_PORTING_DOCUMENT, DOWNLOAD_POWER_OF_ATTORNEY, SEND_POWER_OF_ATTORNEY, UPLOAD_PORTING_DOCUMENT,
};
use super::wire::{Properties, Query};
use super::{Telecomx, bad_input, checked_id, checked_text, done, file, record, tree};
use crate::Answer;
use crate::operation::Operation;
use crate::transport::Call;

/// What becomes of a power of attorney (contract 6.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperMethod {
    /// It can be downloaded, once.
    Download,
    /// It goes by e-mail.
    Email,
    /// It goes by fax.
    Fax,
}

impl PaperMethod {
    /// Every method, in the order above.
    pub const ALL: [Self; 3] = [Self::Download, Self::Email, Self::Fax];

    /// TelecomX's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Download => "DOWNLOAD",
            Self::Email => "EMAIL",
            Self::Fax => "FAX",
        }
    }

    /// Only a paper that goes out to someone cannot be taken back (contract 6.9, `x-effect-by`).
    const fn effect(self) -> Effect {
        match self {
            Self::Download => Effect::Write,
            Self::Email | Self::Fax => Effect::Irreversible,
        }
    }
}

/// Powers of attorney to make, over all numbers of a customer that are not ordered yet (contract 6.9).
#[derive(Clone, PartialEq, Eq)]
pub struct PaperRequest {
    /// What becomes of them.
    pub method: PaperMethod,
    /// E-mail or fax; absent means the customer's main contact.
    pub recipient: Option<String>,
    /// Whether they may be signed with MitID; absent leaves it to TelecomX.
    pub mit_id: Option<bool>,
}

/// The real owner, where that is not the customer (contract 6.9).
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PaperOwner {
    /// Name.
    pub name: Option<String>,
    /// Street and house.
    pub address: Option<String>,
    /// Post code.
    pub zip: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State.
    pub state: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// VAT number.
    pub vat_number: Option<String>,
}

/// A signed paper to add (contract 6.11).
#[derive(Clone, PartialEq, Eq)]
pub struct SignedPaper {
    /// Its file name.
    pub file_name: String,
    /// Its bytes: PDF, PNG or JPG.
    pub bytes: Vec<u8>,
}

impl SignedPaper {
    /// Its type by its first bytes, whatever its name says.
    fn content_type(&self) -> Option<&'static str> {
        let starts = |magic: &[u8]| self.bytes.starts_with(magic);
        if starts(b"%PDF-") {
            Some("application/pdf")
        } else if starts(b"\x89PNG\r\n\x1a\n") {
            Some("image/png")
        } else if starts(b"\xff\xd8\xff") {
            Some("image/jpeg")
        } else {
            None
        }
    }
}

impl Telecomx {
    /// Makes powers of attorney for a customer, one for each donor. What comes back is not published.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn create_papers(&self, customer: &str, request: &PaperRequest, ticket: Ticket) -> Answer<Vec<RawField>> {
        let operation = &CREATE_POWER_OF_ATTORNEY;
        let id = checked_id(operation, "customerId", customer)?;
        let query = paper_query(request).opt("mitId", request.mit_id);
        let call = query.call(operation).doing(request.method.effect()).path("customerId", id);
        tree(&self.send(call.ticket(&ticket)).await?)
    }

    /// The same in the name of an owner who is not the customer.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn create_papers_for(
        &self,
        customer: &str,
        request: &PaperRequest,
        owner: &PaperOwner,
        ticket: Ticket,
    ) -> Answer<Vec<RawField>> {
        let operation = &CREATE_POWER_OF_ATTORNEY_FOR;
        let id = checked_id(operation, "customerId", customer)?;
        let owner = Properties::default()
            .text("name", owner.name.as_deref())
            .text("address", owner.address.as_deref())
            .text("zip", owner.zip.as_deref())
            .text("city", owner.city.as_deref())
            .text("state", owner.state.as_deref())
            .text("country", owner.country.as_deref())
            .text("vatNumber", owner.vat_number.as_deref());
        let body = Properties::default().inside("override", owner).flag("mitId", request.mit_id);
        let query = paper_query(request);
        let call = query.call(operation).doing(request.method.effect()).path("customerId", id);
        tree(&self.send(call.json(&body.into_value()).ticket(&ticket)).await?)
    }

    /// The PDF of a power of attorney that was made to be downloaded. Its id works once, so this is a change.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; an answer that is no PDF leaves it unknown whether the id still works.
    pub async fn download_paper(&self, customer: &str, paper: &str, ticket: Ticket) -> Answer<Vec<u8>> {
        let operation = &DOWNLOAD_POWER_OF_ATTORNEY;
        let id = checked_id(operation, "customerId", customer)?;
        let paper = checked_text(operation, "poaId", paper)?;
        let call = Call::new(operation).path("customerId", id).path("poaId", paper).ticket(&ticket);
        let answer = self.send(call).await?;
        let bytes = file(&answer)?;
        if bytes.starts_with(b"%PDF-") { Ok(bytes) } else { Err(answer.unusable("the answer is no PDF")) }
    }

    /// Sends the paper of a porting to the donor, or to an e-mail address or fax number.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn send_paper(&self, porting: &str, recipient: Option<&str>, ticket: Ticket) -> Answer<()> {
        let operation = &SEND_POWER_OF_ATTORNEY;
        let id = checked_id(operation, "portingId", porting)?;
        let query = Query::default().opt("recipient", recipient);
        done(&self.send(query.call(operation).path("portingId", id).ticket(&ticket)).await?)
    }

    /// Deletes a received paper.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn delete_paper(&self, porting: &str, document: &str, ticket: Ticket) -> Answer<()> {
        self.paper_step(&DELETE_PORTING_DOCUMENT, porting, ("documentOrOrderId", document), ticket).await
    }

    /// Adds a signed paper. What the last part of the address means is not explained (contract 6.11).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`]; `InvalidInput` for anything but PDF, PNG or JPG.
    pub async fn upload_paper(
        &self,
        porting: &str,
        file_id: &str,
        paper: &SignedPaper,
        ticket: Ticket,
    ) -> Answer<PortingPaper> {
        let operation = &UPLOAD_PORTING_DOCUMENT;
        let id = checked_id(operation, "portingId", porting)?;
        let file_id = checked_text(operation, "fileId", file_id)?;
        let name = checked_text(operation, "file", &paper.file_name)?;
        let kind = paper
            .content_type()
            .ok_or_else(|| bad_input(operation, "file", "the paper has to be a PDF, PNG or JPG"))?;
        let boundary = format!("simdesk-{}", uuid::Uuid::now_v7().simple());
        let call = Call::new(operation)
            .path("portingId", id)
            .path("fileId", file_id)
            .file("file", name, kind, &paper.bytes, &boundary)
            .ticket(&ticket);
        let answer = self.send(call).await?;
        done(&answer)?;
        let document = record(&answer)?.take_record(&["document"]).unwrap_or_default();
        Ok(PortingPaper::from_record(document))
    }

    /// Stops a running MitID signature.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn cancel_signature(&self, porting: &str, order: &str, ticket: Ticket) -> Answer<()> {
        self.paper_step(&CANCEL_SIGNATURE_ORDER, porting, ("orderId", order), ticket).await
    }

    /// The same by the older page, whose address also deletes papers (contract 12, 13).
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn cancel_signature_old(&self, porting: &str, order: &str, ticket: Ticket) -> Answer<()> {
        self.paper_step(&CANCEL_SIGNATURE_ORDER_OLD, porting, ("documentOrOrderId", order), ticket).await
    }

    async fn paper_step(
        &self,
        operation: &'static Operation,
        porting: &str,
        (name, id): (&'static str, &str),
        ticket: Ticket,
    ) -> Answer<()> {
        let porting = checked_id(operation, "portingId", porting)?;
        let id = checked_text(operation, name, id)?;
        done(&self.send(Call::new(operation).path("portingId", porting).path(name, id).ticket(&ticket)).await?)
    }
}

fn paper_query(request: &PaperRequest) -> Query {
    Query::default().with("method", request.method.word()).opt("recipient", request.recipient.as_deref())
}
