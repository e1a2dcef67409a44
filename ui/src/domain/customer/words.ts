// What the customer reads on their screen, in their language. Total tables: another language, phone or state does not compile
// until its words are written.
import type { CustomerPhone, Language, NewSim, PhoneProgress } from "@/ipc";
import { PHONES } from "./menus";

interface Words {
  /** The language, as its speakers call it. */
  name: string;
  /** Read out where nothing is shown. */
  nothing: string;
  language: string;
  phone: string;
  otherPhone: string;
  add: string;
  numberEnding: string;
  camera: string;
  label: string;
  open: string;
  point: string;
  keep: string;
  /** Before the menu, where the camera alone should do. */
  orOpen: string;
  progress: Record<PhoneProgress, string>;
  /** Instead of the progress, where the provider does not tell it. */
  tellUs: string;
  qr: string;
  notDrawn: string;
  done: string;
  added: { on: string; off: string; notSaid: string };
  right: string;
  /** What will happen, with the last digits where there are any. */
  happens: (gets: NewSim, digits: string | null) => string;
  stops: string;
  yes: string;
  no: string;
  thanks: string;
}

const EN_GETS: Record<NewSim, string> = { esim: "a new eSIM", card: "a new SIM card", sim: "a new SIM" };
const DA_GETS: Record<NewSim, string> = { esim: "et nyt eSIM", card: "et nyt SIM-kort", sim: "et nyt SIM" };
const ES_GETS: Record<NewSim, string> = { esim: "una nueva eSIM", card: "una nueva tarjeta SIM", sim: "una nueva SIM" };

/** The languages, in the order they are offered. */
export const WORDS: Record<Language, Words> = {
  en: {
    name: "English",
    nothing: "Nothing is shown at the moment",
    language: "Language",
    phone: "Your phone",
    otherPhone: "Another phone",
    add: "Add your new eSIM",
    numberEnding: "Number ending",
    camera: "Open the camera and point it at the code",
    label: "Tap the yellow eSIM label",
    open: "On your phone, open",
    point: "Point the phone at the code",
    keep: "Keep this screen in view until it says done",
    orOpen: "Or on your phone:",
    progress: { waiting: "Waiting for your phone…", loading: "Your phone is adding the eSIM…" },
    tellUs: "Say so when your phone has added it",
    qr: "QR code of your eSIM",
    notDrawn: "The code could not be drawn. Please wait a moment.",
    done: "Done",
    added: {
      on: "The eSIM is on your phone and switched on.",
      off: "The eSIM is on your phone. Switch it on in the phone's settings.",
      notSaid: "The eSIM is on your phone.",
    },
    right: "Is this right?",
    happens: (gets, digits) => `Your ${digits === null ? "line" : `number ending ${digits}`} gets ${EN_GETS[gets]}.`,
    stops: "The SIM or eSIM it has now stops working.",
    yes: "Yes, that is right",
    no: "If it is not, say so now.",
    thanks: "Thank you. One moment, please.",
  },
  da: {
    name: "Dansk",
    nothing: "Der vises ikke noget lige nu",
    language: "Sprog",
    phone: "Din telefon",
    otherPhone: "En anden telefon",
    add: "Tilføj dit nye eSIM",
    numberEnding: "Nummer, der ender på",
    camera: "Åbn kameraet, og peg det mod koden",
    label: "Tryk på det gule eSIM-felt",
    open: "Åbn på din telefon",
    point: "Peg telefonen mod koden",
    keep: "Hold øje med skærmen, til der står færdig",
    orOpen: "Eller på din telefon:",
    progress: { waiting: "Venter på din telefon…", loading: "Din telefon tilføjer eSIM-kortet…" },
    tellUs: "Sig til, når din telefon har tilføjet det",
    qr: "QR-kode til dit eSIM",
    notDrawn: "Koden kunne ikke tegnes. Vent et øjeblik.",
    done: "Færdig",
    added: {
      on: "Dit eSIM er på telefonen og slået til.",
      off: "Dit eSIM er på telefonen. Slå det til i telefonens indstillinger.",
      notSaid: "Dit eSIM er på telefonen.",
    },
    right: "Er det rigtigt?",
    happens: (gets, digits) =>
      `Dit ${digits === null ? "abonnement" : `nummer, der ender på ${digits},`} får ${DA_GETS[gets]}.`,
    stops: "Det SIM eller eSIM, det har nu, holder op med at virke.",
    yes: "Ja, det er rigtigt",
    no: "Er det ikke rigtigt, så sig til nu.",
    thanks: "Tak. Et øjeblik.",
  },
  es: {
    name: "Español",
    nothing: "No se muestra nada en este momento",
    language: "Idioma",
    phone: "Su teléfono",
    otherPhone: "Otro teléfono",
    add: "Añada su nueva eSIM",
    numberEnding: "Número terminado en",
    camera: "Abra la cámara y apunte al código",
    label: "Toque la etiqueta amarilla de eSIM",
    open: "En su teléfono, abra",
    point: "Apunte el teléfono al código",
    keep: "Mantenga esta pantalla a la vista hasta que diga listo",
    orOpen: "O en su teléfono:",
    progress: { waiting: "Esperando a su teléfono…", loading: "Su teléfono está añadiendo la eSIM…" },
    tellUs: "Avise cuando su teléfono la haya añadido",
    qr: "Código QR de su eSIM",
    notDrawn: "No se pudo dibujar el código. Espere un momento.",
    done: "Listo",
    added: {
      on: "La eSIM está en su teléfono y activada.",
      off: "La eSIM está en su teléfono. Actívela en los ajustes del teléfono.",
      notSaid: "La eSIM está en su teléfono.",
    },
    right: "¿Es correcto?",
    happens: (gets, digits) =>
      `Su ${digits === null ? "línea" : `número terminado en ${digits}`} recibe ${ES_GETS[gets]}.`,
    stops: "La SIM o eSIM que tiene ahora dejará de funcionar.",
    yes: "Sí, es correcto",
    no: "Si no lo es, dígalo ahora.",
    thanks: "Gracias. Un momento, por favor.",
  },
};

/** A phone as it is offered. */
export function phoneName(phone: CustomerPhone, language: Language): string {
  return PHONES[phone].name ?? WORDS[language].otherPhone;
}

/** One step; with a menu, what is pressed one after the other. */
export interface Step {
  text: string;
  menu: readonly string[] | null;
}

/** The steps for a phone. */
export function stepsFor(phone: CustomerPhone, language: Language): Step[] {
  const words = WORDS[language];
  const plain = (text: string): Step => ({ text, menu: null });
  const keep = plain(words.keep);
  if (PHONES[phone].byCamera) return [plain(words.camera), plain(words.label), keep];
  return [{ text: words.open, menu: PHONES[phone].menu[language] }, plain(words.point), keep];
}

/** The other way, where the first one is the camera alone. */
export function otherWay(phone: CustomerPhone, language: Language): Step | null {
  const { byCamera, menu } = PHONES[phone];
  return byCamera ? { text: WORDS[language].orOpen, menu: menu[language] } : null;
}

/** The keys of a total table. */
export function keysOf<K extends string>(table: Record<K, unknown>): K[] {
  return Object.keys(table) as K[];
}
