// A picture of a code: dropped anywhere on the page, pasted, or chosen as a file. The page looks at nothing in it; the desk does.
import { ImageUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { LabelledField } from "@/shared";
import styles from "./intake.module.css";

/** The largest file the desk opens, in bytes. */
export const MOST_BYTES = 20 * 1024 * 1024;

/** What a file dialog offers. What a file really is, the desk sees from its bytes. */
const KINDS =
  ".png,.jpg,.jpeg,.gif,.webp,.bmp,.pdf,image/png,image/jpeg,image/gif,image/webp,image/bmp,application/pdf";

interface Props {
  /** One is being looked through. */
  busy: boolean;
  isDisabled: boolean;
  /** What is wrong with the last one. */
  error: string | null;
  onFile: (file: File) => void;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") === true;
}

/** The place for a picture, with its file button. While it is on screen, the whole page takes what is dropped or pasted. */
export function PictureIntake({ busy, isDisabled, error, onFile }: Props) {
  const [over, setOver] = useState(false);
  const take = useRef<(files: FileList | undefined) => boolean>(() => false);
  useEffect(() => {
    take.current = (files) => {
      const file = files?.[0];
      if (file === undefined || isDisabled) return false;
      onFile(file);
      return true;
    };
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      // A text beside a picture, as some programs put both there, is a text.
      if (event.clipboardData?.getData("text/plain")) return;
      if (take.current(event.clipboardData?.files)) event.preventDefault();
    };
    const onDrag = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      // Otherwise the window would try to open the file.
      event.preventDefault();
      take.current(event.dataTransfer?.files);
    };
    window.addEventListener("paste", onPaste);
    window.addEventListener("dragover", onDrag);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("paste", onPaste);
      window.removeEventListener("dragover", onDrag);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
  return (
    <div className={styles.drop} data-over={over}>
      <ImageUp size={22} aria-hidden="true" className={styles.dropIcon} />
      <div className={styles.dropText}>
        <LabelledField
          label="Or a picture or PDF of the code"
          hint="Drop it here, paste it with Ctrl V, or choose a file: PNG, JPEG, GIF, WebP, BMP or PDF, at most 20 MB."
          error={error ?? undefined}
        >
          {({ id, aria }) => (
            <input
              id={id}
              type="file"
              accept={KINDS}
              className={styles.file}
              disabled={isDisabled}
              onChange={(event) => {
                take.current(event.target.files ?? undefined);
                // The same file can be chosen again once it was mended.
                event.target.value = "";
              }}
              {...aria}
            />
          )}
        </LabelledField>
        <p role="status" className="small">
          {busy && "Looking through the file…"}
        </p>
      </div>
    </div>
  );
}
