// Findings and faults of the Lanelet2 reader.
export const words = {
  zh: {
    "format.lanelet2": "Lanelet2（OSM XML）",
    "fault.lanelet2.empty": "文件“{{file}}”是空的。需要一个 Lanelet2 地图（.osm）；请检查文件是否完整复制。",
    "fault.lanelet2.not-xml":
      "文件“{{file}}”第 {{line}} 行不是合法的 XML：{{reason}}。请检查文件，或重新导出。",
    "fault.lanelet2.truncated": "文件“{{file}}”在第 {{line}} 行中断，未到结尾。请重新复制或下载该文件。",
    "fault.lanelet2.wrong-root":
      "文件“{{file}}”的根元素是 <{{reason}}>，应为 <osm>。请选择 OSM XML 格式的 Lanelet2 地图。",
    "fault.lanelet2.too-deep": "文件“{{file}}”的嵌套超过 {{reason}} 层，不是 OSM 地图。请检查文件来源。",
    "fault.lanelet2.entities": "文件“{{file}}”声明了 XML 实体，出于安全不予展开。请去掉 DOCTYPE 后再导入。",
    "fault.lanelet2.cancelled": "读取“{{file}}”已取消，没有写入任何内容。",
    "fault.lanelet2.no-lanelets":
      "文件“{{file}}”是 OSM XML（{{ways}} 条 way，{{relations}} 个关系），但没有 type=lanelet 的关系。这里需要 Lanelet2 地图；普通 OSM 的建筑和街道属于另一种导入。",
    "fault.lanelet2.no-places":
      "文件“{{file}}”的节点既没有 lat/lon，也没有 local_x/local_y，无法确定位置。请重新导出并带上坐标。",
    "fault.lanelet2.no-usable":
      "文件“{{file}}”声明了 {{stated}} 个 lanelet，但没有一个可用（发现 {{skipped}} 项问题）。请检查左右边界的 way 和节点是否齐全。",
    "finding.lanelet2.no-id": "元素没有 id，已跳过。",
    "finding.lanelet2.repeated-id": "id 重复，后一个已跳过。",
    "finding.lanelet2.coordinate": "坐标“{{text}}”不是有效的纬度和经度，按缺失处理。",
    "finding.lanelet2.number": "标签 {{key}}=“{{text}}”不是可用的数字，按缺失处理。",
    "finding.lanelet2.far-nodes": "{{count}} 个节点距地图中心超过 100 km，已舍弃。",
    "finding.lanelet2.nodes-without-place": "{{count}} 个节点没有位置，已舍弃。",
    "finding.lanelet2.mgrs": "local_x、local_y 按 MGRS 方格 {{code}} 定位（EPSG:{{epsg}}）。",
    "finding.lanelet2.frame":
      "坐标为 OSM XML 约定的 WGS 84 经纬度；参考历元、精度和高程基准在地图中没有说明，均为未知。",
    "finding.lanelet2.no-heights":
      "{{nodes}} 个节点中有 {{count}} 个没有 ele，高程取 0；高程基准未知。如有大地水准面高，请用 --geoid 给出。",
    "finding.lanelet2.untyped-sides": "{{count}} 条车道边界没有 type，只能由 lanelet 的左右角色推断其存在。",
    "finding.lanelet2.missing-nodes": "way/{{way}} 引用了 {{count}} 个不存在或没有位置的节点。",
    "finding.lanelet2.short-way": "way/{{way}} 只有 {{count}} 个可用的点，不是线。",
    "finding.lanelet2.torn-way": "way/{{way}} 有一段超过 {{limitM}} m，节点位置有误，已跳过。",
    "finding.lanelet2.side-missing": "没有角色为 {{role}} 的边界，已跳过。",
    "finding.lanelet2.side-repeated": "角色 {{role}} 有 {{count}} 条边界，只采用第一条。",
    "finding.lanelet2.way-missing": "{{role}} 边界 way/{{way}} 不存在，已跳过。",
    "finding.lanelet2.same-side": "左右边界都是 way/{{way}}，已跳过。",
    "finding.lanelet2.sides-cross": "左右边界相交，已跳过。",
    "finding.lanelet2.no-length": "车道没有长度，已跳过。",
    "finding.lanelet2.speed": "限速“{{text}}”无法读取，按未知处理。",
    "finding.lanelet2.turned": "按 way 的方向，牌面背对它所管的车道，已转过来。",
    "finding.lanelet2.rule-missing": "引用的规则 relation/{{rule}} 不存在。",
    "finding.lanelet2.rule-unknown":
      "不认识的规则类型“{{subtype}}”（{{lanelets}} 个 lanelet 引用），未采用。",
    "finding.lanelet2.rule-unused": "规则 {{subtype}} 没有被任何 lanelet 引用，不生效。",
    "finding.lanelet2.rule-kept": "规则 {{subtype}} 已识别；仿真中没有行人，因此不影响交通。",
    "finding.lanelet2.rule-speed": "限速规则“{{text}}”没有可读的数值，不生效。",
    "finding.lanelet2.member-missing": "角色 {{role}} 的 {{member}} 不存在或已跳过。",
    "finding.lanelet2.light-unused": "信号灯没有被任何规则引用，不控制交通。",
    "finding.lanelet2.fallback": "这条让行规则只在信号灯停用时有效（fallback），信号灯工作时不采用。",
    "finding.lanelet2.open-ring": "区域有 {{count}} 条 way 不能围成闭合环。",
    "finding.lanelet2.area-missing": "区域缺少 {{count}} 个成员或节点。",
    "finding.lanelet2.area-empty": "区域（{{subtype}}）没有可用的外环，已跳过。",
    "finding.lanelet2.ways-kept-out": "{{count}} 条 {{kind}} 线不是车道边界，也没有可画的实体，未导入。",
  },
  en: {
    "format.lanelet2": "Lanelet2 (OSM XML)",
    "fault.lanelet2.empty":
      "The file “{{file}}” is empty. A Lanelet2 map (.osm) is needed; check that it was copied whole.",
    "fault.lanelet2.not-xml":
      "The file “{{file}}” is not well-formed XML at line {{line}}: {{reason}}. Check the file or export it again.",
    "fault.lanelet2.truncated":
      "The file “{{file}}” breaks off at line {{line}} before its end. Copy or download it again.",
    "fault.lanelet2.wrong-root":
      "The file “{{file}}” begins with <{{reason}}> where <osm> is expected. Choose a Lanelet2 map as OSM XML.",
    "fault.lanelet2.too-deep":
      "The file “{{file}}” nests deeper than {{reason}} levels, which no OSM map does. Check where it comes from.",
    "fault.lanelet2.entities":
      "The file “{{file}}” declares XML entities, which are not expanded for safety. Remove its DOCTYPE and import again.",
    "fault.lanelet2.cancelled": "Reading “{{file}}” was cancelled; nothing was written.",
    "fault.lanelet2.no-lanelets":
      "The file “{{file}}” is OSM XML ({{ways}} ways, {{relations}} relations) without any relation of type=lanelet. A Lanelet2 map is expected here; the buildings and streets of plain OSM are another import.",
    "fault.lanelet2.no-places":
      "The nodes of “{{file}}” have neither lat/lon nor local_x/local_y, so nothing has a place. Export the map again with coordinates.",
    "fault.lanelet2.no-usable":
      "The file “{{file}}” states {{stated}} lanelets, none of which can be used ({{skipped}} findings). Check that the ways and nodes of their sides are in the file.",
    "finding.lanelet2.no-id": "An element has no id and was skipped.",
    "finding.lanelet2.repeated-id": "The id stands twice; the second was skipped.",
    "finding.lanelet2.coordinate":
      "“{{text}}” is no valid latitude and longitude; it was taken as not given.",
    "finding.lanelet2.number":
      "The tag {{key}}=“{{text}}” is not a usable number; it was taken as not given.",
    "finding.lanelet2.far-nodes":
      "{{count}} nodes lie more than 100 km from the map's middle and were dropped.",
    "finding.lanelet2.nodes-without-place": "{{count}} nodes have no place and were dropped.",
    "finding.lanelet2.mgrs": "local_x and local_y were placed by the MGRS square {{code}} (EPSG:{{epsg}}).",
    "finding.lanelet2.frame":
      "Coordinates are WGS 84 as OSM XML has it; epoch, accuracy and vertical datum are not stated by the map and unknown.",
    "finding.lanelet2.no-heights":
      "{{count}} of {{nodes}} nodes have no ele; their height is taken as 0 and the vertical datum is unknown. Give --geoid if the geoid's height is known.",
    "finding.lanelet2.untyped-sides":
      "{{count}} sides of lanelets have no type; that they are edges is inferred from their role.",
    "finding.lanelet2.missing-nodes":
      "way/{{way}} names {{count}} nodes that are not there or have no place.",
    "finding.lanelet2.short-way": "way/{{way}} has {{count}} usable points and is no line.",
    "finding.lanelet2.torn-way":
      "way/{{way}} has a piece longer than {{limitM}} m, so a node is out of place; it was skipped.",
    "finding.lanelet2.side-missing": "There is no side with role {{role}}; it was skipped.",
    "finding.lanelet2.side-repeated": "Role {{role}} has {{count}} ways; only the first was taken.",
    "finding.lanelet2.way-missing": "The {{role}} side way/{{way}} is not there; the lanelet was skipped.",
    "finding.lanelet2.same-side": "Both sides are way/{{way}}; the lanelet was skipped.",
    "finding.lanelet2.sides-cross": "Its sides cross; the lanelet was skipped.",
    "finding.lanelet2.no-length": "The lane has no length and was skipped.",
    "finding.lanelet2.speed": "The speed limit “{{text}}” cannot be read and is taken as unknown.",
    "finding.lanelet2.turned":
      "By the direction of its way it would show its back to the lane it is for; it was turned round.",
    "finding.lanelet2.rule-missing": "The regulatory element relation/{{rule}} that it names is not there.",
    "finding.lanelet2.rule-unknown":
      "The regulatory element of kind “{{subtype}}” (named by {{lanelets}} lanelets) is not known and was not applied.",
    "finding.lanelet2.rule-unused": "The rule {{subtype}} is named by no lanelet and has no effect.",
    "finding.lanelet2.rule-kept":
      "The rule {{subtype}} was read; the simulation has nobody on foot, so it does not change the traffic.",
    "finding.lanelet2.rule-speed": "The speed rule “{{text}}” has no readable figure and has no effect.",
    "finding.lanelet2.member-missing": "{{member}} in role {{role}} is not there or was skipped.",
    "finding.lanelet2.light-unused": "No rule names this light; it stops no traffic.",
    "finding.lanelet2.fallback":
      "This right of way holds only while the lights are off (fallback); while they work it is not applied.",
    "finding.lanelet2.open-ring": "{{count}} ways of the area do not close to a ring.",
    "finding.lanelet2.area-missing": "{{count}} members or nodes of the area are missing.",
    "finding.lanelet2.area-empty": "The area ({{subtype}}) has no usable outer ring and was skipped.",
    "finding.lanelet2.ways-kept-out":
      "{{count}} lines of type {{kind}} bound no lane and have no body to draw; they were not imported.",
  },
};
