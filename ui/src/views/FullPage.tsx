// A page of its own, for when there is no desk to show: it did not start, or this program failed.
import { Component, type ReactNode } from "react";
import { asProblem, ProblemNotice } from "@/errors";
import { Button } from "@/shared";
import css from "./FullPage.module.css";

export function FullPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={css.page}>
      <div className={css.inner}>
        <p className={css.brand}>SIMdesk</p>
        <h1 className={css.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}

export function StartError({ error, again }: { error: unknown; again: () => void }) {
  return (
    <FullPage title="SIMdesk could not start">
      <ProblemNotice
        problem={asProblem(error)}
        action={
          <Button variant="primary" onPress={again} autoFocus>
            Start again
          </Button>
        }
      />
    </FullPage>
  );
}

interface BoundaryProps {
  children: ReactNode;
  /** What is shown in place of what failed. */
  instead: (error: unknown, again: () => void) => ReactNode;
}

/** Catches a fault of a page so that the rest of the console stays. */
export class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error("no reason given") };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return this.props.instead(this.state.error, () => this.setState({ error: null }));
  }
}
