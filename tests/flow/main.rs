//! Whole jobs without a window: the desk, its files and the practice shop, with faults and crashes. The shop's own count
//! of effects is the judge.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up ends here")]

mod ask_providers;
mod codes;
mod connections;
mod directory;
mod faults;
mod harness;
mod intake;
mod lists;
mod lock;
mod new_code;
mod outage;
mod qr;
mod redaction;
mod storage;
mod tasks;
mod torn_writes;
