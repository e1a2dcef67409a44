// How large the picture of a code is drawn: always a whole number of device pixels a module, because a picture that is
// scaled between pixels does not scan well.

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

const SMALLEST_MODULE = 3;
const LARGEST_MODULE = 40;

/** What a picture has to fit. */
export interface Room {
  /** Modules a side, quiet zone included. */
  modules: number;
  /** The free side, in CSS pixels. */
  room: number;
  /** Device pixels a CSS pixel. */
  ratio: number;
  /** The wanted side, in CSS pixels. */
  side: number;
  /** False: as near to the wanted side as whole pixels allow, be it larger. */
  atMost?: boolean;
}

/** The whole number of device pixels a module with which the picture comes nearest to what is wanted, within its room. */
export function modulePixels({ modules, room, ratio, side, atMost = true }: Room): number {
  const wanted = (side * ratio) / modules;
  const most = room > 0 ? Math.floor((room * ratio) / modules) : LARGEST_MODULE;
  const whole = Math.min(most, atMost ? Math.floor(wanted) : Math.round(wanted));
  return Math.min(LARGEST_MODULE, Math.max(SMALLEST_MODULE, whole));
}

/** The side of a picture in CSS pixels, so that each of its pixels is one device pixel. */
export function cssSide(modules: number, modulePx: number, ratio: number): number {
  return (modules * modulePx) / ratio;
}
