//! The transport itself: tries, waits, tickets, redirects, addresses, time-outs, rate, outages and log.

mod delivery;
mod log;
mod outage;
