//! Random activation codes drawn as the console draws them, damaged as pictures are, and read by readers that share
//! nothing with the drawing: `zbarimg`, `rqrr` and, in the long run, zxing-cpp. Another encoder's pictures of the same
//! codes are the measure for what damage may cost.
#![expect(clippy::unwrap_used, reason = "a test or benchmark that cannot set up ends here")]

mod codes;
mod damage;
mod drawing;
mod pdf;
mod readers;
mod report;
mod zbar;

use std::sync::Mutex;

use domain::qr::QrLevel;

use crate::random::Random;
use damage::Damage;
use drawing::Screen;
use readers::Texts;

pub use pdf::{pdf_that_unpacks_to, pdf_with_codes};
pub use readers::{Judge, JudgeError};
pub use report::Report;
pub use zbar::{ZbarError, decode_qr_with_zbar};

/// How many codes are drawn before the readers are called: a program's start costs more than a picture.
const BATCH: usize = 50;

/// A run of so many random codes.
#[derive(Debug, Clone)]
pub struct QrRun {
    /// How many codes. Each is drawn once as it is shown, and once more for the damage done to it.
    pub count: usize,
    /// Fixes the codes and the damage.
    pub seed: u64,
    /// Who reads.
    pub judges: Vec<Judge>,
}

/// One picture, as far as the count needs it.
struct Task {
    /// The rows of the report it counts in.
    rows: Vec<String>,
    text: String,
    /// Our picture and the other encoder's.
    pair: [image::GrayImage; 2],
}

impl QrRun {
    /// Draws, damages, reads and counts.
    ///
    /// # Errors
    /// [`JudgeError`] when a reader is missing or does not work.
    ///
    /// # Panics
    /// When a code of our own making is no valid code, which is a mistake of this run.
    pub fn run(&self) -> Result<Report, JudgeError> {
        let batches: Vec<usize> = (0..self.count.div_ceil(BATCH)).collect();
        let (next, report) = (Mutex::new(batches.into_iter()), Mutex::new(Report::new(&self.judges)));
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let work = || -> Result<(), JudgeError> {
                loop {
                    let Some(batch) = locked(&next).next() else { return Ok(()) };
                    let count = BATCH.min(self.count - batch * BATCH);
                    let mut done = Report::new(&self.judges);
                    self.batch(batch, count, &mut done)?;
                    locked(&report).add(&done);
                }
            };
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            running.into_iter().try_for_each(|one| one.join().unwrap_or(Err(JudgeError::Ended)))
        })?;
        Ok(report.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    fn batch(&self, batch: usize, count: usize, report: &mut Report) -> Result<(), JudgeError> {
        let tasks: Vec<Task> = (0..count).flat_map(|one| self.code(batch * BATCH + one, report)).collect();
        let pictures: Vec<&image::GrayImage> = tasks.iter().flat_map(|task| &task.pair).collect();
        for (place, judge) in self.judges.iter().enumerate() {
            let texts = judge.read(&pictures)?;
            for (task, [ours, theirs]) in tasks.iter().zip(texts.as_chunks::<2>().0) {
                let right = |texts: &Texts| matches!(texts.as_slice(), [only] if *only == task.text);
                for row in &task.rows {
                    report.count(place, row, right(ours), right(theirs));
                }
            }
        }
        Ok(())
    }

    /// The pictures of one code: as shown, and damaged.
    fn code(&self, number: usize, report: &mut Report) -> Vec<Task> {
        let mut random = Random::new(self.seed ^ ((number as u64) << 20));
        let text = codes::random(&mut random);
        let level = if number % 4 == 3 { QrLevel::Q } else { QrLevel::M };
        let screen = Screen::of(number);
        report.drawn += 1;
        let Ok(ours) = drawing::ours(&text, level, screen) else {
            report.refused += 1;
            return Vec::new();
        };
        let theirs = drawing::theirs(&text, level, screen);
        let damage = Damage::random(number, &mut random);
        let damaged = [damage.applied(&ours), damage.applied(&theirs)];
        let shown = vec![screen.size(), screen.scale(), format!("level {level:?}")];
        vec![
            Task { rows: shown, text: text.clone(), pair: [ours.pixels, theirs.pixels] },
            Task { rows: vec![damage.name().to_owned()], text, pair: damaged },
        ]
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
