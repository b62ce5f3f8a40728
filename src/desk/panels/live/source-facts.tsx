// What one source says of itself: how fresh it is, what was taken and refused of it.

import { useTranslation } from "react-i18next";
import type { SourceInfo } from "../../../model/twin/source-info.ts";
import { useDesk } from "../../view/desk-context.tsx";
import { Figure } from "../figure.tsx";
import { Age } from "./age.tsx";
import { RefusedRecords } from "./refused-records.tsx";

export function SourceFacts({ source }: { source: SourceInfo }) {
  const { t } = useTranslation();
  const { twin } = useDesk();
  const { id, title, kind, objects, sigmaM, freshness, heardMs, taken, refused, note } = source;
  return (
    <div data-source={id} data-freshness={freshness}>
      <dl className="facts">
        <dt>{t("live.source")}</dt>
        <dd>{t(title)}</dd>
        <dt>{t("live.kind")}</dt>
        <dd>{t(`source-kind.${kind}`)}</dd>
        {freshness && (
          <>
            <dt>{t("live.freshness")}</dt>
            <dd>{t(`feed-freshness.${freshness}`)}</dd>
            <dt>{t("live.heard")}</dt>
            <dd>
              <Age ms={heardMs === undefined ? undefined : twin.nowMs() - heardMs} />
            </dd>
          </>
        )}
        <dt>{t("live.objects")}</dt>
        <dd>{objects}</dd>
        <dt>{t("live.sigma")}</dt>
        <dd>
          <Figure value={sigmaM} unit="m" digits={2} />
        </dd>
        {taken !== undefined && (
          <>
            <dt>{t("live.taken")}</dt>
            <dd>{taken}</dd>
            <dt>{t("live.refused")}</dt>
            <dd>{refused ?? 0}</dd>
          </>
        )}
        {note && (
          <>
            <dt>{t("live.note")}</dt>
            <dd>{t(note.code, note.params)}</dd>
          </>
        )}
      </dl>
      {refused !== undefined && refused > 0 && <RefusedRecords source={id} count={refused} />}
    </div>
  );
}
