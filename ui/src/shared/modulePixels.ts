// How large the picture of a QR code is drawn: always a whole number of device pixels a module, because a picture that is
// scaled between pixels does not scan well.

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
