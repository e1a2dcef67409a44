//! Speed, as ratios beside a floor measured in the same run: `cargo xtask bench [--lines N]`; nothing is asserted there.
//! And two long runs, which are: of the fault harness, `cargo xtask bench faults [--count N] [--seed S]`, and of the QR
//! pictures before their readers, `cargo xtask bench qr [--count N] [--seed S]`.
#![expect(clippy::unwrap_used, reason = "a test or benchmark that cannot set up ends here")]

mod change;
mod faults;
mod qr;
mod search;

use std::process::ExitCode;
use std::time::Duration;

/// One measured thing beside its floor.
struct Row {
    what: String,
    floor: &'static str,
    took: Duration,
    beside: Duration,
}

fn main() -> ExitCode {
    if std::env::args().nth(1).is_some_and(|first| first == faults::NAME) {
        return faults::run();
    }
    if std::env::args().nth(1).is_some_and(|first| first == qr::NAME) {
        return qr::run();
    }
    let lines = argument("--lines").unwrap_or(200_000);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut rows = vec![qr::picture()];
    rows.push(runtime.block_on(change::through_the_ledger()));
    rows.extend(search::searches(lines));
    #[expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]
    for row in rows {
        let ratio = row.took.as_secs_f64() / row.beside.as_secs_f64();
        println!("{:<44} {:>9.3} ms   {ratio:>7.2} x {}", row.what, row.took.as_secs_f64() * 1000.0, row.floor);
    }
    ExitCode::SUCCESS
}

/// The number that was given behind `name`.
fn argument(name: &str) -> Option<usize> {
    given(name)?.parse().ok()
}

/// What was given behind `name`.
fn given(name: &str) -> Option<String> {
    std::env::args().skip_while(|one| one != name).nth(1)
}

/// The time of the call at `percent` of `times` calls.
fn percentile(percent: usize, times: usize, mut call: impl FnMut(usize)) -> Duration {
    let mut took: Vec<Duration> = (0..times)
        .map(|round| {
            let started = now();
            call(round);
            started.elapsed()
        })
        .collect();
    took.sort_unstable();
    took[(took.len() * percent / 100).min(took.len() - 1)]
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
