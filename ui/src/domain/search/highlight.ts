// Which part of a text answers what was typed, so that it can be marked. Digits match through spaces and signs; words match
// without regard to case and accents.

export interface Part {
  text: string;
  hit: boolean;
}

const SIGN = /[\s+\-./()\u00a0\u2010-\u2015]/;

/** The digits that were typed, when nothing but digits and the signs between them was typed; else null. */
export function typedDigits(query: string): string | null {
  const trimmed = query.trim();
  let digits = "";
  for (const character of trimmed) {
    if (character >= "0" && character <= "9") digits += character;
    else if (!SIGN.test(character)) return null;
  }
  return digits === "" ? null : digits;
}

/** The text in parts; the parts with `hit` answer the query. */
export function highlight(text: string, query: string): Part[] {
  const digits = typedDigits(query);
  const spans = digits === null ? wordSpans(text, query) : digitSpan(text, digits);
  return cut(text, spans);
}

/** True when some part of the text answers the query. */
export function matches(text: string, query: string): boolean {
  return highlight(text, query).some((part) => part.hit);
}

type Span = [from: number, to: number];

function digitSpan(text: string, digits: string): Span[] {
  const places: number[] = [];
  let bare = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character >= "0" && character <= "9") {
      bare += character;
      places.push(at);
    }
  }
  // As typed; without the international prefix; without the trunk zero that national numbers begin with.
  const tries = [digits, digits.startsWith("00") ? digits.slice(2) : "", digits.startsWith("0") ? digits.slice(1) : ""];
  for (const wanted of tries) {
    if (wanted === "") continue;
    const found = bare.indexOf(wanted);
    const from = places[found];
    const to = places[found + wanted.length - 1];
    if (found >= 0 && from !== undefined && to !== undefined) return [[from, to + 1]];
  }
  return [];
}

function wordSpans(text: string, query: string): Span[] {
  const { folded, places } = fold(text);
  const spans: Span[] = [];
  for (const word of query.trim().split(/\s+/)) {
    const wanted = fold(word).folded;
    if (wanted === "") continue;
    const found = wordStart(folded, wanted);
    const from = places[found];
    const to = places[found + wanted.length - 1];
    if (found >= 0 && from !== undefined && to !== undefined) spans.push([from, to + 1]);
  }
  return spans;
}

/** The first place a word begins with `wanted`, or the first place it is at all. */
function wordStart(folded: string, wanted: string): number {
  let at = folded.indexOf(wanted);
  const first = at;
  while (at >= 0) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(folded.charAt(at - 1))) return at;
    at = folded.indexOf(wanted, at + 1);
  }
  return first;
}

/** Letters with no accent to take away that people still type plainly. */
const LETTERS: Record<string, string> = { ø: "o", æ: "ae", ß: "ss", ł: "l", đ: "d", ð: "d", þ: "th", œ: "oe" };

/** Lower case without accents, and for each character of it its place in the text. */
function fold(text: string): { folded: string; places: number[] } {
  let folded = "";
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const small = text.charAt(at).toLowerCase();
    const plain = LETTERS[small] ?? small.normalize("NFD").replace(/\p{M}/gu, "");
    for (const character of plain) {
      folded += character;
      places.push(at);
    }
  }
  return { folded, places };
}

function cut(text: string, spans: Span[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    if (from < at) continue;
    if (from > at) parts.push({ text: text.slice(at, from), hit: false });
    parts.push({ text: text.slice(from, to), hit: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), hit: false });
  return parts;
}
