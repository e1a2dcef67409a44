// How much room a picture has, and how many device pixels a CSS pixel is made of; follows both as they change (window
// moved to another screen, zoom, resize).
import { type RefObject, useEffect, useState } from "react";

/** Free side and pixel ratio. */
export interface Measured {
  /** The free side in CSS pixels; 0 while nothing is measured. */
  room: number;
  /** Device pixels a CSS pixel. */
  ratio: number;
}

/** What stays free above and below a picture, in CSS pixels, so that all of it is on screen at once. */
const AROUND = 120;

/** What bounds the height: the window, or the element itself where its place gives it one. */
export type Bound = "window" | "element";

function measure(element: HTMLElement | null, bound: Bound): Measured {
  const width = element?.clientWidth ?? 0;
  const height = bound === "window" ? Math.max(0, window.innerHeight - AROUND) : (element?.clientHeight ?? 0);
  return { room: width > 0 ? Math.min(width, height) : 0, ratio: window.devicePixelRatio || 1 };
}

/** Measures the room in an element and keeps up with it. */
export function useRoom(ref: RefObject<HTMLElement | null>, bound: Bound = "window"): Measured {
  const [measured, setMeasured] = useState<Measured>(() => measure(null, bound));
  useEffect(() => {
    const update = () => {
      const now = measure(ref.current, bound);
      setMeasured((was) => (was.room === now.room && was.ratio === now.ratio ? was : now));
    };
    update();
    window.addEventListener("resize", update);
    const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(update);
    if (ref.current !== null) {
      observer?.observe(ref.current);
    }
    return () => {
      window.removeEventListener("resize", update);
      observer?.disconnect();
    };
  }, [ref, bound]);
  // A media query holds for one ratio, so each ratio needs its own.
  useEffect(() => {
    if (typeof window.matchMedia !== "function") {
      return;
    }
    const query = window.matchMedia(`(resolution: ${measured.ratio}dppx)`);
    const update = () => setMeasured(measure(ref.current, bound));
    query.addEventListener("change", update);
    return () => query.removeEventListener("change", update);
  }, [ref, bound, measured.ratio]);
  return measured;
}
