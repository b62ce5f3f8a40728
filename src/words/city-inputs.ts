// Findings and faults of the readers of city data: buildings, point clouds, heights, models.
export const words = {
  zh: {
    "fault.input.empty": "文件“{{file}}”是空的。请检查文件是否完整复制。",
    "fault.input.cancelled": "读取“{{file}}”已取消，没有写入任何内容。",
    "fault.input.too-large":
      "文件“{{file}}”有 {{megabytes}} MB，整体读入的 JSON 上限为 {{most}} MB。请转换为可逐行读取的 {{instead}} 后再导入。",
    "finding.input.more": "另有 {{count}} 条同类记录（{{code}}）未逐条列出。",
    "finding.input.repeated-id": "id“{{id}}”重复，后一个已跳过。",
    "finding.input.shared-id": "多个要素共用编号“{{id}}”，这一个改称“{{made}}”。",
    "finding.input.not-building": "要素不是建筑（水面、道路或用地），已跳过。",
    "finding.input.no-geometry": "要素没有几何，已跳过。",
    "finding.input.not-polygon": "几何类型是 {{geometry}}，建筑轮廓应为 Polygon 或 MultiPolygon，已跳过。",
    "finding.input.coordinates": "坐标的层数或维数与几何类型不符，已跳过。",
    "finding.input.ring-number": "坐标里有不是数字的值（NaN 或无穷），已跳过。",
    "finding.input.ring-corners": "轮廓不足三个角点，已跳过。",
    "finding.input.ring-area": "轮廓面积为零，已跳过。",
    "finding.input.ring-crossing": "轮廓自相交，已跳过。",
    "finding.input.ring-open": "轮廓没有闭合，已连回第一个角点。",
    "finding.input.hole-number":
      "第 {{polygon}} 个多边形的第 {{hole}} 个内环含有不是数字的坐标，该内环已去掉。",
    "finding.input.hole-corners": "第 {{polygon}} 个多边形的第 {{hole}} 个内环不足三个角点，该内环已去掉。",
    "finding.input.hole-area": "第 {{polygon}} 个多边形的第 {{hole}} 个内环面积为零，该内环已去掉。",
    "finding.input.hole-crossing": "第 {{polygon}} 个多边形的第 {{hole}} 个内环自相交，该内环已去掉。",
    "finding.input.hole-outside": "第 {{polygon}} 个多边形的第 {{hole}} 个内环在外环之外，该内环已去掉。",
    "finding.input.polygon-dropped": "{{count}} 个多边形无效，已去掉；其余保留。",
    "finding.input.height-negative": "高度或层数为负（{{value}}），已跳过。",
    "finding.input.height-absurd": "高度 {{value}} m 超过 1500 m，不可能是建筑高度，已跳过。",
    "finding.input.height-nothing": "底部高度不低于顶部，没有墙体可建，已跳过。",
    "finding.input.height-assumed": "{{count}} 个轮廓既没有高度也没有层数，按 {{heightM}} m 处理。",
    "fault.footprints.not-geojson":
      "文件“{{file}}”不是可用的 GeoJSON（附近：{{near}}）。需要 FeatureCollection，或逐行的要素（GeoJSONSeq）；请检查文件是否完整。",
    "finding.footprints.not-feature": "这一条不是完整的 GeoJSON 要素（附近：{{near}}），已跳过。",
    "finding.footprints.plane":
      "坐标（{{x}}, {{y}}）不是经纬度，而文件没有写明坐标系。请用 --crs 指定，例如 --crs EPSG:4547。",
  },
  en: {
    "fault.input.empty": "The file “{{file}}” is empty. Check that it was copied whole.",
    "fault.input.cancelled": "Reading “{{file}}” was cancelled; nothing was written.",
    "fault.input.too-large":
      "The file “{{file}}” has {{megabytes}} MB; JSON that is read whole may have {{most}} MB. Convert it to {{instead}}, which is read line by line, and import that.",
    "finding.input.more": "{{count}} more of the kind {{code}} were not listed one by one.",
    "finding.input.repeated-id": "The id “{{id}}” stands twice; the second was skipped.",
    "finding.input.shared-id": "Several features share the number “{{id}}”; this one is called “{{made}}”.",
    "finding.input.not-building": "It is no building (water, road or land use) and was skipped.",
    "finding.input.no-geometry": "It has no geometry and was skipped.",
    "finding.input.not-polygon":
      "Its geometry is a {{geometry}}; a footprint is a Polygon or a MultiPolygon. It was skipped.",
    "finding.input.coordinates": "Its coordinates nest or count unlike its geometry's type; it was skipped.",
    "finding.input.ring-number": "A coordinate is no number (NaN or infinite); it was skipped.",
    "finding.input.ring-corners": "Its outline has fewer than three corners; it was skipped.",
    "finding.input.ring-area": "Its outline has no area; it was skipped.",
    "finding.input.ring-crossing": "Its outline crosses itself; it was skipped.",
    "finding.input.ring-open": "Its outline was not closed and has been led back to its first corner.",
    "finding.input.hole-number":
      "Hole {{hole}} of polygon {{polygon}} has a coordinate that is no number; the hole was left out.",
    "finding.input.hole-corners":
      "Hole {{hole}} of polygon {{polygon}} has fewer than three corners; the hole was left out.",
    "finding.input.hole-area": "Hole {{hole}} of polygon {{polygon}} has no area; the hole was left out.",
    "finding.input.hole-crossing":
      "Hole {{hole}} of polygon {{polygon}} crosses itself; the hole was left out.",
    "finding.input.hole-outside":
      "Hole {{hole}} of polygon {{polygon}} lies outside its outline; the hole was left out.",
    "finding.input.polygon-dropped":
      "{{count}} of its polygons are not valid and were left out; the rest stays.",
    "finding.input.height-negative":
      "Its height or number of storeys is negative ({{value}}); it was skipped.",
    "finding.input.height-absurd":
      "Its height of {{value}} m is above 1500 m and can't be a building's; it was skipped.",
    "finding.input.height-nothing": "Its foot is not below its top, so there is no wall; it was skipped.",
    "finding.input.height-assumed":
      "{{count}} outlines state neither height nor storeys; {{heightM}} m was taken.",
    "fault.footprints.not-geojson":
      "The file “{{file}}” is no usable GeoJSON (near: {{near}}). A FeatureCollection or features line by line (GeoJSONSeq) are needed; check that the file is whole.",
    "finding.footprints.not-feature":
      "This record is no whole GeoJSON feature (near: {{near}}); it was skipped.",
    "finding.footprints.plane":
      "The coordinates ({{x}}, {{y}}) are no degrees and the file names no coordinate system. Give it with --crs, such as --crs EPSG:4547.",
  },
};
