//! The readers, each fed many pictures a call: as programs of their own, or in process.

use std::io;
use std::process::{Command, Stdio};

use image::GrayImage;
use tempfile::TempDir;

use super::zbar;

/// What was read from one picture.
pub(super) type Texts = Vec<String>;

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judge {
    /// `zbarimg` (Debian: `zbar-tools`).
    Zbar,
    /// `rqrr`, as the console calls it for pictures that people bring.
    Rqrr,
    /// `ZXingReader` of zxing-cpp (Debian: `zxing-cpp-tools`).
    Zxing,
}

/// Why a reader could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// `zbarimg` did not work.
    #[error(transparent)]
    Zbar(#[from] zbar::ZbarError),
    /// `ZXingReader` (Debian: `zxing-cpp-tools`) is missing, or the pictures could not be handed over.
    #[error("ZXingReader of zxing-cpp-tools: {0}")]
    Zxing(#[from] io::Error),
    /// A reader answered for more or fewer pictures than it was given.
    #[error("{0} answered for {1} pictures instead of {2}")]
    Count(&'static str, usize, usize),
    /// A part of the run ended early.
    #[error("a part of the run ended early")]
    Ended,
}

impl Judge {
    /// Everyone.
    pub const ALL: [Self; 3] = [Self::Zbar, Self::Rqrr, Self::Zxing];

    /// How it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zbar => "zbarimg",
            Self::Rqrr => "rqrr",
            Self::Zxing => "zxing-cpp",
        }
    }

    /// What each picture reads as, in their order.
    pub(super) fn read(self, pictures: &[&GrayImage]) -> Result<Vec<Texts>, JudgeError> {
        let texts = match self {
            Self::Rqrr => pictures.iter().map(|picture| domain::qr::read_qr(picture)).collect(),
            Self::Zbar => {
                let files = Files::of(pictures)?;
                zbar::read_files(files.folder.path(), &files.names)?
            }
            Self::Zxing => zxing(&Files::of(pictures)?)?,
        };
        if texts.len() == pictures.len() {
            Ok(texts)
        } else {
            Err(JudgeError::Count(self.name(), texts.len(), pictures.len()))
        }
    }
}

/// The pictures as files, which the programs read.
struct Files {
    folder: TempDir,
    names: Vec<String>,
}

impl Files {
    /// Plain grey maps: written and read with no work at all.
    fn of(pictures: &[&GrayImage]) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let names = pictures.iter().enumerate().map(|(place, picture)| {
            let name = format!("{place}.pgm");
            let mut bytes = format!("P5\n{} {}\n255\n", picture.width(), picture.height()).into_bytes();
            bytes.extend_from_slice(picture.as_raw());
            std::fs::write(folder.path().join(&name), bytes).map(|()| name)
        });
        let names = names.collect::<io::Result<_>>()?;
        Ok(Self { folder, names })
    }
}

/// One line a picture: `0.pgm QRCode "text"` or `0.pgm None`.
fn zxing(files: &Files) -> io::Result<Vec<Texts>> {
    let mut command = Command::new("ZXingReader");
    command.args(["-format", "QRCode", "-1"]).args(&files.names).current_dir(files.folder.path());
    let output = command.stdin(Stdio::null()).output()?;
    let text = |line: &str| Some(line.split_once(" QRCode \"")?.1.strip_suffix('"')?.to_owned());
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(|line| text(line).into_iter().collect()).collect())
}
