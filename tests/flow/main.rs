//! Whole jobs without a window: the desk, its files and the practice shop, with faults and crashes. The shop's own count
//! of effects is the judge.

mod codes;
mod faults;
mod lists;
mod new_code;
mod redaction;
