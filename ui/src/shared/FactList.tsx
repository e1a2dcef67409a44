// Names and values, one under the other.
import type { ReactNode } from "react";
import css from "./FactList.module.css";

export function FactList({ children }: { children: ReactNode }) {
  return <dl className={css.list}>{children}</dl>;
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
