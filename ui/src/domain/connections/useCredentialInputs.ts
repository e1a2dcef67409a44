// Credentials from the fields of a form to the desk, past React: they are read from the elements when they are sent, and the
// elements are emptied as soon as the desk has them.
import { useCallback, useMemo, useRef } from "react";
import type { CredentialField, CredentialInput } from "@/ipc";

export interface CredentialInputs {
  /** For the `ref` of the element of a field. */
  hold: (id: string) => (element: HTMLInputElement | null) => void;
  /** What was typed; fields left empty are left out. */
  read: (fields: readonly CredentialField[]) => CredentialInput[];
  /** The fields that must be filled and are not. */
  empty: (fields: readonly CredentialField[]) => CredentialField[];
  isTyped: () => boolean;
  clear: () => void;
}

export function useCredentialInputs(): CredentialInputs {
  const elements = useRef(new Map<string, HTMLInputElement>());
  const hold = useCallback(
    (id: string) => (element: HTMLInputElement | null) => {
      if (element === null) elements.current.delete(id);
      else elements.current.set(id, element);
    },
    [],
  );
  return useMemo(() => {
    const typed = (field: CredentialField) => elements.current.get(field.id)?.value ?? "";
    return {
      hold,
      read: (fields) =>
        fields.map((field) => ({ id: field.id, value: typed(field) })).filter((one) => one.value !== ""),
      empty: (fields) => fields.filter((field) => !field.optional && typed(field).trim() === ""),
      isTyped: () => [...elements.current.values()].some((element) => element.value !== ""),
      clear: () => {
        for (const element of elements.current.values()) element.value = "";
      },
    };
  }, [hold]);
}
