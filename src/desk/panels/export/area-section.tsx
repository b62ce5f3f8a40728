// Which area: the whole city, what is in view, a drawn shape, or a file.

import {
  IconBuildingCommunity,
  IconEye,
  IconFileImport,
  IconPolygon,
  IconRectangle,
} from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useView } from "../../view/desk-context.tsx";
import styles from "./export.module.css";
import { useExportDesk } from "./exporter.ts";

const KINDS = [
  ["city", IconBuildingCommunity],
  ["view", IconEye],
  ["rectangle", IconRectangle],
  ["polygon", IconPolygon],
  ["file", IconFileImport],
] as const;

function Hint() {
  const { t } = useTranslation();
  const { kind, area, fileName } = useView((state) => state.area);
  const tool = useView((state) => state.areaTool);
  const key = () => {
    if (tool) return `export.hint.draw-${tool}`;
    if (kind === "view") return area ? "export.hint.view" : "export.hint.view-none";
    if (kind === "file") return area ? "export.hint.file-read" : "export.hint.file";
    if (kind === "city") return "export.hint.city";
    return area ? "export.hint.adjust" : "export.hint.nothing-drawn";
  };
  return (
    <p className={styles.hint} role="status">
      {t(key(), { name: fileName ?? "" })}
    </p>
  );
}

export function AreaSection() {
  const { t } = useTranslation();
  const { view } = useDesk();
  const desk = useExportDesk();
  const { kind, area } = useView((state) => state.area);
  const tool = useView((state) => state.areaTool);
  const input = useRef<HTMLInputElement>(null);
  const drawn = kind === "rectangle" || kind === "polygon";
  return (
    <fieldset className={styles.section}>
      <legend>{t("export.area")}</legend>
      <div className={styles.kinds}>
        {KINDS.map(([id, Icon]) => (
          <label key={id} data-kind={id}>
            <input
              type="radio"
              name="export-area"
              className="sr-only"
              checked={kind === id}
              onChange={() => desk.chooseArea(id)}
            />
            <Icon size={16} aria-hidden />
            <span>{t(`export.area.${id}`)}</span>
          </label>
        ))}
      </div>
      <Hint />
      {drawn && (
        <button
          type="button"
          onClick={() => (tool ? view.setState({ areaTool: undefined }) : desk.chooseArea(kind))}
        >
          {t(tool ? "export.draw-stop" : area ? "export.draw-again" : "export.draw")}
        </button>
      )}
      {kind === "file" && (
        <>
          <button type="button" onClick={() => input.current?.click()}>
            {t("export.file-choose")}
          </button>
          <input
            ref={input}
            type="file"
            hidden
            accept=".geojson,.json,application/geo+json"
            aria-label={t("export.file-choose")}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              currentTarget.value = "";
              if (file) void desk.readFile(file);
            }}
          />
        </>
      )}
    </fieldset>
  );
}
