// The papers of a package: dictionary, metadata, provenance, licence, and a README that says where to begin. UTF-8.

import { ROAD_CLASSES } from "../../model/records/road-attributes.ts";
import { sha256Hex } from "../../model/records/sha256.ts";
import { isoXml } from "./iso-xml.ts";
import { type ExportedData, packageMetadata } from "./package-metadata.ts";
import { readmeText } from "./readme-text.ts";
import type { ExportRequest } from "./request.ts";

export interface Origin {
  request: ExportRequest;
  cityJson: Uint8Array;
  /** Of the data, in the package. */
  paths: readonly string[];
  software: { name: string; version: string };
}

const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function dictionary({ classes, count }: ExportedData): object {
  return {
    terms: {
      opendrive: "ASAM OpenDRIVE 1.8.1",
      gbt42517: "GB/T 42517.1/.2-2023, part: clause, from the published tables of contents",
    },
    nullMeans: "unknown, or not of this feature",
    classes: classes.map(({ id, columns }) => {
      const kind = ROAD_CLASSES.find((each) => each.id === id) as (typeof ROAD_CLASSES)[number];
      const { title, geometry, gbt42517 } = kind;
      return {
        name: id,
        title,
        geometry: `${geometry} Z`,
        gbt42517,
        features: count.byClass[id] ?? 0,
        attributes: columns,
      };
    }),
  };
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function dictionaryCsv({ classes }: ExportedData): string {
  const head = "class,attribute,type,unit,title_zh,title_en,definition_zh,definition_en,opendrive,gbt42517";
  const lines = classes.flatMap(({ id, columns }) =>
    columns.map(({ name, type, unit, title, definition, opendrive, gbt42517 }) =>
      [
        id,
        name,
        type,
        unit ?? "",
        title.zh,
        title.en,
        definition.zh,
        definition.en,
        opendrive ?? "",
        gbt42517 ?? "",
      ]
        .map(cell)
        .join(","),
    ),
  );
  return `\uFEFF${[head, ...lines].join("\r\n")}\r\n`;
}

function provenance({ city, classes }: ExportedData, { request, cityJson, software }: Origin): object {
  return {
    software,
    options: {
      area: request.area ?? "whole city",
      classes: request.classes,
      attributes: request.attributes ?? "all",
      crs: request.crs,
      format: request.format,
    },
    city: { id: city.id, title: city.title, file: "city.json", sha256: sha256Hex(cityJson) },
    map: city.roads?.source ?? "unknown",
    sources: classes.map(({ id }) => {
      const file = city.roads?.features.find((each) => each.class === id);
      return { class: id, file: file?.url, features: file?.count, sha256: file?.sha256 ?? "unknown" };
    }),
    note: "Times are the source's; the package carries none of its making, so that it can be made again byte for byte.",
  };
}

function licenceText({ city }: ExportedData): string {
  const lines = city.attributions.flatMap(({ text, licence, url }) => [
    text,
    `  许可 / Licence: ${licence ?? "源数据未说明 / not stated by the source"}`,
    ...(url === undefined ? [] : [`  ${url}`]),
  ]);
  return [
    "本数据的权利与许可随其来源；使用者须遵守来源的许可，并注明出处。",
    "Rights in this data follow its sources; whoever uses it keeps to their licences and names them.",
    "",
    ...lines,
    "",
  ].join("\n");
}

export function packageDocuments(data: ExportedData, origin: Origin): { path: string; text: string }[] {
  return [
    { path: "dictionary.json", text: pretty(dictionary(data)) },
    { path: "dictionary.csv", text: dictionaryCsv(data) },
    { path: "metadata.json", text: pretty(packageMetadata(data)) },
    { path: "metadata.xml", text: isoXml(data) },
    { path: "provenance.json", text: pretty(provenance(data, origin)) },
    { path: "LICENCE.txt", text: licenceText(data) },
    { path: "README.txt", text: readmeText(data, origin.paths) },
  ];
}
