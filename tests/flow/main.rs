//! Whole jobs without a window: the desk, its files and the practice shop, with faults and crashes. The shop's own count
//! of effects is the judge.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up ends here")]

mod ask_providers;
mod clock_back;
mod codes;
mod connections;
mod cool_down;
mod customer_screen;
mod directory;
mod faults;
mod harness;
mod install_watch;
mod intake;
mod lists;
mod lock;
mod new_code;
mod outage;
mod policy;
mod qr;
mod redaction;
mod retention;
mod storage;
mod tasks;
mod torn_writes;
