// Words of the exports: formats, package, faults, command line.
export const words: { zh: Record<string, string>; en: Record<string, string> } = {
  zh: {
    "format.geojson": "GeoJSON",
    "format.csv": "CSV（WKT）",
    "format.flatgeobuf": "FlatGeobuf",
    "format.geopackage": "GeoPackage",
    "format.geoparquet": "GeoParquet",
    "fault.export.cancelled": "导出已取消，没有留下任何文件。",
    "fault.export.area-empty":
      "导出区域为空：多边形至少要有三个不同的角点，且首尾相接。请重新绘制，或检查 GeoJSON。",
    "fault.export.area-range":
      "区域的坐标 {{lonDeg}}, {{latDeg}} 超出范围：应为经度（±180°）、纬度（±90°），以度为单位。请检查区域文件的坐标系。",
    "fault.export.area-unclosed":
      "区域的环没有闭合：起点 {{first}}，终点 {{last}}，两者应相同。请在末尾重复起点。",
    "fault.export.area-crossing":
      "区域边界在 {{lonDeg}}, {{latDeg}} 附近自相交或相互交叉。请重新绘制，使各边互不相交。",
    "fault.export.area-zero": "区域面积小于 0.1 m²，无法导出。请画得大一些。",
    "fault.export.area-hole":
      "区域的内环（在 {{lonDeg}}, {{latDeg}}）不在外环之内。请检查环的次序：外环在前，内环在后。",
    "fault.export.area-overlap":
      "区域中有多边形（在 {{lonDeg}}, {{latDeg}}）落在另一个之内，面积会重复计算。请合并或去掉其一。",
    "fault.export.area-beside":
      "区域不在本城市范围内（{{bounds}}，西、南、东、北，度）。请检查区域，或换一个城市。",
    "fault.export.area-swapped":
      "区域不在本城市范围内（{{bounds}}，西、南、东、北，度），但对调经纬度后落在其中。请按“经度,纬度”的次序给出。",
    "fault.export.area-swallows":
      "区域 {{km2}} km² 把整个城市（{{cityKm2}} km²）包含在内且大得多。要导出整个城市，请不要指定区域（去掉 --area）。",
    "fault.export.area-geojson":
      "区域文件应为 GeoJSON 的 Polygon、MultiPolygon 或含有它们的 Feature，实际是：{{found}}。请检查文件。",
    "fault.export.area-crs": "区域文件的坐标系是 {{crs}}，应为经纬度（WGS 84 或 CGCS2000，度）。请先转换。",
    "fault.export.area-file": "读不到区域文件“{{file}}”。请检查路径，或用“西,南,东,北”给出矩形。",
    "fault.export.area-box":
      "--area 应为 GeoJSON 文件或“西,南,东,北”（度），实际是“{{text}}”。例：--area 114.47,30.48,114.49,30.49",
    "fault.export.class-unknown": "没有要素类“{{class}}”，最接近的是“{{nearest}}”。可选：{{known}}。",
    "fault.export.classes-none": "没有选择要素类。请至少选一类。",
    "fault.export.classes-absent":
      "本城市没有所选要素类（{{classes}}）的数据；有的是：{{present}}。请改选，或重新导入城市。",
    "fault.export.attribute-unknown":
      "数据字典里没有属性“{{attribute}}”，最接近的是“{{nearest}}”。请改正后再试。",
    "fault.export.crs-unknown":
      "不能导出到坐标系“{{crs}}”。可选：{{known}}，以及 CGCS2000 高斯-克吕格各带和 ETRS89 UTM 的 EPSG 代码。",
    "fault.export.crs-far":
      "坐标系 {{crs}} 不适用于本城市（{{lonDeg}}, {{latDeg}}）：离其中央子午线超过 6° 或在另一半球，投影误差过大。可改用 {{better}}。",
    "fault.export.crs-gcj02": "GCJ-02 只用于中国境内，本城市在 {{lonDeg}}, {{latDeg}}。请另选坐标系。",
    "fault.export.format-unknown": "没有导出格式“{{format}}”。可选：{{known}}。",
    "fault.export.name-long":
      "名称“{{name}}”有 {{length}} 个字符，超过 {{format}} 的上限 {{longest}}。请改短名称或换一种格式。",
    "fault.export.nothing":
      "区域内没有所选类别（{{classes}}）的要素，没有可导出的内容。请扩大区域或改选类别。",
    "fault.export.disk-full": "写入“{{folder}}”时磁盘已满，导出已停止，没有留下文件。请腾出空间或另选位置。",
    "fault.export.disk-denied": "不能写入“{{folder}}”（{{code}}）。请检查权限或另选位置。",
    "fault.export.occupied": "“{{out}}”已存在，不会覆盖。请另选 --out 或先移走它。",
    "fault.export.city-none":
      "“{{folder}}”不是城市文件夹：里面没有 city.json。请给出城市文件夹，例如 npx lanetwin import 写出的那个。",
    "fault.export.city-wrong": "“{{folder}}”中的 city.json 无效：{{path}} {{reason}}。请重新导入该城市。",
    "fault.export.file-missing": "城市缺少文件“{{file}}”。请重新导入该城市。",
    "fault.export.file-unreadable": "“{{file}}”不是本程序写出的 FlatGeobuf，无法导出。请重新导入该城市。",
    "fault.export.file-short": "“{{file}}”不完整：读到的字节比其索引所述的少。请重新导入该城市。",
    "fault.export.unreachable": "取不到“{{file}}”（{{reason}}）。请检查网络和服务器后再试。",
    "fault.export.no-database": "这里不能写 GeoPackage：没有可用的 SQLite。请换一种格式，或用命令行导出。",
    "exporting.count": "将导出 {{features}} 个要素（{{classes}}），{{laneKm}} 车道公里{{area}}。",
    "exporting.area": "，区域 {{km2}} km²",
    "exporting.reading": "清点……",
    "exporting.writing": "写入 {{percent}} %",
    "exporting.packing": "校验与打包……",
    "exporting.done":
      "已写入 {{out}}：{{features}} 个要素，{{files}} 个文件，{{kB}} kB，用时 {{seconds}} 秒。",
    "converting.done": "已写入 {{out}}：{{features}} 个要素（{{paths}}），用时 {{seconds}} 秒。",
    "fault.convert.no-file": "找不到文件“{{file}}”。请检查路径。",
    "fault.convert.not-geojson":
      "文件不是有效的 GeoJSON FeatureCollection，出错处附近：{{near}}。请检查文件。",
    "fault.convert.geometry":
      "第 {{feature}} 个要素的几何是 {{geometry}}；这里只支持不带内环的 Point、LineString、Polygon、MultiPolygon。请先转换或去掉它。",
    "fault.convert.height":
      "第 {{feature}} 个要素的坐标不是三维（x, y, z）。高程不会被默认为 0；请先补上高程。",
    "fault.convert.mixed":
      "第 {{feature}} 个要素是 {{geometry}}，与前面的几何类型不同。请用 --scan-all 先扫描全部要素。",
    "fault.convert.column":
      "第 {{feature}} 个要素的属性“{{attribute}}”是 {{found}}，与前面所见（{{expected}}）不符。请用 --scan-all 先扫描全部要素。",
  },
  en: {
    "format.geojson": "GeoJSON",
    "format.csv": "CSV (WKT)",
    "format.flatgeobuf": "FlatGeobuf",
    "format.geopackage": "GeoPackage",
    "format.geoparquet": "GeoParquet",
    "fault.export.cancelled": "The export was cancelled; nothing is left of it.",
    "fault.export.area-empty":
      "The area is empty: a polygon needs at least three different corners and ends where it begins. Draw it again, or check the GeoJSON.",
    "fault.export.area-range":
      "The area's coordinate {{lonDeg}}, {{latDeg}} is out of range: longitude (±180°) and latitude (±90°) in degrees are expected. Check the file's coordinate system.",
    "fault.export.area-unclosed":
      "A ring of the area is not closed: it begins at {{first}} and ends at {{last}}, which must be the same. Repeat the first corner at the end.",
    "fault.export.area-crossing":
      "The area's edges cross or touch near {{lonDeg}}, {{latDeg}}. Draw it again so that no edge meets another.",
    "fault.export.area-zero": "The area is smaller than 0.1 m². Draw a larger one.",
    "fault.export.area-hole":
      "A hole of the area (at {{lonDeg}}, {{latDeg}}) is not inside its outer ring. Check the order: the outer ring first, then its holes.",
    "fault.export.area-overlap":
      "One polygon of the area (at {{lonDeg}}, {{latDeg}}) lies inside another, so its size would count twice. Join them or leave one out.",
    "fault.export.area-beside":
      "The area lies beside the city ({{bounds}}; west, south, east, north in degrees). Check the area, or take another city.",
    "fault.export.area-swapped":
      "The area lies beside the city ({{bounds}}; west, south, east, north in degrees), but would lie in it with longitude and latitude exchanged. Give longitude first.",
    "fault.export.area-swallows":
      "The area of {{km2}} km² holds the whole city ({{cityKm2}} km²) and is much larger. For the whole city leave the area out (no --area).",
    "fault.export.area-geojson":
      "The area should be a GeoJSON Polygon or MultiPolygon, or a Feature of one, but is: {{found}}. Check the file.",
    "fault.export.area-crs":
      "The area's coordinate system is {{crs}}, where longitude and latitude (WGS 84 or CGCS2000, degrees) are expected. Convert it first.",
    "fault.export.area-file":
      "The area file “{{file}}” can't be read. Check the path, or give a rectangle as west,south,east,north.",
    "fault.export.area-box":
      "--area takes a GeoJSON file or west,south,east,north in degrees, not “{{text}}”. Example: --area 114.47,30.48,114.49,30.49",
    "fault.export.class-unknown":
      "There is no class “{{class}}”; the nearest is “{{nearest}}”. Known: {{known}}.",
    "fault.export.classes-none": "No class is chosen. Choose at least one.",
    "fault.export.classes-absent":
      "The city has no data of the chosen classes ({{classes}}); it has {{present}}. Choose others, or import the city again.",
    "fault.export.attribute-unknown":
      "The data dictionary has no attribute “{{attribute}}”; the nearest is “{{nearest}}”. Correct it and try again.",
    "fault.export.crs-unknown":
      "Nothing can be exported to “{{crs}}”. Known: {{known}}, and the EPSG codes of the CGCS2000 Gauss–Krüger zones and of UTM on ETRS89.",
    "fault.export.crs-far":
      "{{crs}} does not fit this city ({{lonDeg}}, {{latDeg}}): it is more than 6° from the central meridian or on the other hemisphere, where the projection is off. {{better}} would fit.",
    "fault.export.crs-gcj02":
      "GCJ-02 is for places in China; this city is at {{lonDeg}}, {{latDeg}}. Choose another coordinate system.",
    "fault.export.format-unknown": "There is no export format “{{format}}”. Known: {{known}}.",
    "fault.export.name-long":
      "The name “{{name}}” has {{length}} characters, more than the {{longest}} that {{format}} takes. Shorten it or choose another format.",
    "fault.export.nothing":
      "The area touches no feature of the chosen classes ({{classes}}); there is nothing to export. Take a larger area or other classes.",
    "fault.export.disk-full":
      "The disk filled up while writing to “{{folder}}”; the export has stopped and left nothing behind. Make room or choose another place.",
    "fault.export.disk-denied":
      "“{{folder}}” can't be written to ({{code}}). Check the permissions or choose another place.",
    "fault.export.occupied":
      "“{{out}}” exists and is not replaced. Choose another --out, or move it away first.",
    "fault.export.city-none":
      "“{{folder}}” is not a city folder: there is no city.json in it. Give a city folder, such as npx lanetwin import writes.",
    "fault.export.city-wrong":
      "The city.json in “{{folder}}” is wrong: {{path}} {{reason}}. Import the city again.",
    "fault.export.file-missing": "The city lacks the file “{{file}}”. Import the city again.",
    "fault.export.file-unreadable":
      "“{{file}}” is no FlatGeobuf as this program writes it, so it can't be exported. Import the city again.",
    "fault.export.file-short":
      "“{{file}}” is cut short: it has fewer bytes than its index says. Import the city again.",
    "fault.export.unreachable":
      "“{{file}}” can't be fetched ({{reason}}). Check the network and the server, then try again.",
    "fault.export.no-database":
      "No GeoPackage can be written here: there is no SQLite. Choose another format, or export from the command line.",
    "exporting.count": "To export: {{features}} features ({{classes}}), {{laneKm}} lane-kilometres{{area}}.",
    "exporting.area": ", area {{km2}} km²",
    "exporting.reading": "Counting …",
    "exporting.writing": "Writing {{percent}} %",
    "exporting.packing": "Hashing and packing …",
    "exporting.done":
      "Written to {{out}}: {{features}} features, {{files}} files, {{kB}} kB, in {{seconds}} s.",
    "converting.done": "Written to {{out}}: {{features}} features ({{paths}}), in {{seconds}} s.",
    "fault.convert.no-file": "There is no file “{{file}}”. Check the path.",
    "fault.convert.not-geojson":
      "The file is no sound GeoJSON FeatureCollection; it breaks near: {{near}}. Check the file.",
    "fault.convert.geometry":
      "Feature {{feature}} is a {{geometry}}; Point, LineString, Polygon and MultiPolygon without holes are taken. Convert it first, or leave it out.",
    "fault.convert.height":
      "The coordinates of feature {{feature}} are not x, y, z. A height is never taken for 0; add the heights first.",
    "fault.convert.mixed":
      "Feature {{feature}} is a {{geometry}}, unlike those before it. Use --scan-all to look at every feature first.",
    "fault.convert.column":
      "The attribute “{{attribute}}” of feature {{feature}} is {{found}}, where {{expected}} was seen before. Use --scan-all to look at every feature first.",
  },
};
