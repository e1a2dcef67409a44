//! Looking for a text in the memory of the console's main process. Linux only; root's right, because the console forbids
//! it to everyone else.

use super::{AppWindow, WindowError};
use std::fmt;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

/// One place where a text was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What the memory belongs to, as the kernel names it: `[heap]`, `[stack]`, a file, or nothing.
    pub region: String,
    /// Where it is.
    pub address: u64,
    /// The bytes around it, with everything that is no letter or digit as a dot.
    pub around: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x} {}: {}", self.address, self.region, self.around)
    }
}

const AROUND: usize = 48;
const PAGE: u64 = 4096;

impl AppWindow {
    /// Every place in the writable memory of the console's main process that has a text, as UTF-8 or as UTF-16.
    ///
    /// # Errors
    /// [`WindowError::NotRunning`] when there is no such process; [`WindowError::File`] when its memory cannot be read.
    pub fn find_in_memory(&self, text: &str) -> Result<Vec<Place>, WindowError> {
        let pid = self.driver.app_pid().ok_or(WindowError::NotRunning)?;
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let maps = std::fs::read_to_string(format!("/proc/{pid}/maps"))?;
        let memory = File::open(format!("/proc/{pid}/mem"))?;
        let pages = File::open(format!("/proc/{pid}/pagemap"))?;
        let mut places = Vec::new();
        for (start, end, region) in maps.lines().filter_map(writable) {
            for (start, length) in present(&pages, start, end)? {
                // The program goes on meanwhile: what it has just given back cannot be read any more.
                let Ok(bytes) = read(&memory, start, length) else { continue };
                for needle in [text.as_bytes(), &wide] {
                    places.extend(found(&bytes, needle).map(|at| {
                        let end = (at + needle.len() + AROUND).min(bytes.len());
                        let around = readable(bytes.get(at.saturating_sub(AROUND)..end));
                        Place { region: region.to_owned(), address: start + at as u64, around }
                    }));
                }
            }
        }
        Ok(places)
    }
}

/// The start, the end and the name of a region of `/proc/PID/maps` when it is writable.
fn writable(line: &str) -> Option<(u64, u64, &str)> {
    let mut words = line.split_whitespace();
    let (start, end) = words.next()?.split_once('-')?;
    words.next().filter(|rights| rights.starts_with("rw"))?;
    let address = |text| u64::from_str_radix(text, 16).ok();
    Some((address(start)?, address(end)?, words.nth(3).unwrap_or_default()))
}

/// The pages of a region that are there, as starts and lengths in bytes: web views promise themselves far more than they
/// use. `pages` is `/proc/PID/pagemap`, 8 bytes a page (`proc_pid_pagemap`).
fn present(pages: &File, start: u64, end: u64) -> io::Result<Vec<(u64, u64)>> {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    let mut entries = vec![0; 8 * 64 * 1024];
    let mut page = start / PAGE;
    while page < end / PAGE {
        let most = usize::try_from((end / PAGE - page) * 8).unwrap_or(usize::MAX).min(entries.len());
        let count = pages.read_at(entries.get_mut(..most).unwrap_or_default(), page * 8)? / 8;
        if count == 0 {
            break;
        }
        for entry in entries.chunks_exact(8).take(count) {
            // Bit 63: in memory, bit 62: in the swap file.
            if entry.last().is_some_and(|top| top & 0b1100_0000 != 0) {
                match runs.last_mut().filter(|(at, length)| at + length == page * PAGE) {
                    Some((_, length)) => *length += PAGE,
                    None => runs.push((page * PAGE, PAGE)),
                }
            }
            page += 1;
        }
    }
    Ok(runs)
}

fn read(memory: &File, start: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
    memory.read_exact_at(&mut bytes, start)?;
    Ok(bytes)
}

fn found<'a>(bytes: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(bytes, needle)
}

fn readable(bytes: Option<&[u8]>) -> String {
    let shown = |byte: &u8| if byte.is_ascii_graphic() { char::from(*byte) } else { '.' };
    bytes.unwrap_or_default().iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_writable_regions_are_looked_at_and_named() {
        let line = "7f1c2000-7f1c4000 rw-p 00000000 00:00 0                          [heap]";
        assert_eq!(writable(line), Some((0x7f1c_2000, 0x7f1c_4000, "[heap]")));
        assert_eq!(writable("7f1c2000-7f1c4000 rw-p 00000000 00:00 0"), Some((0x7f1c_2000, 0x7f1c_4000, "")));
        assert_eq!(writable("7f1c2000-7f1c4000 r-xp 00000000 08:01 42 /usr/lib/libc.so.6"), None);
        assert_eq!(writable("nonsense"), None);
    }

    #[test]
    fn a_text_in_this_process_is_found_where_it_is() {
        let text = format!("canary-{}", std::process::id());
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        let memory = File::open("/proc/self/mem").unwrap();
        let here = text.as_ptr() as u64;
        let regions = maps.lines().filter_map(writable).filter(|(start, end, _)| (*start..*end).contains(&here));
        let (start, end, _) = regions.next_back().unwrap();
        let runs = present(&File::open("/proc/self/pagemap").unwrap(), start, end).unwrap();
        let (start, length) = *runs.iter().find(|(at, length)| (*at..at + length).contains(&here)).unwrap();
        let bytes = read(&memory, start, length).unwrap();
        assert!(found(&bytes, text.as_bytes()).any(|at| start + at as u64 == here));
    }
}
