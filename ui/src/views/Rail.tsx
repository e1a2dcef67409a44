// Where one can go, and the plain words on whether this is real. Only what works is here.
import { Cable, ScrollText, Search, Settings } from "lucide-react";
import { Link, useLocation } from "wouter";
import { unknownWords, useActionCounts } from "@/domain/actions";
import { useConnections } from "@/domain/connections";
import { countOf, cx, formatCount, Logo } from "@/shared";
import css from "./Rail.module.css";
import { useStart } from "./start";
import { ThemeSwitch } from "./ThemeSwitch";

export function Rail() {
  const { practice, agent } = useStart();
  const [location] = useLocation();
  const unknown = useActionCounts().data?.unknown ?? 0;
  const connections = useConnections().data?.connections ?? [];
  const real = connections.filter((one) => one.environment === "production").length;
  const items = [
    { to: "/", name: "Search", Icon: Search, on: location === "/" || location.startsWith("/line/") },
    { to: "/actions", name: "Actions", Icon: ScrollText, on: location === "/actions" },
    { to: "/connections", name: "Connections", Icon: Cable, on: location.startsWith("/connection") },
    { to: "/settings", name: "Settings", Icon: Settings, on: location === "/settings" },
  ];
  return (
    <aside className={css.rail} aria-label="SIMdesk">
      <p className={css.brand}>
        <Logo />
        <span className={css.word}>SIMdesk</span>
      </p>
      <nav aria-label="Pages" className={css.nav}>
        {items.map(({ to, name, Icon, on }) => (
          <Link
            key={to}
            href={to}
            title={name}
            className={cx(css.item, on && css.on)}
            {...(on ? { "aria-current": "page" as const } : {})}
          >
            <Icon size={16} aria-hidden="true" />
            <span className={css.word}>{name}</span>
            {to === "/actions" && unknown > 0 && (
              <span className={css.badge}>
                <span aria-hidden="true">{formatCount(unknown)}</span>
                <span className="readerOnly">{unknownWords(unknown)}</span>
              </span>
            )}
          </Link>
        ))}
      </nav>
      <div className={css.foot}>
        <p className={css.practice}>
          {practice ? (
            <b>
              Practice<span className={css.word}> shop</span>
            </b>
          ) : real > 0 ? (
            <b>
              Real<span className={css.word}> customers</span>
            </b>
          ) : (
            <b>
              Staging<span className={css.word}> only</span>
            </b>
          )}
          <span className={css.word}>
            {countOf(connections.length, "connection")} ·{" "}
            {practice ? "all simulated" : real > 0 ? `${formatCount(real)} in production` : "no real customers"}
          </span>
        </p>
        <p className={css.word}>You: {agent}</p>
        <ThemeSwitch />
      </div>
    </aside>
  );
}
