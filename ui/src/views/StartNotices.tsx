// What a person should know from the start; each can be put away.
import { useState } from "react";
import type { StartNotice } from "@/ipc";
import { Button, countOf, Notice, type NoticeTone } from "@/shared";
import css from "./StartNotices.module.css";

interface Words {
  tone: NoticeTone;
  title: string;
  text: string;
}

function words(notice: StartNotice): Words {
  switch (notice.type) {
    case "cache_rebuilt":
      return {
        tone: "info",
        title: "This desk's store of lines could not be used and is being filled again.",
        text: `Searching finds less until the lists have been read. Nothing is lost at the providers. The old file was kept as ${notice.set_aside}.`,
      };
    case "ledger_started_anew":
      return {
        tone: "warn",
        title: "The record of changes could not be opened, so a new one was begun.",
        text: `Actions shows only what was done since then. The old file was kept as ${notice.set_aside}: tell whoever looks after this desk.`,
      };
    case "keyring_elsewhere":
      return {
        tone: "warn",
        title: "The keyring of this computer belongs to another session.",
        text: `SIMdesk opened up to 25 seconds late because of it, and credentials can neither be read from the keyring nor kept in it here. Sign out of the other session, or start SIMdesk there. The folder is ${notice.folder}.`,
      };
    case "reading_back":
      return {
        tone: "warn",
        title: `${countOf(notice.count, "change was", "changes were")} under way when SIMdesk last ended.`,
        text: "They are not sent again. The desk is reading back what became of them; Actions shows the outcome.",
      };
  }
}

export function StartNotices({ notices }: { notices: readonly StartNotice[] }) {
  const [away, setAway] = useState<ReadonlySet<StartNotice>>(new Set());
  const shown = notices.filter((notice) => !away.has(notice));
  if (shown.length === 0) return null;
  return (
    <div className={css.notices}>
      {shown.map((notice) => {
        const { tone, title, text } = words(notice);
        return (
          <Notice
            key={notice.type}
            tone={tone}
            title={title}
            action={<Button onPress={() => setAway(new Set([...away, notice]))}>Dismiss</Button>}
          >
            <p>{text}</p>
          </Notice>
        );
      })}
    </div>
  );
}
