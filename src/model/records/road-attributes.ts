// The data dictionary of road data: every class that leaves the twin as a file, and every attribute with its unit, meaning
// and the terms other standards have for it. Tiles, feature files, exports and the inspector name attributes as here.
// GB/T 42517 clauses: numbers from the published tables of contents; the attribute tables themselves were not read [K].

export type AttributeType = "text" | "integer" | "real" | "boolean";

export interface Attribute {
  name: string;
  type: AttributeType;
  unit?: string;
  title: { zh: string; en: string };
  definition: { zh: string; en: string };
  /** Element or attribute of ASAM OpenDRIVE 1.8.1. */
  opendrive?: string;
  /** Part and clause of GB/T 42517-2023. */
  gbt42517?: string;
  /** Only some sources state it: a table without any value has no such column. */
  optional?: boolean;
}

const attribute = (
  name: string,
  type: AttributeType,
  zh: string,
  en: string,
  definitionZh: string,
  definitionEn: string,
  more: { unit?: string; opendrive?: string; gbt42517?: string; optional?: boolean } = {},
): Attribute => ({
  name,
  type,
  title: { zh, en },
  definition: { zh: definitionZh, en: definitionEn },
  ...more,
});

const LIST: readonly Attribute[] = [
  attribute(
    "id",
    "text",
    "要素标识",
    "Feature id",
    "要素在孪生中的唯一标识",
    "The feature's one name in the twin",
  ),
  attribute("road", "text", "道路", "Road", "所属道路的标识", "Id of the road it belongs to", {
    opendrive: "road@id",
    gbt42517: "1: 5.1",
  }),
  attribute("name", "text", "名称", "Name", "源数据中的名称", "Name in the source"),
  attribute(
    "section",
    "integer",
    "车道段",
    "Lane section",
    "道路中车道段的序号，从 0 起",
    "Index of the lane section in its road, from 0",
    {
      opendrive: "laneSection",
    },
  ),
  attribute(
    "lane",
    "integer",
    "车道号",
    "Lane",
    "车道编号，参考线右侧为负",
    "Lane number, negative right of the reference line",
    {
      opendrive: "lane@id",
      gbt42517: "1: 5.2",
    },
  ),
  attribute("type", "text", "类型", "Type", "该类要素的种类", "Kind within its class", {
    opendrive: "@type",
  }),
  attribute("subtype", "text", "子类型", "Subtype", "种类之下的细分", "Kind within the type", {
    opendrive: "@subtype",
  }),
  attribute(
    "direction",
    "text",
    "行驶方向",
    "Direction",
    "相对参考线的行驶方向：forward、backward、both",
    "Traffic along the reference line: forward, backward, both",
    {
      opendrive: "road@rule, lane@direction",
      gbt42517: "1: 5.2",
    },
  ),
  attribute(
    "widthM",
    "real",
    "宽度",
    "Width",
    "车道为段中点处水平宽度；标线为线宽",
    "Lanes: horizontal width at the section's middle; paint: width of the stripe",
    {
      unit: "m",
      opendrive: "width, roadMark@width",
      gbt42517: "1: 5.2, 6.3",
    },
  ),
  attribute(
    "lengthM",
    "real",
    "长度",
    "Length",
    "沿中线或要素自身的长度",
    "Length along its centre line, or of the thing itself",
    { unit: "m" },
  ),
  attribute(
    "heightM",
    "real",
    "高度",
    "Height",
    "标志与信号灯为下缘离地高度；物体为自身高度",
    "Signs and heads: lower edge over the ground; objects: their own height",
    {
      unit: "m",
      opendrive: "@zOffset, @height",
    },
  ),
  attribute(
    "speedKmh",
    "real",
    "限速",
    "Speed limit",
    "车道段起点处生效的限速",
    "Limit in force at the start of the lane",
    {
      unit: "km/h",
      opendrive: "speed@max",
      gbt42517: "1: 4.5, 5.2",
    },
  ),
  attribute("surface", "text", "路面材质", "Surface", "路面材质", "Material of the surface", {
    opendrive: "material@surface",
  }),
  attribute("access", "text", "通行限制", "Access", "准许或禁止的交通对象", "Who is allowed or denied", {
    opendrive: "access",
    gbt42517: "1: 5.2",
  }),
  attribute(
    "predecessors",
    "text",
    "前接车道",
    "Predecessors",
    "沿行驶方向的前一车道，空格分隔",
    "Lanes before it in the direction of travel, space-separated",
    {
      opendrive: "link/predecessor, laneLink",
      gbt42517: "1: 5.3; 2: 5.4–5.8",
    },
  ),
  attribute(
    "successors",
    "text",
    "后接车道",
    "Successors",
    "沿行驶方向的后一车道，空格分隔",
    "Lanes after it in the direction of travel, space-separated",
    {
      opendrive: "link/successor, laneLink",
      gbt42517: "1: 5.3; 2: 5.4–5.8",
    },
  ),
  attribute("junction", "text", "路口", "Junction", "所属路口的标识", "Id of the junction it belongs to", {
    opendrive: "road@junction",
    gbt42517: "2: 5.4–5.6",
  }),
  attribute(
    "leftLane",
    "text",
    "左侧车道",
    "Left lane",
    "边界左侧车道的标识",
    "Lane on the left of the boundary",
  ),
  attribute(
    "rightLane",
    "text",
    "右侧车道",
    "Right lane",
    "边界右侧车道的标识",
    "Lane on the right of the boundary",
  ),
  attribute(
    "structure",
    "text",
    "构造物",
    "Structure",
    "所在隧道或桥梁",
    "Tunnel or bridge it lies in or on",
    {
      opendrive: "tunnel, bridge",
      gbt42517: "1: 6.5–6.13",
    },
  ),
  attribute("colour", "text", "颜色", "Colour", "标线颜色", "Colour of the paint", {
    opendrive: "roadMark@color",
    gbt42517: "1: 6.3",
  }),
  attribute("material", "text", "标线材料", "Material", "标线材料", "Material of the paint", {
    opendrive: "roadMark@material",
  }),
  attribute("dashM", "real", "划长", "Dash", "虚线实段长度；0 为实线", "Length of a dash; 0 is unbroken", {
    unit: "m",
    opendrive: "line@length",
    gbt42517: "1: 6.3",
  }),
  attribute("gapM", "real", "划距", "Gap", "虚线间隔长度", "Length of the gap between dashes", {
    unit: "m",
    opendrive: "line@space",
    gbt42517: "1: 6.3",
  }),
  attribute(
    "laneChange",
    "text",
    "变道规则",
    "Lane change",
    "标线允许的变道方向",
    "Lane changes the paint allows",
    { opendrive: "roadMark@laneChange", gbt42517: "1: 5.2" },
  ),
  attribute(
    "country",
    "text",
    "国家",
    "Country",
    "标志代码所属国家",
    "Country whose catalogue the code is of",
    { opendrive: "signal@country" },
  ),
  attribute("value", "real", "数值", "Value", "标志上的数值", "Figure on the sign", {
    opendrive: "signal@value",
    gbt42517: "1: 6.1",
  }),
  attribute("unit", "text", "单位", "Unit", "数值的单位", "Unit of the value", { opendrive: "signal@unit" }),
  attribute("text", "text", "文字", "Text", "标志上的文字", "Text on the sign", {
    opendrive: "signal@text",
    gbt42517: "1: 6.1",
  }),
  attribute(
    "face",
    "text",
    "牌面",
    "Face",
    "牌面是按标准绘制（drawn）还是只写代码（code）",
    "Whether its face is drawn after the standard or shows its code",
  ),
  attribute(
    "controller",
    "text",
    "信号控制机",
    "Controller",
    "控制该信号灯的控制机",
    "Controller that switches the head",
    { opendrive: "controller@id" },
  ),
  attribute(
    "headingDeg",
    "real",
    "朝向",
    "Heading",
    "朝向，自真北顺时针",
    "The way it faces, clockwise from true north",
    { unit: "°", opendrive: "@hOffset, @orientation" },
  ),
  attribute(
    "stationM",
    "real",
    "桩号 s",
    "Station s",
    "沿参考线的弧长位置",
    "Arc length along the reference line",
    { unit: "m", opendrive: "@s" },
  ),
  attribute(
    "offsetM",
    "real",
    "横距 t",
    "Offset t",
    "距参考线的横向距离，左正",
    "Lateral distance from the reference line, left positive",
    { unit: "m", opendrive: "@t" },
  ),
  attribute(
    "rule",
    "text",
    "通行侧",
    "Side of traffic",
    "右侧通行 RHT 或左侧通行 LHT",
    "Right-hand or left-hand traffic",
    { opendrive: "road@rule" },
  ),
  attribute(
    "accuracyM",
    "real",
    "平面精度",
    "Horizontal accuracy",
    "绝对平面精度，源数据声明",
    "Absolute horizontal accuracy as the source states it",
    {
      unit: "m",
      opendrive: "dataQuality/error@xyAbsolute",
      gbt42517: "1, 2: 4.3",
    },
  ),
  attribute(
    "derivation",
    "text",
    "来历",
    "Derivation",
    "surveyed 实测、digitised 数字化、stated 源数据所述、standard-default 标准默认、inferred 推断、unknown 未知",
    "surveyed, digitised, stated, standard-default, inferred or unknown",
  ),
  attribute(
    "source",
    "text",
    "源标识",
    "Id in the source",
    "源数据中的标识，如 lanelet/45134、way/43606",
    "What the source calls it, e.g. lanelet/45134, way/43606",
    { optional: true },
  ),
  attribute(
    "speedDerivation",
    "text",
    "限速来历",
    "Derivation of the limit",
    "限速不是源数据所述时的来历：standard-default 为该国一般规定",
    "How the limit is known where the source does not state it: standard-default is the country's general rule",
    { optional: true },
  ),
  attribute(
    "standard",
    "text",
    "依据标准",
    "Standard",
    "默认值所依据的条款",
    "Clause that a default rests on",
  ),
];

/** By name, in the order columns stand in files. */
export const ROAD_ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map(LIST.map((each) => [each.name, each]));

export type GeometryKind = "Point" | "LineString" | "Polygon" | "MultiPolygon" | "Unknown";

export interface RoadClass {
  id: string;
  geometry: GeometryKind;
  title: { zh: string; en: string };
  attributes: readonly string[];
  gbt42517?: string;
}

const common = ["accuracyM", "derivation"];

/** Every class that becomes a file of its own, in the order they are listed. */
export const ROAD_CLASSES = [
  {
    id: "lane",
    geometry: "Polygon",
    title: { zh: "车道", en: "Lanes" },
    attributes: [
      "id",
      "road",
      "section",
      "lane",
      "type",
      "direction",
      "name",
      "widthM",
      "lengthM",
      "speedKmh",
      "surface",
      "access",
      "predecessors",
      "successors",
      "junction",
      "structure",
      "rule",
      ...common,
      "source",
      "speedDerivation",
    ],
    gbt42517: "1: 5.2",
  },
  {
    id: "boundary",
    geometry: "LineString",
    title: { zh: "车道边界", en: "Lane boundaries" },
    attributes: [
      "id",
      "road",
      "section",
      "type",
      "colour",
      "laneChange",
      "leftLane",
      "rightLane",
      "lengthM",
      ...common,
      "source",
    ],
    gbt42517: "1: 6.3",
  },
  {
    id: "marking",
    geometry: "LineString",
    title: { zh: "纵向标线", en: "Markings" },
    attributes: [
      "id",
      "road",
      "section",
      "lane",
      "type",
      "colour",
      "widthM",
      "lengthM",
      "dashM",
      "gapM",
      "material",
      "laneChange",
      ...common,
      "standard",
      "source",
    ],
    gbt42517: "1: 6.3",
  },
  {
    id: "stopline",
    geometry: "MultiPolygon",
    title: { zh: "停止线", en: "Stop lines" },
    attributes: [
      "id",
      "road",
      "type",
      "name",
      "colour",
      "stationM",
      "offsetM",
      ...common,
      "standard",
      "source",
    ],
    gbt42517: "2: 6.2",
  },
  {
    id: "crosswalk",
    geometry: "MultiPolygon",
    title: { zh: "人行横道", en: "Crosswalks" },
    attributes: [
      "id",
      "road",
      "type",
      "name",
      "colour",
      "stationM",
      "offsetM",
      ...common,
      "standard",
      "source",
    ],
    gbt42517: "2: 6.1",
  },
  {
    id: "symbol",
    geometry: "MultiPolygon",
    title: { zh: "地面标记与车位", en: "Arrows, bays and other paint" },
    attributes: [
      "id",
      "road",
      "type",
      "name",
      "colour",
      "stationM",
      "offsetM",
      ...common,
      "standard",
      "source",
    ],
    gbt42517: "1: 6.3",
  },
  {
    id: "sign",
    geometry: "Point",
    title: { zh: "交通标志", en: "Signs" },
    attributes: [
      "id",
      "road",
      "country",
      "type",
      "subtype",
      "value",
      "unit",
      "text",
      "name",
      "face",
      "heightM",
      "headingDeg",
      "stationM",
      "offsetM",
      ...common,
      "source",
    ],
    gbt42517: "1: 6.1",
  },
  {
    id: "signal",
    geometry: "Point",
    title: { zh: "信号灯", en: "Signals" },
    attributes: [
      "id",
      "road",
      "country",
      "type",
      "subtype",
      "name",
      "controller",
      "heightM",
      "headingDeg",
      "stationM",
      "offsetM",
      ...common,
      "source",
    ],
    gbt42517: "1: 6.4",
  },
  {
    id: "object",
    geometry: "Point",
    title: { zh: "道路物体", en: "Objects" },
    attributes: [
      "id",
      "road",
      "type",
      "subtype",
      "name",
      "widthM",
      "lengthM",
      "heightM",
      "headingDeg",
      "stationM",
      "offsetM",
      ...common,
      "source",
    ],
    gbt42517: "1: 6.5–6.13",
  },
  {
    id: "junction",
    geometry: "Polygon",
    title: { zh: "路口", en: "Junctions" },
    attributes: ["id", "type", "name", "derivation"],
    gbt42517: "2: 5.4–5.6",
  },
  {
    id: "road",
    geometry: "LineString",
    title: { zh: "道路参考线", en: "Reference lines" },
    attributes: ["id", "name", "type", "lengthM", "speedKmh", "junction", "rule", ...common],
    gbt42517: "1: 5.1",
  },
] as const satisfies readonly RoadClass[];

export type RoadClassId = (typeof ROAD_CLASSES)[number]["id"];
