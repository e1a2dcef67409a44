//! The transport itself: tries, waits, tickets, redirects, addresses, time-outs, rate and log.

mod delivery;
mod log;
