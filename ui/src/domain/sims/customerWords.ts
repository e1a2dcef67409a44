// What customers read, in their language. Every language says the same.

/** A language that customers are written to in. */
export type Language = "en" | "da";

interface Replaced {
  /** The last digits of the number; nothing when it has none. */
  lastDigits: string | null;
  at: number;
}

interface Words {
  /** As its speakers call it. */
  name: string;
  locale: string;
  replaced: (number: string | null, when: string) => string;
}

/** The languages. */
export const LANGUAGES: Record<Language, Words> = {
  en: {
    name: "English",
    locale: "en-GB",
    replaced: (number, when) =>
      `Your ${number === null ? "line" : `number ending in ${number}`} got a new SIM on ${when}. If you did not ask for this, call us at once.`,
  },
  da: {
    name: "Dansk",
    locale: "da-DK",
    replaced: (number, when) =>
      `Dit ${number === null ? "abonnement" : `nummer, der ender på ${number},`} fik et nyt SIM den ${when}. Ring til os med det samme, hvis du ikke har bedt om det.`,
  },
};

/** The languages for a country, its own first. */
export function languagesOf(country: string): readonly Language[] {
  return country === "DK" ? ["da", "en"] : ["en"];
}

/** The text after a replacement. */
export function replacedText(language: Language, { lastDigits, at }: Replaced): string {
  const { locale, replaced } = LANGUAGES[language];
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(at);
  return replaced(lastDigits, when);
}
