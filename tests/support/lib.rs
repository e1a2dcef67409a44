//! What the tests share: servers, builders, and the real window.

pub mod console;
pub mod desk;
#[cfg(target_os = "linux")]
pub mod disk;
pub mod harness;
pub mod qr;
mod random;
pub mod tasks;
pub mod window;
