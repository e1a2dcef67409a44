// A slip of paper to take along: the code's picture for print, its parts and three steps. Nothing on it says whose it is but the last
// digits of the number. It is in the page only while it is printed, and each printing is noted.
import { Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { asProblem, explain } from "@/errors";
import { call, type ShownCode } from "@/ipc";
import { Button, toast } from "@/shared";
import styles from "./print.module.css";

interface Props {
  code: ShownCode;
  lastDigits: string | null;
}

/** The button "Print slip", and the slip while it is printed. */
export function PrintSlip({ code, lastDigits }: Props) {
  const [busy, setBusy] = useState(false);
  /** A blob URL of the picture with the correction that paper needs, which the desk has read back. */
  const [picture, setPicture] = useState<string | null>(null);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  useEffect(() => {
    if (picture === null) return;
    return () => URL.revokeObjectURL(picture);
  }, [picture]);
  const print = () => {
    setBusy(true);
    call("print_code", { showing: code.showing })
      .then(
        (png) => {
          if (!gone.current) setPicture(URL.createObjectURL(new Blob([png], { type: "image/png" })));
        },
        (error: unknown) => toast(explain(asProblem(error)).what, "bad"),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button icon={<Printer size={15} />} isPending={busy} isDisabled={picture !== null} onPress={print}>
        Print slip
      </Button>
      {picture !== null && <Slip code={code} url={picture} lastDigits={lastDigits} done={() => setPicture(null)} />}
    </>
  );
}

function Slip({ code, url, lastDigits, done }: Props & { url: string; done: () => void }) {
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
      <img ref={picture} className={styles.picture} src={url} alt="" style={{ width: "9cm", height: "9cm" }} />
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
