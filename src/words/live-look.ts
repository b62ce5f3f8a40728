// Words of how live things look: counts by cell, colours of vehicles, delays, coverage, hangars.
export const words = {
  zh: {
    "unit.moving": "个移动目标（按网格计数）",
    "layer.counted": "视点过高，仅按网格计数。降到 30 km 以下可见",
    "live.counted": "视点高于 30 km：按网格计数，不逐个显示",
    "live.counted-moving": "移动目标",
    "live.counted-age": "统计时间距今",
    "value.kind.cell": "计数网格",
    "field.movingCount": "移动目标数",
    "field.meanSpeedKmh": "平均速度",
    "field.cellWidthM": "网格宽度",
  },
  en: {
    "unit.moving": "moving things, counted by cell",
    "layer.counted": "seen from too high: things are only counted by cell. Come below 30 km",
    "live.counted": "Seen from above 30 km: counted by cell, not shown one by one",
    "live.counted-moving": "Moving things",
    "live.counted-age": "Counted",
    "value.kind.cell": "Cell of counts",
    "field.movingCount": "Moving things",
    "field.meanSpeedKmh": "Mean speed",
    "field.cellWidthM": "Width of the cell",
  },
};
