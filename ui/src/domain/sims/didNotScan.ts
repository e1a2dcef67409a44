// What to ask when a code does not scan: the likeliest reason first, and never that the code is bad before the simple reasons are
// ruled out. A tree of questions; each answer leads on or to something to do.

/** Where one is in the tree. */
export type Place =
  | "unlocked"
  | "unlock"
  | "online"
  | "go_online"
  | "picture"
  | "better_picture"
  | "which_phone"
  | "iphone"
  | "android"
  | "what_phone_says"
  | "new_code"
  | "not_this_phone"
  | "other_ways";

/** Something the screen can do from a place. */
export type Help = "bigger" | "new_code" | "enter_code" | "close";

/** One answer, and where it leads. */
export interface Answer {
  words: string;
  to: Place;
}

/** What is asked or told at a place. */
export interface Asked {
  title: string;
  /** More about it; steps are a list. */
  text?: string;
  steps?: readonly string[];
  answers: readonly Answer[];
  helps?: readonly Help[];
}

/** Where it begins. */
export const BEGIN: Place = "unlocked";

const STILL_NOT = "It still does not scan";

/** The tree. */
export const TREE: Record<Place, Asked> = {
  unlocked: {
    title: "Is the phone unlocked?",
    text: "A locked phone may read the code and do nothing with it.",
    answers: [
      { words: "Yes", to: "online" },
      { words: "No", to: "unlock" },
    ],
  },
  unlock: {
    title: "Let the customer unlock it and scan again.",
    answers: [{ words: STILL_NOT, to: "online" }],
    helps: ["close"],
  },
  online: {
    title: "Is the phone online?",
    text: "It loads the eSIM over Wi-Fi or mobile data: a page in its browser has to open.",
    answers: [
      { words: "Yes", to: "picture" },
      { words: "No, or not sure", to: "go_online" },
    ],
  },
  go_online: {
    title: "Connect it to Wi-Fi and scan again.",
    text: "If there is none here, another phone's hotspot does it too.",
    answers: [{ words: STILL_NOT, to: "picture" }],
    helps: ["close"],
  },
  picture: {
    title: "Does the camera see the whole picture, sharp and without glare?",
    answers: [
      { words: "Yes", to: "which_phone" },
      { words: "No, or not sure", to: "better_picture" },
    ],
  },
  better_picture: {
    title: "Make the picture easier to see.",
    steps: [
      "Turn this screen's brightness up.",
      "Tilt the screen away from lamps and windows.",
      "Wipe the camera, and hold the phone about 30 cm away.",
      "Try a bigger picture.",
    ],
    answers: [{ words: STILL_NOT, to: "which_phone" }],
    helps: ["bigger", "close"],
  },
  which_phone: {
    title: "Then type it in. Which phone is it?",
    answers: [
      { words: "iPhone", to: "iphone" },
      { words: "Android", to: "android" },
    ],
  },
  iphone: {
    title: "On the iPhone",
    steps: [
      "Settings, Mobile Data (or Cellular), Add eSIM.",
      "Use QR Code, then Enter Details Manually.",
      "SM-DP+ address and activation code: as under “Type it in instead”.",
      "Leave the confirmation code empty, unless it says there that one is needed.",
    ],
    answers: [{ words: "The phone does not take it", to: "what_phone_says" }],
    helps: ["close"],
  },
  android: {
    title: "On the Android phone",
    steps: [
      "Settings, Network and internet (or Connections), SIMs, Add eSIM.",
      "Use a QR code, then Enter it manually.",
      "The whole line that begins with LPA:1$, as under “Type it in instead”.",
    ],
    answers: [{ words: "The phone does not take it", to: "what_phone_says" }],
    helps: ["close"],
  },
  what_phone_says: {
    title: "What does the phone say?",
    answers: [
      { words: "The code is not valid, or was used", to: "new_code" },
      { words: "It has no eSIM, or is locked to a network", to: "not_this_phone" },
      { words: "Something else", to: "other_ways" },
    ],
  },
  new_code: {
    title: "Then another code is needed.",
    text: "The one on screen stops working when a new one is issued. A code that came by e-mail may be newer than this one.",
    answers: [],
    helps: ["new_code", "enter_code"],
  },
  not_this_phone: {
    title: "This phone cannot take the eSIM.",
    text: "Use another phone, or give the customer a SIM card. A lock is lifted by whoever sold the phone.",
    answers: [],
    helps: ["close"],
  },
  other_ways: {
    title: "Restart the phone and try once more.",
    text: "If it still says the same, write down its words for the provider. Another code may help.",
    answers: [],
    helps: ["new_code", "enter_code", "close"],
  },
};
