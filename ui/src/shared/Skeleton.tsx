// The shape of what is being read, so that the page does not jump when it comes.
import css from "./Skeleton.module.css";

export interface SkeletonProps {
  /** What is being read, for those who do not see it. */
  label: string;
  lines?: number;
}

const WIDTHS = ["92%", "74%", "83%", "61%", "88%"];

export function Skeleton({ label, lines = 3 }: SkeletonProps) {
  return (
    <div className={css.skeleton} role="status">
      <span className="readerOnly">{label}</span>
      {Array.from({ length: lines }, (_, at) => at).map((at) => (
        <span key={at} className={css.line} style={{ width: WIDTHS[at % WIDTHS.length] }} />
      ))}
    </div>
  );
}
