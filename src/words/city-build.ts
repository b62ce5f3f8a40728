// Words of building a city: tiles of city models, the configuration, what was skipped and why.
export const words = {
  zh: {
    "fault.city-tiles.empty":
      "瓦片集“{{id}}”没有可显示的对象：全部输入为空或已被跳过。请检查输入及其跳过清单。",
    "fault.city-tiles.cancelled": "已取消，未写入任何内容。",
    "fault.search.unreadable":
      "检索文件 search.bin 应为 LaneTwin 第 1 版，实际无法识别（读到 {{found}} 字节）。请重新构建该城市。",
    "fault.city-build.crs-needed":
      "文件“{{file}}”没有写明坐标系。请用 --crs 指定（如 EPSG:4547；若来自高德等网络地图，用 GCJ-02）。",
    "fault.city-build.axes":
      '文件“{{file}}”的坐标（{{x}}, {{y}}）按 {{crs}} 不合理，交换两轴后合理。请加 --swap-axes（配置中为 "swapAxes": true）后重试。',
    "fault.city-build.nowhere":
      "文件“{{file}}”的坐标（{{x}}, {{y}}）按 {{crs}} 不在该坐标系适用的范围内。请检查并用 --crs 指定正确的坐标系。",
    "fault.city-build.far-away":
      "文件“{{file}}”按 {{crs}} 距城市 {{km}} km，应在 300 km 以内。请检查坐标系（--crs）或轴序（--swap-axes）。",
    "fault.city-build.disk-full": "写入“{{folder}}”时磁盘已满，未留下任何内容。请腾出空间或另选位置后重试。",
    "fault.city-build.disk-denied": "无法写入“{{folder}}”（{{code}}）。请检查权限或另选位置。",
    "fault.city-build.pipe": "“{{file}}”是管道，只能顺序读取一次，而该格式需要随机读取。请先存为文件。",
    "fault.city-build.placement-needed":
      "模型“{{file}}”自身不带位置。请在 city.config.json 中为它写明 placement（lonDeg、latDeg，可加 heightM、headingDeg）。",
    "fault.city-build.config-none": "找不到配置文件“{{file}}”。请检查路径。",
    "fault.city-build.config-wrong": "配置文件“{{file}}”中 {{path}} 不对：{{reason}}。请改正后重试。",
    "fault.city-build.no-tileset": "文件夹“{{folder}}”中没有 tileset.json。请检查配置中的 tilesets。",
    "finding.city-build.no-shape": "“{{id}}”没有几何，已跳过。",
    "finding.city-build.no-height": "“{{id}}”的高度不是正数，已跳过。",
    "finding.city-build.not-a-number": "“{{id}}”的坐标换算后无效，已跳过。",
    "finding.city-build.no-area": "“{{id}}”的所有面都没有面积，已跳过。",
    "finding.city-build.faces-dropped": "“{{id}}”有 {{count}} 个面没有面积或不足三个角点，已略去。",
    "finding.city-build.faces-doubtful":
      "“{{id}}”有 {{count}} 个面的三角形与其轮廓面积相差超过 1 %（轮廓可能自相交）。",
    "finding.city-build.turned": "“{{id}}”的面朝内，已整体翻转。",
    "finding.city-build.gcj02":
      "“{{file}}”位于中国境内，按 WGS 84 处理。若坐标来自高德、腾讯等网络地图，会偏移数百米，请用 --crs GCJ-02 重新导入。",
    "city-build.reading": "读取 {{input}} {{percent}} %",
    "city-build.roads": "生成道路……",
    "city-build.objects": "已读取 {{done}} 个对象",
    "city-build.tiling": "生成瓦片 {{percent}} %",
    "city-build.writing": "写入……",
    "city-build.counts": "{{input}}（{{crs}}）：读取 {{read}}，采用 {{out}}，跳过 {{skipped}}",
    "city-build.done":
      "已写入 {{out}}：{{features}} 个对象，{{triangles}} 个三角形，{{tiles}} 个瓦片，{{kB}} kB，用时 {{seconds}} 秒。",
    "verify.done":
      "{{tiles}} 个瓦片（{{tilesets}} 个 tileset.json，{{MB}} MB），{{features}} 个要素，{{triangles}} 个三角形，用时 {{seconds}} 秒。",
    "verify.row": "{{mark}} {{title}}　检查 {{seen}}，不合格 {{wrong}}",
    "verify.example": "　　{{where}}：{{detail}}",
    "fault.verify.no-tileset": "“{{path}}”既不是 tileset.json，也不是含有 city.json 的文件夹。请检查路径。",
    "fault.verify.wrong": "{{checks}} 项检查不合格，共 {{wrong}} 处。详见上表。",
    "verify.check.readable": "文件存在且可读",
    "verify.check.root-refine": "根瓦片写明 refine",
    "verify.check.errors-fall": "几何误差逐级减小",
    "verify.check.vertices-in-box": "顶点都在包围体内",
    "verify.check.box-in-parent": "子包围体在父包围体内",
    "verify.check.on-the-ground": "高度合理（轴向正确）",
    "verify.check.scale": "尺寸合理（单位正确）",
    "verify.check.winding": "体的面朝外",
    "verify.check.normals": "法线为单位长度且与面一致",
    "verify.check.feature-ids": "要素编号与属性表对应",
    "verify.check.metadata": "属性表的长度、对齐与偏移",
    "verify.check.numbers": "坐标都是数值",
    "verify.check.slivers": "零面积三角形不超过 0.1 %",
    "verify.check.budget": "瓦片大小在预算内",
    "verify.check.ids-unique": "表内标识不重复",
    "verify.check.feature-sum": "要素总数相符",
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
    "fault.city-build.crs-needed":
      "The file “{{file}}” names no coordinate system. Give it with --crs (such as EPSG:4547; GCJ-02 if it comes from a Chinese web map).",
    "fault.city-build.axes":
      'The coordinates ({{x}}, {{y}}) of “{{file}}” make no sense in {{crs}}, and do with the axes swapped. Add --swap-axes ("swapAxes": true in a configuration) and try again.',
    "fault.city-build.nowhere":
      "The coordinates ({{x}}, {{y}}) of “{{file}}” are outside the area that {{crs}} is made for. Check them and give the right system with --crs.",
    "fault.city-build.far-away":
      "“{{file}}” in {{crs}} lies {{km}} km from the city; within 300 km is expected. Check the system (--crs) or the order of axes (--swap-axes).",
    "fault.city-build.disk-full":
      "The disk was full while “{{folder}}” was written; nothing is left of it. Make room or choose another place, and try again.",
    "fault.city-build.disk-denied":
      "“{{folder}}” can't be written ({{code}}). Check the rights or choose another place.",
    "fault.city-build.pipe":
      "“{{file}}” is a pipe that can be read once in order, and its format needs to be read by ranges. Save it as a file first.",
    "fault.city-build.placement-needed":
      "The model “{{file}}” has no place of its own. Give it a placement (lonDeg, latDeg, heightM and headingDeg if wanted) in city.config.json.",
    "fault.city-build.config-none": "There is no configuration “{{file}}”. Check the path.",
    "fault.city-build.config-wrong":
      "In the configuration “{{file}}”, {{path}} is wrong: {{reason}}. Correct it and try again.",
    "fault.city-build.no-tileset":
      "The folder “{{folder}}” has no tileset.json. Check `tilesets` in the configuration.",
    "finding.city-build.no-shape": "“{{id}}” has no geometry and was skipped.",
    "finding.city-build.no-height": "“{{id}}” has a height that is not above zero and was skipped.",
    "finding.city-build.not-a-number": "“{{id}}” has coordinates that lead nowhere and was skipped.",
    "finding.city-build.no-area": "No face of “{{id}}” has an area; it was skipped.",
    "finding.city-build.faces-dropped":
      "{{count}} faces of “{{id}}” have no area or fewer than three corners; they were left out.",
    "finding.city-build.faces-doubtful":
      "The triangles of {{count}} faces of “{{id}}” differ from their outlines' area by more than 1 % (the outlines may cross themselves).",
    "finding.city-build.turned": "The faces of “{{id}}” looked inwards; the body was turned.",
    "finding.city-build.gcj02":
      "“{{file}}” lies in China and was taken as WGS 84. If its coordinates come from a web map such as AMap or Tencent they are shifted by some hundred metres: import it again with --crs GCJ-02.",
    "city-build.reading": "Reading {{input}} {{percent}} %",
    "city-build.roads": "Building roads …",
    "city-build.objects": "{{done}} objects read",
    "city-build.tiling": "Building tiles {{percent}} %",
    "city-build.writing": "Writing …",
    "city-build.counts": "{{input}} ({{crs}}): {{read}} read, {{out}} taken, {{skipped}} skipped",
    "city-build.done":
      "Written to {{out}}: {{features}} objects, {{triangles}} triangles, {{tiles}} tiles, {{kB}} kB, in {{seconds}} s.",
    "verify.done":
      "{{tiles}} tiles ({{tilesets}} tileset.json, {{MB}} MB), {{features}} features, {{triangles}} triangles, in {{seconds}} s.",
    "verify.row": "{{mark}} {{title}}: {{seen}} checked, {{wrong}} wrong",
    "verify.example": "    {{where}}: {{detail}}",
    "fault.verify.no-tileset":
      "“{{path}}” is neither a tileset.json nor a folder with a city.json. Check the path.",
    "fault.verify.wrong": "{{checks}} checks failed, {{wrong}} places in all. The table above has them.",
    "verify.check.readable": "Files are there and readable",
    "verify.check.root-refine": "The root says how it is refined",
    "verify.check.errors-fall": "Geometric errors fall towards the leaves",
    "verify.check.vertices-in-box": "Vertices are inside their tile's volume",
    "verify.check.box-in-parent": "Boxes are inside their parent's",
    "verify.check.on-the-ground": "Heights make sense (axes are right)",
    "verify.check.scale": "Sizes make sense (units are right)",
    "verify.check.winding": "Bodies look outwards",
    "verify.check.normals": "Normals have length 1 and agree with their faces",
    "verify.check.feature-ids": "Feature ids match the property table",
    "verify.check.metadata": "Lengths, alignment and offsets of property tables",
    "verify.check.numbers": "Coordinates are numbers",
    "verify.check.slivers": "No more than 0.1 % of the triangles have no area",
    "verify.check.budget": "Tiles are within their budget",
    "verify.check.ids-unique": "Ids are unique in a table",
    "verify.check.feature-sum": "The number of features is right",
    "finding.city-tiles.id-twice": "The id “{{id}}” is there twice; the later one is called “{{other}}”.",
    "finding.city-tiles.nothing": "“{{id}}” has no triangle and was skipped.",
    "finding.city-tiles.not-a-number": "“{{id}}” has coordinates that are no numbers and was skipped.",
    "finding.city-tiles.too-far":
      "“{{id}}” is too far from the city's origin and was skipped. Check the coordinate system.",
    "finding.city-tiles.no-corner": "“{{id}}” has triangles with corners that don't exist and was skipped.",
    "finding.city-tiles.no-model": "“{{id}}” names a model that doesn't exist and was skipped.",
  },
};
