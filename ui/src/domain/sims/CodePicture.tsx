// The picture of a code: black on white in every theme, each module a whole number of device pixels. The PNG comes from the
// desk, which has read it back; it lives in a blob URL that is revoked when the picture goes.
import { Check } from "lucide-react";
import { useRef } from "react";
import { asProblem } from "@/errors";
import { call, type Problem, type ShowingId } from "@/ipc";
import { cssSide, modulePixels, useQrPicture, useRoom } from "@/shared";
import styles from "./CodePicture.module.css";
import { inCm, SIZES, type Size } from "./picture";

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
  const drawn = useQrPicture({
    name: showing,
    load: (module_px) => call("code_picture", { showing, module_px }),
    modules,
    px,
    ratio,
    onFail: (error) => onProblem(asProblem(error)),
  });

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
