// The connection, who feeds the twin, what moves.

import { useTranslation } from "react-i18next";
import { useDesk, useNow, useTwin, useView } from "../../view/desk-context.tsx";
import { Figure } from "../figure.tsx";
import { QualitySection } from "../quality-section.tsx";
import { Age } from "./age.tsx";
import { SourceFacts } from "./source-facts.tsx";

export function ConnectionSection() {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow();
  const twin = useTwin((state) => state);
  const drawing = useView((state) => state.drawing);
  const live = twin.connection === "live";
  return (
    <div className="stack" data-connection={twin.connection}>
      <section>
        <h3>{t("live.connection")}</h3>
        <p>{t(`connection.${twin.connection}`)}</p>
        <dl className="facts">
          <dt>{t("live.since")}</dt>
          <dd>
            <Figure value={(now - twin.connectionSinceMs) / 1000} unit="s" />
          </dd>
          <dt>{t("live.latency")}</dt>
          <dd>
            <Figure value={live ? twin.latencyMs : undefined} unit="ms" digits={1} />
          </dd>
          <dt>{t("live.dropped")}</dt>
          <dd>{twin.droppedFrames}</dd>
          <dt>{t("live.drawn")}</dt>
          <dd>
            <Figure value={drawing?.objects} unit="" />
          </dd>
        </dl>
      </section>
      <section>
        <h3>{t("live.sources")}</h3>
        {twin.sources.length === 0 ? (
          <p className="quiet">{t("live.no-sources")}</p>
        ) : (
          twin.sources.map((source) => <SourceFacts key={source.id} source={source} />)
        )}
      </section>
      <section>
        <h3>{t("live.in-view")}</h3>
        {twin.counts ? (
          <>
            <p className="quiet">{t("live.counted")}</p>
            <dl className="facts">
              <div className="pair">
                <dt>{t("live.counted-moving")}</dt>
                <dd data-field="counted">{twin.objects}</dd>
              </div>
              <div className="pair">
                <dt>{t("live.counted-age")}</dt>
                <dd>
                  <Age ms={desk.twin.nowMs() - twin.counts.timeMs} />
                </dd>
              </div>
            </dl>
          </>
        ) : twin.objects === 0 ? (
          <p className="quiet">{t(live ? "layer.no-vehicles-here" : "layer.no-live-server")}</p>
        ) : (
          <dl className="facts">
            {Object.entries(twin.objectsByClass).map(([kind, count]) => (
              <div className="pair" key={kind}>
                <dt>{t(`class.${kind}`)}</dt>
                <dd>{count}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <QualitySection />
    </div>
  );
}
