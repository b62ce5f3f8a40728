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
    "finding.input.no-surface": "没有可用的面（点、线或已全部无效），已跳过。",
    "finding.input.group": "CityObjectGroup 只是分组，没有形体，已跳过。",
    "finding.input.lines-left": "{{count}} 个点或线几何没有面，未采用。",
    "finding.input.faces-number": "{{count}} 个面含有不是数字或不存在的顶点，已去掉；其余保留。",
    "finding.input.faces-corners": "{{count}} 个面不足三个角点，已去掉；其余保留。",
    "finding.input.faces-area": "{{count}} 个面面积为零，已去掉；其余保留。",
    "finding.input.faces-crossing": "{{count}} 个面自相交，已去掉；其余保留。",
    "finding.input.faces-hole": "{{count}} 个洞无效或在面之外，已去掉。",
    "finding.input.image-missing":
      "找不到纹理图片“{{image}}”，这些面按无纹理处理。请把图片放在模型文件旁的同名路径下。",
    "finding.input.image-remote": "纹理图片“{{image}}”在网络上，不会下载；请下载到模型文件旁。",
    "finding.input.image-unknown": "纹理图片“{{image}}”既不是 JPEG 也不是 PNG，未采用。",
    "format.cityjson": "CityJSON",
    "fault.cityjson.not-cityjson":
      "文件“{{file}}”不是可用的 CityJSON（{{near}}）。需要 type 为 CityJSON 的对象，或 CityJSONSeq；请检查文件是否完整。",
    "finding.cityjson.version": "CityJSON 版本“{{version}}”不在 1.0 到 2.0 之间，按 2.0 读取。",
    "finding.cityjson.not-feature": "这一行不是完整的 CityJSONFeature，已跳过。",
    "finding.cityjson.malformed": "对象的结构不符合 CityJSON，已跳过。",
    "finding.cityjson.latitude-first": "坐标（{{x}}, {{y}}）是纬度在前，已换为经度在前。",
    "format.citygml": "CityGML",
    "fault.citygml.not-xml":
      "文件“{{file}}”第 {{line}} 行不是合法的 XML：{{reason}}。请检查文件，或重新导出。",
    "fault.citygml.truncated": "文件“{{file}}”在第 {{line}} 行中断，未到结尾。请重新复制或下载该文件。",
    "fault.citygml.wrong-root":
      "文件“{{file}}”的根元素是 <{{reason}}>，应为 <CityModel>。请选择 CityGML 2.0 或 3.0 文件。",
    "fault.citygml.too-deep": "文件“{{file}}”的嵌套超过 {{reason}} 层，不是城市模型。请检查文件来源。",
    "fault.citygml.entities": "文件“{{file}}”声明了 XML 实体，出于安全不予展开。请去掉 DOCTYPE 后再导入。",
    "finding.citygml.order-unlike": "{{crs}} 规定纬度在前，但文件中经度在前；按文件的实际顺序读取。",
    "finding.citygml.order-assumed": "{{crs}} 的坐标顺序无法确定，按纬度（北坐标）在前读取。",
    "finding.citygml.theme": "外观主题“{{theme}}”未采用；只采用“{{taken}}”。",
    "finding.citygml.appearance": "外观类型 {{kind}} 不支持，相应的面按无纹理处理。",
    "finding.citygml.href": "引用的 {{count}} 个面不在同一对象中，未采用。",
    "finding.citygml.code-list": "代码表“{{list}}”无法读取，保留代码本身。",
    "finding.citygml.no-code-list": "文件旁没有代码表“{{list}}”，保留代码本身。",
    "format.geotiff": "GeoTIFF（高程）",
    "format.height-tile": "高程瓦片（PNG）",
    "fault.heights.unreadable": "高程文件“{{file}}”无法读取：{{reason}}。请检查文件是否完整。",
    "fault.heights.turned":
      "高程文件“{{file}}”的格网相对坐标轴有旋转，需要正北朝上的格网。请先用 gdalwarp 重采样。",
    "fault.heights.no-place":
      "高程文件“{{file}}”没有写明位置（没有 GeoTIFF 的连接点或变换）。请导出为带地理参考的 GeoTIFF。",
    "fault.heights.outside": "高程文件“{{file}}”与所需范围没有重叠。请检查坐标系，或用 --crs 指定。",
    "fault.heights.tile-place":
      "高程瓦片“{{file}}”的文件名没有写明位置，应为 缩放级/列/行.png（例如 13/6698/3374.png 或 13-6698-3374.png）。",
    "fault.heights.encoding":
      "图片“{{file}}”既不是 Terrarium 编码也不是 Mapbox Terrain-RGB 编码的高程。请改用 GeoTIFF。",
    "finding.heights.thinned": "格网过密，按每 {{thin}} 格取一格读取。",
    "finding.heights.no-crs": "高程文件没有写明坐标系，请用 --crs 指定。",
    "finding.heights.terrarium": "按 Terrarium 编码读取，高程为海拔高。",
    "finding.heights.mapbox": "按 Mapbox Terrain-RGB 编码读取，高程为海拔高。",
    "format.osm": "OpenStreetMap（XML、PBF）",
    "fault.osm.empty": "文件“{{file}}”是空的。需要 OpenStreetMap 的 XML 或 PBF 文件；请检查是否完整复制。",
    "fault.osm.not-xml": "文件“{{file}}”第 {{line}} 行不是合法的 XML：{{reason}}。请检查文件，或重新导出。",
    "fault.osm.truncated": "文件“{{file}}”在第 {{line}} 行中断，未到结尾。请重新复制或下载该文件。",
    "fault.osm.wrong-root": "文件“{{file}}”的根元素是 <{{reason}}>，应为 <osm>。请选择 OSM XML 文件。",
    "fault.osm.too-deep": "文件“{{file}}”的嵌套超过 {{reason}} 层，不是 OSM 数据。请检查文件来源。",
    "fault.osm.entities": "文件“{{file}}”声明了 XML 实体，出于安全不予展开。请去掉 DOCTYPE 后再导入。",
    "fault.osm.pbf":
      "文件“{{file}}”的第 {{block}} 个数据块不是合法的 OSM PBF（{{reason}}）。请重新下载该文件。",
    "fault.osm.truncated-pbf": "文件“{{file}}”中断，未到结尾。请重新复制或下载该文件。",
    "fault.osm.feature": "文件“{{file}}”要求的特性“{{feature}}”不受支持。请用 osmium 转换为普通的 OSM PBF。",
    "finding.osm.underground": "建筑在地下，已跳过。",
    "finding.osm.outline": "是建筑关系的外轮廓，由关系来表示，已跳过。",
    "finding.osm.missing-nodes": "缺少 {{count}} 个节点（常见于裁切边缘），已跳过。",
    "finding.osm.missing-ways": "缺少 {{count}} 个成员 way（常见于裁切边缘），已跳过。",
    "finding.osm.open-ring": "外环不能闭合（{{count}} 个 way），已跳过。",
    "finding.osm.open-hole": "{{count}} 个内环 way 不能闭合，这些洞已去掉。",
    "format.las": "LAS、LAZ 点云",
    "fault.las.not-las": "文件“{{file}}”不是可用的 LAS 1.0–1.4 点云（{{reason}}）。请检查文件来源。",
    "fault.las.truncated": "点云“{{file}}”中断，未到结尾（{{reason}}）。请重新复制或下载该文件。",
    "fault.las.corrupt": "点云“{{file}}”的压缩数据已损坏（{{reason}}）。请重新下载，或用原软件重新导出 LAZ。",
    "finding.las.no-crs": "点云没有写明坐标系，请用 --crs 指定。",
    "finding.las.withheld": "{{count}} 个点标记为不使用（withheld），已跳过。",
    "format.gltf": "glTF 模型",
    "format.obj": "OBJ 模型",
    "fault.model.unreadable":
      "模型“{{file}}”无法读取：{{reason}}。请检查文件及其旁边的 .bin 和图片是否齐全。",
    "fault.model.empty": "模型“{{file}}”里没有可用的三角形（跳过 {{skipped}} 项）。请检查导出设置。",
    "finding.model.not-triangles": "图元不是三角形（点或线），已跳过。",
    "finding.model.no-positions": "网格没有可用的顶点坐标，已跳过。",
    "finding.model.instances": "EXT_mesh_gpu_instancing 的实例未展开，只取网格本身。",
    "finding.model.motion": "动画、骨骼和变形没有采用，模型按静止状态读取。",
    "finding.model.image": "图片“{{image}}”的格式 {{kind}} 不支持，相应的面按无纹理处理。",
    "finding.model.faces": "{{count}} 个面的顶点编号无效，已去掉。",
    "finding.model.no-mtl": "旁边没有材质文件“{{file}}”，按无材质处理。",
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
    "finding.input.no-surface":
      "It has no usable surface (points or lines, or none that is valid) and was skipped.",
    "finding.input.group": "A CityObjectGroup only groups and has no body; it was skipped.",
    "finding.input.lines-left": "{{count}} of its geometries are points or lines and were not taken.",
    "finding.input.faces-number":
      "{{count}} of its faces have a corner that is no number or is not there; they were left out.",
    "finding.input.faces-corners":
      "{{count}} of its faces have fewer than three corners; they were left out.",
    "finding.input.faces-area": "{{count}} of its faces have no area; they were left out.",
    "finding.input.faces-crossing": "{{count}} of its faces cross themselves; they were left out.",
    "finding.input.faces-hole":
      "{{count}} holes are not valid or lie outside their face; they were left out.",
    "finding.input.image-missing":
      "The texture “{{image}}” is not there; its faces are drawn without. Put it beside the model under that path.",
    "finding.input.image-remote":
      "The texture “{{image}}” is on the web and is not fetched; download it to beside the model.",
    "finding.input.image-unknown": "The texture “{{image}}” is neither JPEG nor PNG and was not taken.",
    "format.cityjson": "CityJSON",
    "fault.cityjson.not-cityjson":
      "The file “{{file}}” is no usable CityJSON ({{near}}). An object of type CityJSON or a CityJSONSeq is needed; check that the file is whole.",
    "finding.cityjson.version": "CityJSON “{{version}}” is none of 1.0 to 2.0; it is read as 2.0.",
    "finding.cityjson.not-feature": "This line is no whole CityJSONFeature; it was skipped.",
    "finding.cityjson.malformed": "Its structure is not CityJSON's; it was skipped.",
    "finding.cityjson.latitude-first":
      "The coordinates ({{x}}, {{y}}) have latitude first; they were put in order.",
    "format.citygml": "CityGML",
    "fault.citygml.not-xml":
      "The file “{{file}}” is not well-formed XML at line {{line}}: {{reason}}. Check the file or export it again.",
    "fault.citygml.truncated":
      "The file “{{file}}” breaks off at line {{line}} before its end. Copy or download it again.",
    "fault.citygml.wrong-root":
      "The file “{{file}}” begins with <{{reason}}> where <CityModel> is expected. Choose a CityGML 2.0 or 3.0 file.",
    "fault.citygml.too-deep":
      "The file “{{file}}” nests deeper than {{reason}} levels, which no city model does. Check where it comes from.",
    "fault.citygml.entities":
      "The file “{{file}}” declares XML entities, which are not expanded for safety. Remove its DOCTYPE and import again.",
    "finding.citygml.order-unlike":
      "{{crs}} has latitude first, the file has longitude first; it was read as it stands.",
    "finding.citygml.order-assumed":
      "The order of coordinates in {{crs}} can't be told; latitude (northing) was taken to be first.",
    "finding.citygml.theme": "The appearance theme “{{theme}}” was not taken; only “{{taken}}” is.",
    "finding.citygml.appearance":
      "Appearances of the kind {{kind}} are not supported; their surfaces are drawn without.",
    "finding.citygml.href":
      "{{count}} surfaces that it refers to are not in the same object; they were left out.",
    "finding.citygml.code-list": "The code list “{{list}}” can't be read; the codes are kept as they are.",
    "finding.citygml.no-code-list":
      "The code list “{{list}}” is not beside the file; its codes are kept as they are.",
    "format.geotiff": "GeoTIFF (heights)",
    "format.height-tile": "Height tile (PNG)",
    "fault.heights.unreadable":
      "The heights in “{{file}}” can't be read: {{reason}}. Check that the file is whole.",
    "fault.heights.turned":
      "The grid of “{{file}}” is turned against its axes; one with north up is needed. Resample it with gdalwarp first.",
    "fault.heights.no-place":
      "The heights in “{{file}}” have no place (no tie point or transformation of GeoTIFF). Export a georeferenced GeoTIFF.",
    "fault.heights.outside":
      "The heights in “{{file}}” do not overlap the area they are wanted for. Check the coordinate system or give --crs.",
    "fault.heights.tile-place":
      "The name of the height tile “{{file}}” does not say where it lies; zoom/column/row.png is expected (13/6698/3374.png or 13-6698-3374.png).",
    "fault.heights.encoding":
      "The image “{{file}}” has heights neither in Terrarium's nor in Mapbox Terrain-RGB's encoding. Use a GeoTIFF.",
    "finding.heights.thinned": "The grid is too dense; one cell in {{thin}} along each axis was read.",
    "finding.heights.no-crs": "The heights name no coordinate system; give it with --crs.",
    "finding.heights.terrarium": "Read in Terrarium's encoding; the heights are above sea level.",
    "finding.heights.mapbox": "Read in Mapbox Terrain-RGB's encoding; the heights are above sea level.",
    "format.osm": "OpenStreetMap (XML, PBF)",
    "fault.osm.empty":
      "The file “{{file}}” is empty. OpenStreetMap data as XML or PBF are needed; check that it was copied whole.",
    "fault.osm.not-xml":
      "The file “{{file}}” is not well-formed XML at line {{line}}: {{reason}}. Check the file or export it again.",
    "fault.osm.truncated":
      "The file “{{file}}” breaks off at line {{line}} before its end. Copy or download it again.",
    "fault.osm.wrong-root":
      "The file “{{file}}” begins with <{{reason}}> where <osm> is expected. Choose an OSM XML file.",
    "fault.osm.too-deep":
      "The file “{{file}}” nests deeper than {{reason}} levels, which no OSM data do. Check where it comes from.",
    "fault.osm.entities":
      "The file “{{file}}” declares XML entities, which are not expanded for safety. Remove its DOCTYPE and import again.",
    "fault.osm.pbf":
      "Block {{block}} of “{{file}}” is no valid OSM PBF ({{reason}}). Download the file again.",
    "fault.osm.truncated-pbf": "The file “{{file}}” breaks off before its end. Copy or download it again.",
    "fault.osm.feature":
      "The file “{{file}}” requires the feature “{{feature}}”, which is not supported. Convert it to plain OSM PBF with osmium.",
    "finding.osm.underground": "It lies underground and was skipped.",
    "finding.osm.outline": "It is the outline of a building's relation, which stands for it; it was skipped.",
    "finding.osm.missing-nodes":
      "{{count}} of its nodes are not in the file (common at the edge of an extract); it was skipped.",
    "finding.osm.missing-ways":
      "{{count}} of its ways are not in the file (common at the edge of an extract); it was skipped.",
    "finding.osm.open-ring": "Its outline does not close ({{count}} ways); it was skipped.",
    "finding.osm.open-hole": "{{count}} ways of its holes do not close; those holes were left out.",
    "format.las": "LAS and LAZ point clouds",
    "fault.las.not-las":
      "The file “{{file}}” is no usable LAS 1.0 to 1.4 point cloud ({{reason}}). Check where it comes from.",
    "fault.las.truncated":
      "The point cloud “{{file}}” breaks off before its end ({{reason}}). Copy or download it again.",
    "fault.las.corrupt":
      "The compressed data of “{{file}}” are damaged ({{reason}}). Download it again, or export the LAZ anew.",
    "finding.las.no-crs": "The point cloud names no coordinate system; give it with --crs.",
    "finding.las.withheld": "{{count}} points are marked as withheld and were skipped.",
    "format.gltf": "glTF model",
    "format.obj": "OBJ model",
    "fault.model.unreadable":
      "The model “{{file}}” can't be read: {{reason}}. Check the file and that its .bin and images are beside it.",
    "fault.model.empty":
      "The model “{{file}}” has no usable triangles ({{skipped}} parts skipped). Check how it was exported.",
    "finding.model.not-triangles": "It is made of points or lines, not triangles, and was skipped.",
    "finding.model.no-positions": "The mesh has no usable positions and was skipped.",
    "finding.model.instances": "Instances of EXT_mesh_gpu_instancing are not drawn; only the mesh itself is.",
    "finding.model.motion": "Animations, skins and morphs were not taken; the model is read at rest.",
    "finding.model.image":
      "The image “{{image}}” is of the kind {{kind}}, which is not supported; its faces are drawn without.",
    "finding.model.faces": "{{count}} faces name corners that are not there; they were left out.",
    "finding.model.no-mtl": "The materials “{{file}}” are not beside the model; it is drawn without.",
    "fault.footprints.not-geojson":
      "The file “{{file}}” is no usable GeoJSON (near: {{near}}). A FeatureCollection or features line by line (GeoJSONSeq) are needed; check that the file is whole.",
    "finding.footprints.not-feature":
      "This record is no whole GeoJSON feature (near: {{near}}); it was skipped.",
    "finding.footprints.plane":
      "The coordinates ({{x}}, {{y}}) are no degrees and the file names no coordinate system. Give it with --crs, such as --crs EPSG:4547.",
  },
};
