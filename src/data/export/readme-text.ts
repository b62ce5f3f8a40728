// README.txt of a package, zh then en: what lies where, in which coordinate system, and what to mind.

import { ROAD_CLASSES } from "../../model/records/road-attributes.ts";
import type { ExportedData } from "./package-metadata.ts";

const NOTES: Record<string, { zh: string; en: string }> = {
  csv: {
    zh: "CSV 为 UTF-8（带 BOM，便于 Excel 打开），几何在 WKT 列；同名 .csvt 说明字段类型，.prj 说明坐标系。",
    en: "CSV is UTF-8 with a BOM (Excel needs it), geometry in the WKT column; .csvt beside it tells the types, .prj the coordinate system.",
  },
};

export function readmeText(data: ExportedData, paths: readonly string[]): string {
  const { city, classes, count, crs, format } = data;
  const titleOf = (id: string) => ROAD_CLASSES.find((each) => each.id === id)?.title;
  const rows = (language: "zh" | "en") =>
    classes.map(({ id }) => `  ${id}: ${titleOf(id)?.[language]}, ${count.byClass[id] ?? 0}`);
  const note = NOTES[format.id];
  const gcj = crs.id === "GCJ-02";
  return [
    city.title.zh,
    ...(city.notice ? [city.notice.zh] : []),
    "",
    `坐标系：${crs.id}（${crs.written.name}）。文件中坐标顺序一律为 x（东）、y（北）、z（高）；该坐标系官方轴序：${crs.axisOrder}。`,
    ...(gcj ? ["注意：位置已按 GCJ-02 偏移，不可与其他坐标系的数据混用。"] : []),
    `参考框架：${crs.frame}；历元：${city.epoch ?? "未知"}；高程基准：${city.verticalDatum.name === "unknown" ? "未知" : city.verticalDatum.name}。`,
    "与区域相接的要素完整保留，不作裁剪。空值表示未知或不适用。",
    ...(note ? [note.zh] : []),
    "要素：",
    ...rows("zh"),
    "data/ 为数据；dictionary 为数据字典；metadata 为元数据；provenance.json 为来源与生成参数；manifest.json 为各文件的 SHA-256；LICENCE.txt 为许可。",
    "",
    city.title.en,
    ...(city.notice ? [city.notice.en] : []),
    "",
    `Coordinate system: ${crs.id} (${crs.written.name}). In the files, coordinates are always x (east), y (north), z (height); the authority's own order is ${crs.axisOrder}.`,
    ...(gcj ? ["Mind: positions are shifted by GCJ-02; don't mix them with data in any other system."] : []),
    `Frame: ${crs.frame}; epoch: ${city.epoch ?? "unknown"}; vertical datum: ${city.verticalDatum.name}.`,
    "Features that touch the area are whole, not cut. Null means unknown or not of this feature.",
    ...(note ? [note.en] : []),
    "Features:",
    ...rows("en"),
    "data/ holds the data; dictionary.* tells what attributes mean; metadata.* describes the data; provenance.json tells where it comes from and how it was made; manifest.json holds the SHA-256 of every file; LICENCE.txt the terms.",
    "",
    ...paths,
    "",
  ].join("\n");
}
