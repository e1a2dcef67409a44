//! The small HTTP client of this crate's tests: it shows an answer exactly as the bytes came, a broken-off one too,
//! which a full client would hide.

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::schema::compile;

/// An answer as it came over the wire.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found =
            self.head.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    /// The fields a 400 names, each once although it may not fit for two reasons.
    pub(crate) fn misfits(&self) -> Vec<String> {
        let problem = self.json();
        let errors = problem["errors"].as_array().expect("a refusal with fields");
        let mut fields: Vec<String> = errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect();
        fields.dedup();
        fields
    }
}

/// A call with exactly these header lines (each ends in CRLF); `None` when the connection ended before an answer.
pub(crate) async fn raw(base_url: &str, method: &str, path: &str, headers: &str, body: &str) -> Option<Answer> {
    let mut stream = send(base_url, method, path, headers, body).await;
    let mut received = Vec::new();
    // A reset ends an answer as well as a plain close does.
    let _ = stream.read_to_end(&mut received).await;
    parse(&received)
}

/// Sends a call and leaves the answer unread.
pub(crate) async fn send(base_url: &str, method: &str, path: &str, headers: &str, body: &str) -> TcpStream {
    let address = base_url.trim_start_matches("http://").to_owned();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

fn parse(received: &[u8]) -> Option<Answer> {
    let end = received.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8(received[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Some(Answer { status, head, body: received[end + 4..].to_vec() })
}

/// Why an answer does not fit what the contract says of its operation and status; `None` when it fits, or when the
/// contract says nothing of that status.
pub(crate) fn misfit_of(document: &Value, operation: &str, status: u16, body: &Value) -> Option<String> {
    let items = document["paths"].as_object().unwrap().values();
    let found = items.flat_map(|item| item.as_object().unwrap().values()).find(|one| one["operationId"] == operation);
    let responses = found.expect("an operation of the contract")["responses"].as_object().unwrap();
    let response = responses.get(&status.to_string()).or_else(|| responses.get("2XX").filter(|_| status / 100 == 2))?;
    let response = match response["$ref"].as_str() {
        Some(to) => document.pointer(to.trim_start_matches('#')).unwrap(),
        None => response,
    };
    let schema = response.pointer("/content/application~1json/schema")?;
    let schema = compile(document, schema, operation).unwrap();
    schema.iter_errors(body).next().map(|error| format!("{operation} {status}: {error} at {}", error.instance_path()))
}
