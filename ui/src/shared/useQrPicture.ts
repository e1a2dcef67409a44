// The picture of a QR code as a blob URL, drawn anew when its pixels change and revoked when it goes.
import { useEffect, useRef, useState } from "react";
import { cssSide } from "./modulePixels";

/** A picture that is on screen. */
export interface Drawn {
  /** A blob URL; it is revoked when the picture goes. */
  url: string;
  /** In CSS pixels. */
  side: number;
}

/** What is drawn, and how. */
export interface Picture {
  /** Names what is drawn. */
  name: string;
  /** Gives the PNG, each module so many device pixels wide. */
  load: (modulePx: number) => Promise<ArrayBuffer>;
  /** Modules a side, quiet zone included. */
  modules: number;
  /** Device pixels a module. */
  px: number;
  /** Device pixels a CSS pixel. */
  ratio: number;
  /** It could not be had. */
  onFail: (error: unknown) => void;
}

/** The picture; null while there is none. */
export function useQrPicture({ name, load, modules, px, ratio, onFail }: Picture): Drawn | null {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const latest = useRef({ load, onFail });
  useEffect(() => {
    latest.current = { load, onFail };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: under another name another picture is loaded.
  useEffect(() => {
    let current = true;
    latest.current.load(px).then(
      (png) => {
        if (current) {
          setDrawn({
            url: URL.createObjectURL(new Blob([png], { type: "image/png" })),
            side: cssSide(modules, px, ratio),
          });
        }
      },
      (error: unknown) => current && latest.current.onFail(error),
    );
    return () => {
      current = false;
    };
  }, [name, modules, px, ratio]);

  useEffect(() => {
    if (drawn === null) return;
    return () => URL.revokeObjectURL(drawn.url);
  }, [drawn]);

  return drawn;
}
