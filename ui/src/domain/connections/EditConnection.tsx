// Changing a connection's label, environment, address or proxy. Its credentials stay as they are.
import { useState } from "react";
import { type ConnectionView, call } from "@/ipc";
import { FindingFields, findingsOf, findingsToSend } from "./FindingFields";
import { missingOf, type Place, PlaceFields } from "./PlaceFields";
import { useConnectionKinds } from "./queries";
import { SetupForm } from "./SetupForm";
import css from "./setup.module.css";
import { useSending } from "./useSending";

export interface EditConnectionProps {
  connection: ConnectionView;
  onSaved: (connection: ConnectionView) => void;
  onLeave: () => void;
}

export function EditConnection({ connection, onSaved, onLeave }: EditConnectionProps) {
  const [before] = useState<Place>(() => ({
    label: connection.label,
    environment: connection.environment === "practice" ? null : connection.environment,
    base_url: connection.base_url,
    proxy: connection.proxy ?? "",
  }));
  const [place, setPlace] = useState(before);
  const [findings, setFindings] = useState(() => findingsOf(connection.findings));
  const kinds = useConnectionKinds().data;
  const kind = kinds?.find((one) => one.provider === connection.provider);
  const fields = kind?.findings ?? [];
  const sending = useSending();

  const submit = () => {
    const { environment } = place;
    const wrong = missingOf(place);
    if (Object.keys(wrong).length > 0 || environment === null) {
      sending.refuse(wrong);
      return;
    }
    void sending.send(
      () =>
        call("edit_connection", {
          connection: connection.id,
          label: place.label.trim(),
          environment,
          base_url: place.base_url.trim(),
          proxy: place.proxy.trim() === "" ? null : place.proxy.trim(),
          // Before it is known what can be set, what is set stays.
          findings: kind === undefined ? connection.findings : findingsToSend(fields, findings),
        }),
      [...Object.keys(place), ...fields.map((field) => field.id)],
      onSaved,
    );
  };

  return (
    <SetupForm
      title={`Edit ${connection.label}`}
      problem={sending.problem}
      refusals={sending.refusals}
      submit="Save and test"
      busy={sending.busy}
      isTyped={() =>
        (Object.keys(place) as (keyof Place)[]).some((key) => place[key] !== before[key]) ||
        fields.some(({ id }) => (findings[id] ?? "") !== (findingsOf(connection.findings)[id] ?? ""))
      }
      onSubmit={submit}
      onLeave={onLeave}
    >
      <div className={css.group}>
        <PlaceFields
          provider={connection.provider_name}
          published={kind?.default_base_url ?? null}
          place={place}
          wrong={sending.wrong}
          onChange={(change) => {
            setPlace((was) => ({ ...was, ...change }));
            sending.edited(...Object.keys(change));
          }}
        />
      </div>
      <FindingFields
        key={fields.length}
        provider={connection.provider_name}
        fields={fields}
        findings={findings}
        wrong={sending.wrong}
        onChange={(id, value) => {
          setFindings((was) => ({ ...was, [id]: value }));
          sending.edited(id);
        }}
      />
    </SetupForm>
  );
}
