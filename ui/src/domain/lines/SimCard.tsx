// The SIM of a line and what can be done with it.
import { type Ref, useState } from "react";
import type { LineView } from "@/ipc";
import { Button, Card, Fact, FactList, Tag } from "@/shared";
import { Greyed } from "./Greyed";
import styles from "./lines.module.css";
import { ESIM_STAGES, SIM_KINDS } from "./words";

/** A thing that can be done, or the reason why it cannot. */
export type Possible = { run: () => void } | { reason: string };

interface Props {
  line: LineView;
  showQr: Possible;
  newCode: Possible;
  /** Why the SIM cannot be replaced at all; null where it can. */
  noReplacement: { reason: string; ref: Ref<HTMLButtonElement> } | null;
  /** To entering a code that came from outside; absent where the provider shows codes itself. */
  enterCode: (() => void) | null;
}

/** The card "SIM". */
export function SimCard({ line, showQr, newCode, noReplacement, enterCode }: Props) {
  const { sim, provider_name } = line;
  const esim = sim.esim;
  return (
    <Card title="SIM" aside={line.account === null ? undefined : `${provider_name} account ${line.account}`}>
      <FactList>
        <Fact name="Kind">
          {SIM_KINDS[sim.kind]}
          {esim !== null && (
            <>
              {" "}
              <Tag tone={ESIM_STAGES[esim.stage].tone}>{ESIM_STAGES[esim.stage].words}</Tag>
              <span className="dim small">
                {" "}
                {provider_name} says: <span className="mono">{esim.raw}</span>
              </span>
            </>
          )}
        </Fact>
        <Fact name="ICCID">
          {sim.iccid_grouped === null ? (
            <span className="dim">not given</span>
          ) : (
            <span className="mono">{sim.iccid_grouped}</span>
          )}
        </Fact>
        {esim !== null && <Fact name="Enabled on phone">{enabledWords(esim, provider_name)}</Fact>}
        <Fact name="SIP address">
          <SipAddress key={line.sip_address} address={line.sip_address} />
        </Fact>
      </FactList>
      <div className={styles.buttons}>
        {noReplacement !== null && <Greyed name="Replace SIM" {...noReplacement} />}
        {"run" in showQr ? (
          <Button kbd="q" onPress={showQr.run}>
            Show QR
          </Button>
        ) : (
          <Greyed name="Show QR" reason={showQr.reason} />
        )}
        {"run" in newCode ? (
          <Button onPress={newCode.run}>New code</Button>
        ) : (
          <Greyed name="New code" reason={newCode.reason} />
        )}
        {enterCode !== null && <Button onPress={enterCode}>Enter a code that came by e-mail</Button>}
      </div>
    </Card>
  );
}

function enabledWords(esim: NonNullable<LineView["sim"]["esim"]>, provider: string): string {
  if (esim.enabled !== null) {
    return esim.enabled ? "Yes" : "No";
  }
  return esim.enabled_raw === null ? `${provider} does not say` : `${provider} says: ${esim.enabled_raw}`;
}

function SipAddress({ address }: { address: string | null }) {
  const [shown, setShown] = useState(false);
  if (address === null) {
    return <span className="dim">none</span>;
  }
  return (
    <span className={styles.sip}>
      {shown ? (
        <span className="mono">{address}</span>
      ) : (
        <>
          <span aria-hidden="true">•••••••</span>
          <span className="readerOnly">hidden</span>
        </>
      )}
      <Button
        variant="quiet"
        aria-label={shown ? "Hide SIP address" : "Reveal SIP address"}
        onPress={() => setShown((was) => !was)}
      >
        {shown ? "Hide" : "Reveal"}
      </Button>
    </span>
  );
}
