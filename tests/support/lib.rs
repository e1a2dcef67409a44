//! What the tests share: servers, builders, and the real window.

pub mod console;
pub mod desk;
pub mod harness;
pub mod qr;
mod random;
pub mod tasks;
pub mod window;
