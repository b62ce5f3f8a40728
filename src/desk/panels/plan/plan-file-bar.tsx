// The plan as a file: its title, new, open, save, undo and redo with what they would do, whether it is saved and kept.

import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCircleCheck,
  IconCircleDotFilled,
  IconDeviceFloppy,
  IconFile,
  IconFolderOpen,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useDesk } from "../../view/desk-context.tsx";
import { logMark } from "../../view/planning.ts";
import classes from "./plan.module.css";
import { usePlan, usePlanning } from "./use-planning.ts";

function Steps() {
  const { t } = useTranslation();
  const { plan } = useDesk();
  const next = useStore(plan.log.store, ({ done }) => done.at(-1)?.edit);
  const again = useStore(plan.log.store, ({ undone }) => undone.at(-1)?.edit);
  const forgotten = useStore(plan.log.store, (state) => state.forgotten);
  const words = (edit: typeof next, key: string, none: string) =>
    edit ? t(key, { what: t(edit.title, edit.params) }) : t(none);
  return (
    <div className={classes.steps}>
      <button type="button" disabled={!next} onClick={plan.undo} data-command="undo">
        <IconArrowBackUp size={16} aria-hidden />
        <span>{words(next, "plan.undo", "plan.nothing-to-undo")}</span>
      </button>
      <button type="button" disabled={!again} onClick={plan.redo} data-command="redo">
        <IconArrowForwardUp size={16} aria-hidden />
        <span>{words(again, "plan.redo", "plan.nothing-to-redo")}</span>
      </button>
      {forgotten > 0 && <p className="quiet">{t("plan.forgotten", { n: forgotten })}</p>}
    </div>
  );
}

export function PlanFileBar({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const { plan } = useDesk();
  const title = usePlan((each) => each.title);
  const savedAt = usePlanning((state) => state.savedAt);
  const keeping = usePlanning((state) => state.keeping);
  useStore(plan.log.store);
  const unsaved = savedAt !== logMark(plan.log);
  return (
    <section className={classes.file}>
      <label className={classes.field}>
        <span>{t("plan.title")}</span>
        <input
          value={title}
          onChange={({ target }) => plan.rename(target.value)}
          onBlur={() => plan.log.seal()}
        />
      </label>
      <div className="buttons" role="toolbar" aria-label={t("plan.files")}>
        <button type="button" onClick={plan.start}>
          <IconFile size={16} aria-hidden /> {t("plan.new")}
        </button>
        <button type="button" onClick={onOpen}>
          <IconFolderOpen size={16} aria-hidden /> {t("plan.open")}
        </button>
        <button type="button" onClick={plan.save} data-command="plan-save">
          <IconDeviceFloppy size={16} aria-hidden /> {t("plan.save")}
        </button>
      </div>
      <p className={classes.saved} data-unsaved={unsaved}>
        {unsaved ? <IconCircleDotFilled size={14} aria-hidden /> : <IconCircleCheck size={14} aria-hidden />}
        <span>{t(unsaved ? "plan.unsaved" : "plan.is-saved")}</span>
        {!keeping && <span className="quiet">· {t("plan.kept")}</span>}
      </p>
      {keeping && (
        <p className={classes.problem} role="alert">
          {t(keeping.code, keeping.params)}
        </p>
      )}
      <Steps />
    </section>
  );
}
