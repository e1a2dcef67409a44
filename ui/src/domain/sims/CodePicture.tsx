// The picture of a code: black on white in every theme, each module a whole number of device pixels. The PNG comes from the
// desk, which has read it back; it lives in a blob URL that is revoked when the picture goes.
import { Check } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { asProblem } from "@/errors";
import { call, type Problem, type ShowingId } from "@/ipc";
import styles from "./CodePicture.module.css";
import { cssSide, inCm, modulePixels, SIZES, type Size } from "./picture";
import { useRoom } from "./useRoom";

/** A picture that is on screen. */
interface Drawn {
  /** A blob URL; it is revoked when the picture goes. */
  url: string;
  /** In CSS pixels. */
  side: number;
}

/** The picture of a shown code. `onProblem` has to take the whole showing down: no picture stands beside an error. */
export function CodePicture({
  showing,
  modules,
  size,
  onProblem,
}: {
  showing: ShowingId;
  modules: number;
  size: Size;
  onProblem: (problem: Problem) => void;
}) {
  const slot = useRef<HTMLDivElement>(null);
  const { room, ratio } = useRoom(slot);
  const { side: wanted, atMost } = SIZES[size];
  const px = modulePixels({ modules, room, ratio, side: wanted, atMost });
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const failed = useRef(onProblem);
  useEffect(() => {
    failed.current = onProblem;
  }, [onProblem]);

  useEffect(() => {
    let current = true;
    call("code_picture", { showing, module_px: px }).then(
      (png) => {
        if (current) {
          setDrawn({
            url: URL.createObjectURL(new Blob([png], { type: "image/png" })),
            side: cssSide(modules, px, ratio),
          });
        }
      },
      (error: unknown) => current && failed.current(asProblem(error)),
    );
    return () => {
      current = false;
    };
  }, [showing, modules, px, ratio]);

  useEffect(() => {
    if (drawn === null) {
      return;
    }
    return () => URL.revokeObjectURL(drawn.url);
  }, [drawn]);

  const side = drawn?.side ?? cssSide(modules, px, ratio);
  return (
    <figure className={styles.figure}>
      <div className={styles.paper}>
        <div className={styles.slot} ref={slot}>
          {drawn === null ? (
            <div className={styles.waiting} role="status" style={{ width: side, height: side }}>
              Drawing the code…
            </div>
          ) : (
            <img
              className={styles.code}
              src={drawn.url}
              alt="eSIM activation QR code"
              draggable={false}
              style={{ width: side, height: side }}
              onContextMenu={(event) => event.preventDefault()}
            />
          )}
        </div>
      </div>
      {drawn !== null && (
        <figcaption className={styles.caption}>
          Read back by this desk: matches <Check size={13} aria-hidden="true" /> · {inCm(drawn.side)}
        </figcaption>
      )}
    </figure>
  );
}
