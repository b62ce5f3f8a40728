// metadata.xml: the same metadata as ISO 19139 XML (gmd), for catalogues that read that. Only what is known is said.

import { areaBounds } from "../../model/geo/area-touch.ts";
import { changedAt, type ExportedData, referenceSystem } from "./package-metadata.ts";

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const text = (name: string, value: string) =>
  `<gmd:${name}><gco:CharacterString>${escaped(value)}</gco:CharacterString></gmd:${name}>`;
const code = (name: string, list: string, value: string) =>
  `<gmd:${name}><gmd:${list} codeList="http://www.isotc211.org/2005/resources/Codelist/gmxCodelists.xml#${list}" codeListValue="${value}">${value}</gmd:${list}></gmd:${name}>`;
const decimal = (name: string, value: number) =>
  `<gmd:${name}><gco:Decimal>${value}</gco:Decimal></gmd:${name}>`;

function accuracy(kind: string, measure: string, valueM: number | undefined): string {
  if (valueM === undefined) return "";
  return `<gmd:report><gmd:${kind}>${text("nameOfMeasure", measure)}<gmd:result><gmd:DQ_QuantitativeResult><gmd:valueUnit xlink:href="http://www.opengis.net/def/uom/UCUM/0/m"/><gmd:value><gco:Record>${valueM}</gco:Record></gmd:value></gmd:DQ_QuantitativeResult></gmd:result></gmd:${kind}></gmd:report>`;
}

export function isoXml(data: ExportedData): string {
  const { city, area, classes, crs } = data;
  const [west, south, east, north] = area
    ? areaBounds(area)
    : [city.bounds.west, city.bounds.south, city.bounds.east, city.bounds.north];
  const system = referenceSystem(data);
  const { quality } = city;
  const date = changedAt(city).slice(0, 10);
  const nobody = `<gmd:CI_ResponsibleParty>${text("organisationName", city.attributions[0]?.text ?? "unknown")}${code("role", "CI_RoleCode", "originator")}</gmd:CI_ResponsibleParty>`;
  const notice = city.notice ? ` ${city.notice.en}` : "";
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco" xmlns:xlink="http://www.w3.org/1999/xlink">',
    text("fileIdentifier", city.id),
    text("language", "eng"),
    code("characterSet", "MD_CharacterSetCode", "utf8"),
    code("hierarchyLevel", "MD_ScopeCode", "dataset"),
    `<gmd:contact>${nobody}</gmd:contact>`,
    `<gmd:dateStamp><gco:Date>${date}</gco:Date></gmd:dateStamp>`,
    text("metadataStandardName", "ISO 19115:2003/19139"),
    `<gmd:referenceSystemInfo><gmd:MD_ReferenceSystem><gmd:referenceSystemIdentifier><gmd:RS_Identifier>${text("code", system.code)}${crs.written.epsg === undefined ? "" : text("codeSpace", "EPSG")}</gmd:RS_Identifier></gmd:referenceSystemIdentifier></gmd:MD_ReferenceSystem></gmd:referenceSystemInfo>`,
    "<gmd:identificationInfo><gmd:MD_DataIdentification>",
    `<gmd:citation><gmd:CI_Citation>${text("title", `${city.title.en} / ${city.title.zh}`)}<gmd:date><gmd:CI_Date><gmd:date><gco:Date>${date}</gco:Date></gmd:date>${code("dateType", "CI_DateTypeCode", "revision")}</gmd:CI_Date></gmd:date></gmd:CI_Citation></gmd:citation>`,
    text("abstract", `LaneTwin road data: ${classes.map(({ id }) => id).join(", ")}.${notice}`),
    ...city.attributions.map((each) => text("credit", each.text)),
    `<gmd:resourceConstraints><gmd:MD_LegalConstraints>${city.attributions.map(({ licence }) => text("useLimitation", licence ?? "unknown")).join("")}</gmd:MD_LegalConstraints></gmd:resourceConstraints>`,
    code("spatialRepresentationType", "MD_SpatialRepresentationTypeCode", "vector"),
    text("language", "eng"),
    "<gmd:topicCategory><gmd:MD_TopicCategoryCode>transportation</gmd:MD_TopicCategoryCode></gmd:topicCategory>",
    `<gmd:extent><gmd:EX_Extent><gmd:geographicElement><gmd:EX_GeographicBoundingBox>${decimal("westBoundLongitude", west)}${decimal("eastBoundLongitude", east)}${decimal("southBoundLatitude", south)}${decimal("northBoundLatitude", north)}</gmd:EX_GeographicBoundingBox></gmd:geographicElement></gmd:EX_Extent></gmd:extent>`,
    "</gmd:MD_DataIdentification></gmd:identificationInfo>",
    "<gmd:dataQualityInfo><gmd:DQ_DataQuality>",
    `<gmd:scope><gmd:DQ_Scope>${code("level", "MD_ScopeCode", "dataset")}</gmd:DQ_Scope></gmd:scope>`,
    accuracy("DQ_AbsoluteExternalPositionalAccuracy", "horizontal", quality.absHorAccM),
    accuracy("DQ_AbsoluteExternalPositionalAccuracy", "vertical", quality.absVerAccM),
    accuracy("DQ_RelativeInternalPositionalAccuracy", "horizontal", quality.relHorAccM),
    accuracy("DQ_RelativeInternalPositionalAccuracy", "vertical", quality.relVerAccM),
    `<gmd:lineage><gmd:LI_Lineage>${text("statement", [quality.source, quality.postProcessing, `frame ${system.frameOfSource}, epoch ${system.epoch}, vertical datum ${system.vertical.datum}`].filter(Boolean).join("; "))}</gmd:LI_Lineage></gmd:lineage>`,
    "</gmd:DQ_DataQuality></gmd:dataQualityInfo>",
    "</gmd:MD_Metadata>",
    "",
  ];
  return lines.filter((line, i) => line !== "" || i === lines.length - 1).join("\n");
}
