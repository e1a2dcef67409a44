// Where an eSIM is added in the menus of each phone, as the phone says it in each language. Makers change these words: they are
// data, and every phone has them in every language.
import type { CustomerPhone, Language } from "@/ipc";

/** How a phone is brought to read a code. */
interface Phone {
  /** As people call it; null: the word for "another" in their language. */
  name: string | null;
  /** True where the camera app reads the code by itself, and the menu is the way if it does not. */
  byCamera: boolean;
  /** What is pressed, one after the other. */
  menu: Record<Language, readonly string[]>;
}

/** The phones, in the order they are offered. */
export const PHONES: Record<CustomerPhone, Phone> = {
  iphone: {
    name: "iPhone",
    byCamera: true,
    menu: {
      en: ["Settings", "Mobile Data or Cellular", "Add eSIM", "Use QR Code"],
      da: ["Indstillinger", "Mobilnetværk", "Tilføj eSIM", "Brug QR-kode"],
      es: ["Ajustes", "Datos móviles", "Añadir eSIM", "Usar código QR"],
    },
  },
  samsung: {
    name: "Samsung",
    byCamera: false,
    menu: {
      en: ["Settings", "Connections", "SIM manager", "Add eSIM", "Scan QR code"],
      da: ["Indstillinger", "Forbindelser", "SIM-styring", "Tilføj eSIM", "Scan QR-kode"],
      es: ["Ajustes", "Conexiones", "Administrador de SIM", "Añadir eSIM", "Escanear código QR"],
    },
  },
  pixel: {
    name: "Pixel",
    byCamera: false,
    menu: {
      en: ["Settings", "Network & internet", "SIMs", "Add SIM", "Set up an eSIM"],
      da: ["Indstillinger", "Netværk og internet", "SIM-kort", "Tilføj SIM-kort", "Konfigurer et eSIM"],
      es: ["Ajustes", "Red e Internet", "SIM", "Añadir SIM", "Configurar una eSIM"],
    },
  },
  other: {
    name: null,
    byCamera: false,
    menu: {
      en: ["Settings", "Mobile network or SIM cards", "Add eSIM"],
      da: ["Indstillinger", "Mobilnetværk eller SIM-kort", "Tilføj eSIM"],
      es: ["Ajustes", "Red móvil o tarjetas SIM", "Añadir eSIM"],
    },
  },
};
