// A slip of paper to take along: the picture, its parts and three steps. Nothing on it says whose it is but the last digits of the
// number. It is in the page only while it is printed.
import { Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { ShownCode } from "@/ipc";
import { Button, type Drawn, toast } from "@/shared";
import styles from "./print.module.css";

interface Props {
  code: ShownCode;
  /** The picture on screen, which the desk has read back; the slip shows the same one. */
  drawn: Drawn | null;
  lastDigits: string | null;
}

/** The button "Print slip", and the slip while it is printed. */
export function PrintSlip({ code, drawn, lastDigits }: Props) {
  const [printing, setPrinting] = useState(false);
  return (
    <>
      <Button icon={<Printer size={15} />} isDisabled={drawn === null || printing} onPress={() => setPrinting(true)}>
        Print slip
      </Button>
      {printing && drawn !== null && (
        <Slip code={code} drawn={drawn} lastDigits={lastDigits} done={() => setPrinting(false)} />
      )}
    </>
  );
}

function Slip({ code, drawn, lastDigits, done }: Props & { drawn: Drawn; done: () => void }) {
  const picture = useRef<HTMLImageElement>(null);
  const finished = useRef(done);
  useEffect(() => {
    finished.current = done;
  });
  useEffect(() => {
    let current = true;
    const end = () => finished.current();
    const page = document.documentElement;
    page.dataset.printing = "slip";
    window.addEventListener("afterprint", end);
    const begin = () => {
      if (!current) return;
      try {
        window.print();
      } catch {
        toast("This computer does not print from here.", "bad");
        end();
        return;
      }
      // Not every web view tells when it has printed. Nobody can use this window while its print dialog is open.
      window.addEventListener("pointerdown", end, true);
      window.addEventListener("keydown", end, true);
    };
    // A picture that is not drawn yet would leave a hole in the paper.
    const ready = picture.current?.decode?.() ?? Promise.resolve();
    ready.then(begin, begin);
    return () => {
      current = false;
      delete page.dataset.printing;
      window.removeEventListener("afterprint", end);
      window.removeEventListener("pointerdown", end, true);
      window.removeEventListener("keydown", end, true);
    };
  }, []);
  return createPortal(
    <div className={styles.slip} data-slip aria-hidden="true">
      <h1 className={styles.title}>Your new eSIM</h1>
      {lastDigits !== null && <p>For the number that ends in {lastDigits}</p>}
      <img ref={picture} className={styles.picture} src={drawn.url} alt="" style={{ width: "9cm", height: "9cm" }} />
      <ol className={styles.steps}>
        <li>Connect the phone to Wi-Fi.</li>
        <li>Open the camera, or Settings and Add eSIM, and scan the picture.</li>
        <li>Follow the phone until it says that the eSIM is ready, and switch it on.</li>
      </ol>
      <p>If it does not scan, enter it by hand:</p>
      <dl className={styles.parts}>
        <dt>SM-DP+ address</dt>
        <dd>{code.sm_dp_address}</dd>
        <dt>Activation code</dt>
        <dd>{code.activation_code === "" ? "leave empty" : code.activation_code}</dd>
        <dt>Android, one line</dt>
        <dd>{code.whole}</dd>
        {code.confirmation_required && (
          <>
            <dt>Confirmation code</dt>
            <dd>the phone asks for it; it comes separately</dd>
          </>
        )}
      </dl>
      <p className={styles.foot}>Whoever has this slip can take the number over. Destroy it when the eSIM works.</p>
    </div>,
    document.body,
  );
}
