// A ready text for the customer after their SIM was replaced: it tells them, so that a replacement they did not ask for is noticed.
// It holds no secret, so it may go over the plain clipboard.
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button, Card } from "@/shared";
import { LANGUAGES, type Language, languagesOf, replacedText } from "./customerWords";
import styles from "./install.module.css";

interface Props {
  /** `AU`, `US`, `UK` or `DK`. */
  country: string;
  /** The last digits of the number; nothing when it has none. */
  lastDigits: string | null;
  /** When it was done. */
  at: number;
}

/** The card "Tell the customer". */
export function CustomerText({ country, lastDigits, at }: Props) {
  const languages = languagesOf(country);
  const [language, setLanguage] = useState<Language>(languages[0] ?? "en");
  const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");
  const text = replacedText(language, { lastDigits, at });
  const copy = () => {
    // Absent where the page is not served securely.
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    done.then(
      () => setCopied("yes"),
      () => setCopied("failed"),
    );
  };
  return (
    <Card title="Tell the customer">
      <div className={styles.help}>
        {languages.length > 1 && (
          <fieldset className={styles.languages}>
            <legend className="readerOnly">Language of the text</legend>
            {languages.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="language"
                  checked={one === language}
                  onChange={() => {
                    setLanguage(one);
                    setCopied("no");
                  }}
                />
                {LANGUAGES[one].name}
              </label>
            ))}
          </fieldset>
        )}
        <p className={styles.letter} lang={language}>
          {text}
        </p>
        <div className={styles.row}>
          <Button icon={copied === "yes" ? <Check size={15} /> : <Copy size={15} />} onPress={copy}>
            Copy the text
          </Button>
          <span className="dim small" role="status">
            {copied === "yes" && "Copied."}
            {copied === "failed" && "It could not be copied. Select the text and copy it."}
          </span>
        </div>
      </div>
    </Card>
  );
}
