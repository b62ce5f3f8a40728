// Which format and which coordinate system; what stands first in the file is told.

import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { exportCrs } from "../../../data/export/export-crs.ts";
import styles from "./export.module.css";
import { useExportDesk } from "./exporter.ts";
import { Note } from "./said.tsx";

export function FormatSection() {
  const { t } = useTranslation();
  const { store, city, formats, crsIds, exporter, choose } = useExportDesk();
  const { format, crs } = useStore(store, (state) => state.choice);
  const systems = useMemo(
    () =>
      crsIds.map((id) => {
        const { id: code, written, axisOrder } = exportCrs(id, city.bounds);
        return { id, code, name: written.name, geographic: written.geographic, axisOrder };
      }),
    [crsIds, city],
  );
  const system = systems.find(({ id }) => id === crs);
  const shifted = system?.code === "GCJ-02";
  const label = (code: string, name: string) => (name.includes(code) ? name : `${code} · ${name}`);
  return (
    <section className={styles.section}>
      <NativeSelect
        size="xs"
        label={t("export.format")}
        value={format}
        data-choice="format"
        onChange={({ currentTarget }) => choose({ format: currentTarget.value })}
        data={formats.map((each) => ({
          value: each.id,
          label: exporter.canWrite(each)
            ? t(each.title)
            : `${t(each.title)} (${t("export.format.needs-server")})`,
          disabled: !exporter.canWrite(each),
        }))}
      />
      <NativeSelect
        size="xs"
        label={t("export.crs")}
        value={crs}
        data-choice="crs"
        onChange={({ currentTarget }) => choose({ crs: currentTarget.value })}
        data={systems.map(({ id, code, name }) => ({ value: id, label: label(code, name) }))}
      />
      {system && (
        <p className={styles.hint}>
          <span>
            {t(system.geographic ? "export.axes.longitude-latitude" : "export.axes.easting-northing")}
            {!shifted &&
              ` ${t("export.axes.declared", { order: t(`export.axes.order.${system.axisOrder}`) })}`}
          </span>
        </p>
      )}
      {shifted && <Note text={t("export.gcj02-warning")} tone="warn" />}
    </section>
  );
}
