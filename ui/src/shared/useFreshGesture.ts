// Whether a press was begun after the screen it lands on was painted. A key held down, its repeats, and the second half of a
// double click belong to the screen before and must not set off something here.
import { useCallback, useEffect, useRef } from "react";

function presses(event: KeyboardEvent): boolean {
  return event.key === "Enter" || event.key === " ";
}

/** Watches presses from the moment `shown` was painted. The answer is true for a press that began since then. */
export function useFreshGesture(shown: boolean): (pointerType: string) => boolean {
  const fresh = useRef(false);
  const heldOver = useRef(false);

  useEffect(() => {
    fresh.current = false;
    let painted = false;
    let second = 0;
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => {
        painted = shown;
      });
    });
    const onKeyDown = (event: KeyboardEvent) => {
      if (!presses(event)) {
        return;
      }
      if (event.repeat || !painted) {
        heldOver.current = true;
      } else {
        fresh.current = true;
      }
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (!presses(event)) {
        return;
      }
      // After every listener of this key has run: some browsers click on the key's way up.
      setTimeout(() => {
        heldOver.current = false;
      });
    };
    const onMouseDown = (event: MouseEvent) => {
      fresh.current = painted && event.detail < 2;
    };
    window.addEventListener("keydown", onKeyDown, true);
    window.addEventListener("keyup", onKeyUp, true);
    window.addEventListener("mousedown", onMouseDown, true);
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(second);
      window.removeEventListener("keydown", onKeyDown, true);
      window.removeEventListener("keyup", onKeyUp, true);
      window.removeEventListener("mousedown", onMouseDown, true);
    };
  }, [shown]);

  return useCallback(
    // A press with no key and no pointer comes from assistive technology: it has no beginning to compare.
    (pointerType) => (pointerType === "virtual" ? !heldOver.current : fresh.current && !heldOver.current),
    [],
  );
}
