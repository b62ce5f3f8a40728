// Words of building a city: tiles of city models, the configuration, what was skipped and why.
export const words = {
  zh: {
    "fault.city-tiles.empty":
      "瓦片集“{{id}}”没有可显示的对象：全部输入为空或已被跳过。请检查输入及其跳过清单。",
    "fault.city-tiles.cancelled": "已取消，未写入任何内容。",
    "fault.search.unreadable":
      "检索文件 search.bin 应为 LaneTwin 第 1 版，实际无法识别（读到 {{found}} 字节）。请重新构建该城市。",
    "finding.city-tiles.id-twice": "标识“{{id}}”重复出现，后一个改称“{{other}}”。",
    "finding.city-tiles.nothing": "“{{id}}”没有任何三角形，已跳过。",
    "finding.city-tiles.not-a-number": "“{{id}}”的坐标不是有效数值，已跳过。",
    "finding.city-tiles.too-far": "“{{id}}”的坐标离城市原点过远，已跳过。请检查坐标系。",
    "finding.city-tiles.no-corner": "“{{id}}”的三角形引用了不存在的顶点，已跳过。",
    "finding.city-tiles.no-model": "“{{id}}”引用了不存在的模型，已跳过。",
  },
  en: {
    "fault.city-tiles.empty":
      "The tileset “{{id}}” has nothing to show: its inputs are empty or all was skipped. Check the inputs and the list of what was skipped.",
    "fault.city-tiles.cancelled": "Cancelled; nothing was written.",
    "fault.search.unreadable":
      "search.bin should be a LaneTwin index of version 1 and is not ({{found}} bytes were read). Build the city again.",
    "finding.city-tiles.id-twice": "The id “{{id}}” is there twice; the later one is called “{{other}}”.",
    "finding.city-tiles.nothing": "“{{id}}” has no triangle and was skipped.",
    "finding.city-tiles.not-a-number": "“{{id}}” has coordinates that are no numbers and was skipped.",
    "finding.city-tiles.too-far":
      "“{{id}}” is too far from the city's origin and was skipped. Check the coordinate system.",
    "finding.city-tiles.no-corner": "“{{id}}” has triangles with corners that don't exist and was skipped.",
    "finding.city-tiles.no-model": "“{{id}}” names a model that doesn't exist and was skipped.",
  },
};
