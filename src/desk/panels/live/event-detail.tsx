// What is done about the selected event: acts that its stage allows, its record step by step, what stands for it.

import { useTranslation } from "react-i18next";
import { handlingOf } from "../../../model/twin/event-stages.ts";
import { useDesk, useNow, useTwin } from "../../view/desk-context.tsx";
import { recordOf } from "../../view/event-list.ts";
import { wishCamera } from "../../view/view-store.ts";
import { Age } from "./age.tsx";
import { EventActs } from "./event-acts.tsx";
import classes from "./live.module.css";
import { useTitles } from "./use-titles.ts";

/** Shows a thing that is on its way now; what has left is named only. */
function Target({ id }: { id: string }) {
  const { t } = useTranslation();
  const { twin, view } = useDesk();
  if (!twin.tracks.poseOf(id, twin.drawnMs())) return <span className="quiet">{id}</span>;
  const slot = twin.tracks.slotOf(id);
  const drone = slot !== undefined && twin.tracks.identity(slot)?.class === "drone";
  const show = () => {
    const kind = drone ? "drone" : "vehicle";
    view.setState({ selection: { id, layer: `${kind}s`, kind, properties: { id } } });
    wishCamera(view, { kind: "selection" });
  };
  return (
    <button type="button" className={classes.link} onClick={show}>
      {t("events.show-target", { id })}
    </button>
  );
}

export function EventDetail({ id }: { id: string }) {
  const { t } = useTranslation();
  const { twin } = useDesk();
  const titles = useTitles();
  useNow(1000);
  const event = useTwin(({ observed }) => observed.events.get(id));
  if (!event) return <p className="quiet">{t("events.put-away")}</p>;
  const { sightings } = handlingOf(event);
  const record = recordOf(event);
  return (
    <>
      <EventActs event={event} />
      <section>
        <h3>{t("events.record")}</h3>
        {record.length === 0 ? (
          <p className="quiet">{t("events.no-record")}</p>
        ) : (
          <ol className={classes.steps} data-record={record.length}>
            {record.map((step) => (
              <li key={`${step.kind} ${step.timeMs}`} data-step={step.kind}>
                <strong>
                  {step.kind === "acknowledged"
                    ? t("events.acknowledged")
                    : t(`value.event-stage.${step.kind}`)}
                </strong>
                <span className="figure">{titles.clock(step.timeMs)}</span>
                <span>{titles.author(step.author)}</span>
                {step.latencyMs !== undefined && (
                  <span className="quiet">
                    {t("events.after")} <Age ms={step.latencyMs} />
                  </span>
                )}
                {step.note !== undefined && <q>{titles.worded(step.note)}</q>}
              </li>
            ))}
          </ol>
        )}
      </section>
      <section>
        <h3>{t("events.sightings", { n: sightings.length })}</h3>
        <ul className={classes.steps}>
          {sightings.slice(-8).map((seen) => (
            <li key={`${seen.source} ${seen.timeMs}`}>
              <span>{titles.source(seen.source)}</span>
              <span className="quiet">
                {t("vital.age")} <Age ms={twin.nowMs() - seen.timeMs} />
              </span>
              {seen.trackId !== undefined && <Target id={seen.trackId} />}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
