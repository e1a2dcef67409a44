// How large the picture of a code is drawn: always a whole number of device pixels a module, because a picture that is
// scaled between pixels does not scan well.

/** The side a picture is meant to have, in CSS pixels. */
export const USUAL_SIDE = 370;
/** The side after "Bigger picture", in CSS pixels. */
export const BIG_SIDE = 620;

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
}

/** The largest whole number of device pixels a module with which the picture is not larger than wanted nor than its room. */
export function modulePixels({ modules, room, ratio, side }: Room): number {
  const free = room > 0 ? Math.min(side, room) : side;
  const whole = Math.floor((free * ratio) / modules);
  return Math.min(LARGEST_MODULE, Math.max(SMALLEST_MODULE, whole));
}

/** The side of a picture in CSS pixels, so that each of its pixels is one device pixel. */
export function cssSide(modules: number, modulePx: number, ratio: number): number {
  return (modules * modulePx) / ratio;
}
