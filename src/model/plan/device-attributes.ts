// The data dictionary of planned devices: every figure and text of a record with its unit, range and meaning. The form,
// the inspector and the schema's bounds all read this list.

import type { Attribute } from "../records/road-attributes.ts";

export interface DeviceAttribute extends Attribute {
  /** Smallest and largest value that makes sense. */
  min?: number;
  max?: number;
  /** Decimals shown and the step of a key press. */
  digits?: number;
  step?: number;
}

const figure = (
  name: string,
  unit: string,
  [zh, en]: [string, string],
  [definitionZh, definitionEn]: [string, string],
  bounds: { min: number; max: number; digits: number; step: number },
): DeviceAttribute => ({
  name,
  type: "real",
  unit,
  title: { zh, en },
  definition: { zh: definitionZh, en: definitionEn },
  ...bounds,
});
const text = (name: string, zh: string, en: string, definition: [string, string]): DeviceAttribute => ({
  name,
  type: "text",
  title: { zh, en },
  definition: { zh: definition[0], en: definition[1] },
});

const LIST: readonly DeviceAttribute[] = [
  figure(
    "mountingHeightM",
    "m",
    ["安装高度", "Mounting height"],
    ["设备离立脚处地面的高度", "Height of the device over the ground at its foot"],
    { min: 0, max: 60, digits: 2, step: 0.1 },
  ),
  figure("headingDeg", "°", ["方位角", "Heading"], ["自真北顺时针", "Clockwise from true north"], {
    min: 0,
    max: 360,
    digits: 1,
    step: 1,
  }),
  figure(
    "pitchDeg",
    "°",
    ["俯仰角", "Pitch"],
    ["高于水平为正，俯视为负", "Above the horizon; looking down is negative"],
    { min: -90, max: 90, digits: 1, step: 1 },
  ),
  figure("rollDeg", "°", ["横滚角", "Roll"], ["绕视轴顺时针", "Clockwise about the line of sight"], {
    min: -180,
    max: 180,
    digits: 1,
    step: 1,
  }),
  figure(
    "fovDeg",
    "°",
    ["水平视场角", "Horizontal view"],
    ["水平视场全角，360 为全向", "Full horizontal angle; 360 = all round"],
    { min: 0.1, max: 360, digits: 1, step: 1 },
  ),
  figure("vfovDeg", "°", ["垂直视场角", "Vertical view"], ["垂直视场全角", "Full vertical angle"], {
    min: 0.1,
    max: 180,
    digits: 1,
    step: 1,
  }),
  figure(
    "rangeM",
    "m",
    ["作用距离", "Range"],
    ["规划取用的最大作用距离", "Farthest distance that the plan counts on"],
    { min: 0.1, max: 5000, digits: 0, step: 5 },
  ),
  figure("powerW", "W", ["功耗", "Power draw"], ["最大功耗", "Largest draw"], {
    min: 0,
    max: 20000,
    digits: 0,
    step: 1,
  }),
  figure(
    "eirpDbm",
    "dBm",
    ["等效辐射功率", "EIRP"],
    ["等效全向辐射功率", "Equivalent isotropic radiated power"],
    { min: -40, max: 60, digits: 1, step: 1 },
  ),
  figure(
    "lonDeg",
    "°",
    ["经度", "Longitude"],
    ["立脚处经度，坐标框架随城市数据", "Of the foot, in the frame of the city's data"],
    { min: -180, max: 180, digits: 7, step: 0.000001 },
  ),
  figure(
    "latDeg",
    "°",
    ["纬度", "Latitude"],
    ["立脚处纬度，坐标框架随城市数据", "Of the foot, in the frame of the city's data"],
    { min: -90, max: 90, digits: 7, step: 0.000001 },
  ),
  figure(
    "footHeightM",
    "m",
    ["立脚处高程", "Height of the foot"],
    ["立脚处大地高", "Of the foot, over the ellipsoid"],
    { min: -500, max: 9000, digits: 2, step: 0.01 },
  ),
  figure(
    "hostHeightM",
    "m",
    ["杆件高度", "Height of the post"],
    ["承载杆件高出立脚处", "Of what carries it, over its foot"],
    { min: 0, max: 100, digits: 2, step: 0.1 },
  ),
  text("deviceKind", "设备类型", "Device", ["路侧设备的种类", "Kind of roadside device"]),
  text("model", "型号", "Model", ["厂商与型号", "Maker and model"]),
  text("mountOn", "安装方式", "Mounted on", ["承载设备的物体", "What carries the device"]),
  text("hostId", "承载杆件", "Post", ["承载设备的杆件标识", "Id of what carries it"]),
  text("standsOn", "立于", "Stands on", ["立脚处的道路要素", "The road feature under its foot"]),
  text("power", "供电", "Power supply", ["供电方式", "How it is powered"]),
  text("uplink", "回传", "Uplink", ["数据回传方式", "How its data leave"]),
  text("notes", "备注", "Notes", ["规划人员的说明", "Remarks of the planner"]),
  text("status", "状态", "Status", ["方案中的状态", "Its state in the plan"]),
  text("source", "数据源", "Source", ["数据的出处", "Where it comes from"]),
];

/** By name. */
export const DEVICE_ATTRIBUTES: ReadonlyMap<string, DeviceAttribute> = new Map(
  LIST.map((each) => [each.name, each]),
);

/** Bounds of a figure of a record; its name in the record. */
export const FIGURES = [
  "mountingHeightM",
  "headingDeg",
  "pitchDeg",
  "rollDeg",
  "fovDeg",
  "vfovDeg",
  "rangeM",
  "powerW",
  "eirpDbm",
] as const;
export type RecordFigure = (typeof FIGURES)[number];

/** Why a figure cannot be taken, as a word key; undefined = it can. */
export function figureProblem(
  name: string,
  value: number,
): "not-a-number" | "too-small" | "too-large" | undefined {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } =
    DEVICE_ATTRIBUTES.get(name) ?? {};
  if (!Number.isFinite(value)) return "not-a-number";
  if (value < min) return "too-small";
  return value > max ? "too-large" : undefined;
}
