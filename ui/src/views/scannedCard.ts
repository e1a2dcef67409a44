// A SIM number that was scanned on the page of a line, on its way to the sheet "Replace SIM". In memory only: never in an address.
import { useEffect, useState } from "react";
import type { LineKey } from "@/ipc";

let carried: { line: LineKey; digits: string } | null = null;

/** Takes a number along to the sheet of a line. */
export function carryCard(line: LineKey, digits: string): void {
  carried = { line, digits };
}

/** The number that was taken along for a line, if any; nobody gets it a second time. */
export function useCarriedCard({ connection, id }: LineKey): string | null {
  const [mine] = useState(() =>
    carried?.line.connection === connection && carried.line.id === id ? carried.digits : null,
  );
  useEffect(() => {
    carried = null;
  }, []);
  return mine;
}
