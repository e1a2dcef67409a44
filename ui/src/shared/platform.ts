// Whether Cmd takes the place of Ctrl. The desk knows; until it has said so, the web view's own word is taken.
import { useSyncExternalStore } from "react";

let mac = /Macintosh|Mac OS X/.test(navigator.userAgent);
const listeners = new Set<() => void>();

export function setMac(value: boolean): void {
  mac = value;
  for (const listener of listeners) listener();
}

export function isMac(): boolean {
  return mac;
}

export function useMac(): boolean {
  return useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, isMac);
}
