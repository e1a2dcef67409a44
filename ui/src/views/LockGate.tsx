// The lock around everything: while the console is locked nothing else is on the page, and what was there is gone for good.
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { LockScreen } from "@/domain/lock";
import { call, type LockState, onDeskEvent } from "@/ipc";
import { clearToasts, setMac } from "@/shared";
import { StartError } from "./FullPage";

export function LockGate({ children }: { children: ReactNode }) {
  const [lock, setLock] = useState<LockState | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [location, go] = useLocation();
  const locked = lock?.locked === true;

  const take = useCallback((next: LockState) => {
    setMac(next.mac);
    setLock(next);
  }, []);
  const ask = useCallback(() => {
    setError(null);
    call("lock_state", {}).then(take, (fault: unknown) => setError(fault ?? "no reason given"));
  }, [take]);
  useEffect(() => onDeskEvent((event) => event.type === "lock" && take(event.lock)), [take]);
  useEffect(ask, [ask]);

  useEffect(() => {
    if (locked) clearToasts();
  }, [locked]);
  useEffect(() => {
    // The address of a page names its line.
    if (locked && location !== "/") go("/", { replace: true });
  }, [locked, location, go]);

  if (error !== null) return <StartError error={error} again={ask} />;
  // Asking takes less than a frame.
  if (lock === null) return null;
  return locked ? <LockScreen lock={lock} onLock={take} /> : children;
}
