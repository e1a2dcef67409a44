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
    /// Every place in the writable memory of the console's main process that has a text, as UTF-8 or as UTF-16. What the
    /// web view's own allocator holds there is left out: requests and answers pass through its buffers, which nobody
    /// else can wipe.
    ///
    /// # Errors
    /// [`WindowError::NotRunning`] when there is no such process; [`WindowError::File`] when its memory cannot be read.
    pub fn find_in_memory(&self, text: &str) -> Result<Vec<Place>, WindowError> {
        let pid = self.driver.app_pid().ok_or(WindowError::NotRunning)?;
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let regions = regions(&std::fs::read_to_string(format!("/proc/{pid}/smaps"))?);
        let memory = File::open(format!("/proc/{pid}/mem"))?;
        let pages = File::open(format!("/proc/{pid}/pagemap"))?;
        let mut places = Vec::new();
        for region in regions.iter().filter(|region| region.writable && !region.web_view) {
            for (start, length) in present(&pages, region.start, region.end)? {
                // The program goes on meanwhile: what it has just given back cannot be read any more.
                let Ok(bytes) = read(&memory, start, length) else { continue };
                for needle in [text.as_bytes(), &wide] {
                    places.extend(memchr::memmem::find_iter(&bytes, needle).map(|at| {
                        let end = (at + needle.len() + AROUND).min(bytes.len());
                        let around = readable(bytes.get(at.saturating_sub(AROUND)..end));
                        Place { region: region.name.clone(), address: start + at as u64, around }
                    }));
                }
            }
        }
        Ok(places)
    }
}

/// One region of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Region {
    start: u64,
    end: u64,
    writable: bool,
    name: String,
    /// Whether it belongs to the allocator of the web view. That keeps what it does not use out of core dumps, page by
    /// page, so its memory lies in many regions side by side of which some have that flag. Nothing else here does so.
    web_view: bool,
}

/// The regions of `/proc/PID/smaps` (`proc_pid_smaps`).
fn regions(smaps: &str) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    for line in smaps.lines() {
        if let Some(region) = header(line) {
            regions.push(region);
        } else if let Some(flags) = line.strip_prefix("VmFlags:")
            && let Some(region) = regions.last_mut()
        {
            region.web_view = flags.split_whitespace().any(|flag| flag == "dd");
        }
    }
    for block in regions.chunk_by_mut(|one, next| one.end == next.start && one.unnamed() && next.unnamed()) {
        let web_view = block.iter().any(|region| region.web_view);
        block.iter_mut().for_each(|region| region.web_view = web_view);
    }
    regions
}

impl Region {
    fn unnamed(&self) -> bool {
        self.writable && self.name.is_empty()
    }
}

/// The first line of a region: `START-END RIGHTS OFFSET DEVICE INODE NAME`.
fn header(line: &str) -> Option<Region> {
    let mut words = line.split_whitespace();
    let (start, end) = words.next()?.split_once('-')?;
    let rights = words.next().filter(|rights| rights.len() == 4)?;
    let address = |text| u64::from_str_radix(text, 16).ok();
    let name = words.nth(3).unwrap_or_default().to_owned();
    let writable = rights.starts_with("rw");
    Some(Region { start: address(start)?, end: address(end)?, writable, name, web_view: false })
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

fn readable(bytes: Option<&[u8]>) -> String {
    let shown = |byte: &u8| if byte.is_ascii_graphic() { char::from(*byte) } else { '.' };
    bytes.unwrap_or_default().iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMAPS: &str = "\
7f1760000000-7f1760400000 rw-p 00000000 00:00 0 \nRss: 4 kB\nVmFlags: rd wr mr mw me nr\n\
7f1761088000-7f17610c8000 rw-p 00000000 00:00 0 \nVmFlags: rd wr mr mw me nr\n\
7f17610c8000-7f17610cc000 rw-p 00000000 00:00 0 \nVmFlags: rd wr mr mw me nr dd\n\
7f17610cc000-7f17610d0000 r--p 00000000 00:00 0 \nVmFlags: rd mr mw me\n\
564e02343000-564e02a26000 rw-p 00000000 00:00 0                          [heap]\nVmFlags: rd wr mr mw me ac\n";

    #[test]
    fn the_web_views_memory_is_told_from_ours() {
        let found = regions(SMAPS);
        let told: Vec<_> = found.iter().map(|one| (one.writable, one.web_view, one.name.as_str())).collect();
        let expected =
            [(true, false, ""), (true, true, ""), (true, true, ""), (false, false, ""), (true, false, "[heap]")];
        assert_eq!(told, expected);
        assert_eq!((found[4].start, found[4].end), (0x564e_0234_3000, 0x564e_02a2_6000));
    }

    #[test]
    fn a_text_in_this_process_is_found_where_it_is() {
        let text = format!("canary-{}", std::process::id());
        let here = text.as_ptr() as u64;
        let found = regions(&std::fs::read_to_string("/proc/self/smaps").unwrap());
        let region = found.iter().find(|one| (one.start..one.end).contains(&here)).unwrap();
        assert!(region.writable && !region.web_view);
        let runs = present(&File::open("/proc/self/pagemap").unwrap(), region.start, region.end).unwrap();
        let (start, length) = *runs.iter().find(|(at, length)| (*at..at + length).contains(&here)).unwrap();
        let bytes = read(&File::open("/proc/self/mem").unwrap(), start, length).unwrap();
        assert!(memchr::memmem::find_iter(&bytes, &text).any(|at| start + at as u64 == here));
    }
}
