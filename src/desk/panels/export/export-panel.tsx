// The Data workspace: an area, classes, attributes, a format and a coordinate system become a package of files.

import { type DragEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { AreaSection } from "./area-section.tsx";
import { AttributeSection } from "./attribute-section.tsx";
import { ClassSection } from "./class-section.tsx";
import { CountSection } from "./count-section.tsx";
import styles from "./export.module.css";
import { useExportDesk } from "./exporter.ts";
import { FormatSection } from "./format-section.tsx";
import { RunSection } from "./run-section.tsx";

export default function ExportPanel() {
  const { t } = useTranslation();
  const desk = useExportDesk();
  const [over, setOver] = useState(false);
  useEffect(() => desk.watch(), [desk]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void desk.readFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped anywhere on it; the button does the same
    <div
      className={styles.panel}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <AreaSection />
      <CountSection />
      <ClassSection />
      <AttributeSection />
      <FormatSection />
      <RunSection />
      {over && <div className={styles.drop}>{t("export.file-drop")}</div>}
    </div>
  );
}
