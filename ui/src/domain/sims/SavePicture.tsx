// The picture of a code as a file, where the policy of the desk allows it. Whoever has the file can take the number over.
import { Download } from "lucide-react";
import { useState } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { call, type Problem, type ShowingId } from "@/ipc";
import { Button } from "@/shared";

/** The button "Save as PNG", and what came of it. Saving is noted in Actions. */
export function SavePicture({ showing }: { showing: ShowingId }) {
  const [busy, setBusy] = useState(false);
  const [path, setPath] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = () => {
    setBusy(true);
    setPath(null);
    setProblem(null);
    call("save_code", { showing })
      .then(
        (saved) => setPath(saved.path),
        (error: unknown) => setProblem(asProblem(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button icon={<Download size={15} />} isPending={busy} onPress={save}>
        Save as PNG
      </Button>
      <p role="status" className="small">
        {path !== null && `Saved as ${path}. Delete it when the eSIM works.`}
      </p>
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
}
