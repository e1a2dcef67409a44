//! The pictures of a code: ours as a window gets it, and the same by an encoder that has nothing to do with ours.

use domain::qr::{QrError, QrLevel, QrPicture};
use fast_qr::{ECL, QRBuilder};
use image::GrayImage;

/// White modules around a picture (ISO/IEC 18004).
pub(super) const QUIET: u32 = 4;

const CM: f64 = 96.0 / 2.54;

/// The sizes a window offers (`picture.ts`): the side in CSS pixels, and whether it is a limit.
const SIZES: [(&str, f64, bool); 4] =
    [("8 cm", 8.0 * CM, false), ("9 cm", 9.0 * CM, false), ("10 cm", 10.0 * CM, true), ("largest", 620.0, true)];

/// Device pixels a CSS pixel, as systems set them.
const SCALES: [f64; 6] = [1.0, 1.25, 1.5, 1.75, 2.0, 3.0];

/// Where a picture is shown.
#[derive(Clone, Copy)]
pub(super) struct Screen {
    size: (&'static str, f64, bool),
    scale: f64,
}

impl Screen {
    /// Every size on every scale in turn.
    pub(super) fn of(number: usize) -> Self {
        Self { size: SIZES[number % SIZES.len()], scale: SCALES[number / SIZES.len() % SCALES.len()] }
    }

    pub(super) fn size(self) -> String {
        self.size.0.to_owned()
    }

    pub(super) fn scale(self) -> String {
        format!("scale {}", self.scale)
    }

    /// Whole device pixels a module, as `picture.ts` chooses them.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen pixels")]
    fn module_px(self, modules: u32) -> u32 {
        let (_, side, at_most) = self.size;
        let wanted = side * self.scale / f64::from(modules);
        let whole = if at_most { wanted.floor() } else { wanted.round() };
        whole.clamp(3.0, 40.0) as u32
    }
}

/// A picture and how it is made up.
pub(super) struct Drawn {
    pub(super) pixels: GrayImage,
    pub(super) module_px: u32,
}

/// Our picture: the very PNG that a window gets.
pub(super) fn ours(text: &str, level: QrLevel, screen: Screen) -> Result<Drawn, QrError> {
    let modules = QrPicture::render(text, level, 8)?.modules_per_side();
    let module_px = screen.module_px(modules);
    let png = QrPicture::render(text, level, module_px)?.png()?;
    let pixels = image::load_from_memory(&png).map_err(|_| QrError::Png)?.to_luma8();
    Ok(Drawn { pixels, module_px })
}

/// The other encoder's picture, for the same place on the same screen.
pub(super) fn theirs(text: &str, level: QrLevel, screen: Screen) -> Drawn {
    let level = match level {
        QrLevel::M => ECL::M,
        QrLevel::Q => ECL::Q,
    };
    let code = QRBuilder::new(text).ecl(level).build().unwrap();
    let width = u32::try_from(code.size).unwrap();
    let module_px = screen.module_px(width + 2 * QUIET);
    let side = (width + 2 * QUIET) * module_px;
    let mut pixels = vec![255; (side * side) as usize];
    for (line, row) in pixels.chunks_exact_mut(side as usize).zip(0..).map(|(line, y): (_, u32)| (line, y / module_px))
    {
        let Some(row) = row.checked_sub(QUIET).filter(|row| *row < width) else { continue };
        let drawn = line.chunks_exact_mut(module_px as usize).skip(QUIET as usize);
        for (module, shade) in drawn.zip(&code[row as usize]) {
            module.fill(if shade.value() { 0 } else { 255 });
        }
    }
    Drawn { pixels: GrayImage::from_raw(side, side, pixels).unwrap(), module_px }
}
