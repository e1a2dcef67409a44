//! Danish operators and whose a number is (TelecomX contract 6.13).

use super::map::{NumberOperator, Operator, Page};
use super::operations::{GET_NUMBER_OPERATOR, GET_OPERATOR, LIST_OPERATORS};
use super::wire::Query;
use super::{Telecomx, bad_input, checked_limit, checked_text, one, page};
use crate::Answer;
use crate::transport::Call;

impl Telecomx {
    /// Which operator holds a Danish number, given as 8 digits with or without +45.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn number_operator(&self, number: &str) -> Answer<NumberOperator> {
        let digits = number.strip_prefix("+45").unwrap_or(number);
        if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad_input(&GET_NUMBER_OPERATOR, "number", "the number has to be Danish, of 8 digits"));
        }
        one(&self.send(Call::new(&GET_NUMBER_OPERATOR).path("number", digits)).await?)
    }

    /// Danish operators, one page.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn operators(
        &self,
        filter: Option<&str>,
        offset: Option<u32>,
        limit: Option<u32>,
    ) -> Answer<Page<Operator>> {
        let query = Query::default()
            .opt("filter", filter)
            .opt("offset", offset)
            .opt("limit", checked_limit(&LIST_OPERATORS, limit, 500)?);
        page(&self.send(query.call(&LIST_OPERATORS)).await?, &["operators"])
    }

    /// One operator by its five-character code.
    ///
    /// # Errors
    ///
    /// [`crate::ProviderError`].
    pub async fn operator(&self, code: &str) -> Answer<Operator> {
        let code = checked_text(&GET_OPERATOR, "operatorId", code)?;
        one(&self.send(Call::new(&GET_OPERATOR).path("operatorId", code)).await?)
    }
}
