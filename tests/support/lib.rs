//! What the tests share: servers, builders, and the real window.

pub mod window;
pub mod desk;
