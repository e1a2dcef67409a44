//! The command about the desk's own directory of customers.

use bridge::Problem;
use bridge::directory::{ImportDirectoryAnswer, ImportDirectoryRequest, RefusedRow};

use super::Call;

pub(crate) async fn import_directory(
    call: Call,
    request: ImportDirectoryRequest,
) -> Result<ImportDirectoryAnswer, Problem> {
    let ImportDirectoryRequest { connection, text, dry_run } = request;
    let import = call.desk()?.import_directory(&connection, text, dry_run).await?;
    let told =
        import.told.into_iter().map(|one| RefusedRow { row: one.row, column: one.column.to_owned(), why: one.why });
    Ok(ImportDirectoryAnswer {
        good: import.good,
        new: import.new,
        refused: import.refused,
        told: told.collect(),
        unused_columns: import.unused_columns,
    })
}
