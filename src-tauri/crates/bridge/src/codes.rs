//! Activation codes on screen. These answers are the one place where a code leaves Rust, and only while it is shown.

use domain::action::{ActionId, Screen};
use domain::line::{EsimState, LineKey};
use domain::secret::SecretText;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names one showing of one code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct ShowingId(pub String);

/// Which code, on which screen.
#[derive(Deserialize, TS)]
pub struct ShowRequest {
    /// The line.
    pub line: LineKey,
    /// The screen.
    pub screen: Screen,
}

/// Which held code, on which screen.
#[derive(Deserialize, TS)]
pub struct ShowHeldRequest {
    /// What holds it: the action whose answer it was, or what taking it in answered.
    pub id: ActionId,
    /// The screen.
    pub screen: Screen,
}

/// A code from outside. Not `Debug` on purpose.
#[derive(Deserialize, TS)]
pub struct TakeInRequest {
    /// The line it is for.
    pub line: LineKey,
    /// The code, or a text that holds it.
    #[ts(type = "string")]
    pub text: SecretText,
}

/// A code that was taken in, without the code.
#[derive(Serialize, TS)]
pub struct TakenInCode {
    /// Names it while it is held.
    pub id: ActionId,
    /// Its SM-DP+ address.
    pub sm_dp_address: String,
    /// What is odd about it, in plain words.
    pub warnings: Vec<String>,
    /// Other lines on which this desk has seen the same code.
    pub seen_on: Vec<LineKey>,
    /// True when this desk has seen no code with this address on lines of this connection.
    pub new_host: bool,
    /// The addresses it has seen there.
    pub known_hosts: Vec<String>,
    /// The end of the SIM number in the text, where it is not the one of this line.
    pub other_sim: Option<String>,
    /// True when it belongs to the line now. False while a person has to say that it is right, by `bind_code`.
    pub bound: bool,
}

/// Which line a picture is for; its bytes come beside.
#[derive(Deserialize, TS)]
pub struct TakeInPictureRequest {
    /// The line it is for.
    pub line: LineKey,
}

/// One character of a code, spelled out.
#[derive(Clone, Serialize, TS)]
pub struct SpelledLetter {
    /// The character.
    pub letter: String,
    /// Its word.
    pub word: String,
}

/// A code that may be shown now. Not `Debug` on purpose.
#[derive(Serialize, TS)]
pub struct ShownCode {
    /// This showing.
    pub showing: ShowingId,
    /// Modules a side, quiet zone included: the picture's side is a whole multiple.
    pub modules: u32,
    /// iPhone, first field.
    pub sm_dp_address: String,
    /// iPhone, second field.
    pub activation_code: String,
    /// Whether the phone will ask for a confirmation code.
    pub confirmation_required: bool,
    /// A value in the flag's place that may be the confirmation code, shown apart.
    pub stray_confirmation_code: Option<String>,
    /// Android: the whole code in one field.
    pub whole: String,
    /// What is odd about the code, in plain words.
    pub warnings: Vec<String>,
    /// The activation code in words, for reading aloud.
    pub spelled: Vec<SpelledLetter>,
    /// The install state; absent where the provider does not tell it.
    pub state: Option<EsimState>,
    /// When it was shown.
    pub shown_at: Timestamp,
    /// When it hides itself.
    pub hides_at: Timestamp,
    /// Whether its picture may be saved as a file.
    pub may_be_saved: bool,
}

/// Which showing.
#[derive(Deserialize, TS)]
pub struct ShowingRequest {
    /// The showing.
    pub showing: ShowingId,
}

/// Until when it is shown now.
#[derive(Serialize, TS)]
pub struct ExtendAnswer {
    /// When it hides itself.
    pub hides_at: Timestamp,
}

/// How large a picture.
#[derive(Deserialize, TS)]
pub struct PictureRequest {
    /// The showing.
    pub showing: ShowingId,
    /// Device pixels a module, 3 to 40.
    pub module_px: u32,
}

/// A part of a code that can be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodePart {
    /// The SM-DP+ address.
    SmDpAddress,
    /// The activation code alone (matching ID).
    ActivationCode,
    /// The whole `LPA:1$…`.
    Whole,
    /// The iPhone one-tap link.
    IphoneLink,
    /// The Android link.
    AndroidLink,
}

/// Which part to copy.
#[derive(Deserialize, TS)]
pub struct CopyRequest {
    /// The showing.
    pub showing: ShowingId,
    /// The part.
    pub part: CodePart,
}

/// The clipboard has it.
#[derive(Serialize, TS)]
pub struct CopyAnswer {
    /// When the clipboard is cleared, if it still holds it then.
    pub clears_at: Timestamp,
}
