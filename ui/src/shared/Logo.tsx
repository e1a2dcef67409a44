// The mark beside the name: a card with its chip.
import css from "./Logo.module.css";

export function Logo() {
  return <span className={css.logo} aria-hidden="true" />;
}
