// Whether every entry of the ledger is as it was written.
import { Link2Off, ShieldCheck } from "lucide-react";
import { asProblem, explain } from "@/errors";
import { formatCount, Notice } from "@/shared";
import css from "./actions.module.css";
import { useChain } from "./queries";

/** One line when all is well. */
export function ChainState() {
  const chain = useChain();
  if (chain.isPending) {
    return (
      <span className={css.chain} role="status">
        Checking the chain…
      </span>
    );
  }
  if (chain.isError) {
    return <span className={css.chainBad}>Chain not checked: {explain(asProblem(chain.error)).what}</span>;
  }
  const { entries, first_bad: bad } = chain.data;
  if (bad !== null) {
    return (
      <span className={css.chainBad}>
        <Link2Off size={15} aria-hidden="true" /> Chain broken at entry {formatCount(bad)}
      </span>
    );
  }
  return (
    <span className={css.chainOk}>
      <ShieldCheck size={15} aria-hidden="true" /> Chain verified, {formatCount(entries)} of {formatCount(entries)}
    </span>
  );
}

/** What it means when it is not. */
export function ChainNotice() {
  const { data } = useChain();
  if (data === undefined || data.first_bad === null) return null;
  return (
    <Notice tone="bad" title={`Entry ${formatCount(data.first_bad)} of this record is not as it was written.`} live>
      <p>
        {data.what ?? "It was changed, removed or moved after it was written."} From there on the record proves nothing.
        Tell whoever looks after this desk, and keep the file as it is.
      </p>
    </Notice>
  );
}
