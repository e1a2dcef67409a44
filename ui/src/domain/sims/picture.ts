// The sizes the picture of a code is drawn in.

/** A CSS centimetre, in CSS pixels. Systems keep it near a real one when the screen's scaling is set right. */
const CM = 96 / 2.54;

/** A size that can be chosen: over a counter 8 to 10 cm do, a tenth of the distance. */
export type Size = "8" | "9" | "10" | "largest";

/** The sizes, smallest first. `atMost`: rather smaller than wanted than larger, because the room ends there. */
export const SIZES: Record<Size, { words: string; side: number; atMost: boolean }> = {
  8: { words: "8 cm", side: 8 * CM, atMost: false },
  9: { words: "9 cm", side: 9 * CM, atMost: false },
  10: { words: "10 cm", side: 10 * CM, atMost: true },
  largest: { words: "Largest", side: 620, atMost: true },
};

/** The side a picture is meant to have, in CSS pixels. */
export const USUAL_SIDE = SIZES[10].side;
/** The side after "Bigger picture", in CSS pixels. */
export const BIG_SIDE = SIZES.largest.side;

/** A side in CSS pixels as centimetres: "9.5 cm". */
export function inCm(side: number): string {
  return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(side / CM)} cm`;
}
