// Words of the OpenDRIVE reader.
export const words = {
  zh: {
    "format.opendrive": "OpenDRIVE",
    "fault.opendrive.empty":
      "文件“{{file}}”是空的。需要一个 OpenDRIVE 文件（.xodr）；请检查文件是否完整复制。",
    "fault.opendrive.not-xml":
      "文件“{{file}}”第 {{line}} 行不是合法的 XML：{{reason}}。请检查文件，或重新导出。",
    "fault.opendrive.truncated": "文件“{{file}}”在第 {{line}} 行中断，未到结尾。请重新复制或下载该文件。",
    "fault.opendrive.wrong-root":
      "文件“{{file}}”的根元素是 <{{reason}}>，应为 <OpenDRIVE>。请选择 OpenDRIVE 地图。",
    "fault.opendrive.too-deep": "文件“{{file}}”的嵌套超过 {{reason}} 层，不是道路地图。请检查文件来源。",
    "fault.opendrive.entities": "文件“{{file}}”声明了 XML 实体，出于安全不予展开。请去掉 DOCTYPE 后再导入。",
    "fault.opendrive.cancelled": "读取“{{file}}”已取消，没有写入任何内容。",
    "fault.opendrive.no-roads":
      "文件“{{file}}”里没有可用的道路（跳过 {{skipped}} 项）。请检查它是否为 OpenDRIVE 道路地图。",
    "finding.opendrive.number": "<{{element}}> 的 {{attribute}}=“{{text}}”不是可用的数字，按缺省处理。",
    "finding.opendrive.unsorted": "<{{element}}> 记录未按里程排序，已重新排序。",
    "finding.opendrive.prange-resolved": "paramPoly3 未写 pRange，按弧长吻合判定为 {{pRange}}。",
    "finding.opendrive.geometry": "几何段长度 {{lengthM}} m 或类型无效，已跳过。",
    "finding.opendrive.length": "几何段计算长度与标注相差 {{differenceM}} m。",
    "finding.opendrive.gap": "相邻几何段之间有 {{gapM}} m 的间隙。",
    "finding.opendrive.negative-width": "车道 {{lane}} 的宽度出现负值，按 0 处理。",
    "finding.opendrive.section-beyond-end": "车道段起点超出道路终点，已跳过。",
    "finding.opendrive.lane-id": "车道号“{{id}}”无效或重复，已跳过。",
    "finding.opendrive.self-link": "道路的 {{link}} 指向自身，已忽略。",
    "finding.opendrive.road-without-geometry": "道路没有可用的参考线，已跳过。",
    "finding.opendrive.road-without-lanes": "道路没有车道段。",
    "finding.opendrive.road-length": "道路标注长度 {{statedM}} m，参考线长度 {{evaluatedM}} m。",
    "finding.opendrive.phases": "控制器 {{controller}} 的相位方案无法读取，已忽略。",
    "finding.opendrive.duplicate-road": "道路编号重复，后一条已跳过。",
    "finding.opendrive.duplicate-junction": "路口编号重复，后一个已跳过。",
    "finding.opendrive.repeated-id": "编号“{{id}}”在该道路上重复，后一个改名为“{{named}}”。",
    "finding.opendrive.dangling-link": "{{link}} 指向不存在的 {{kind}} {{id}}。",
  },
  en: {
    "format.opendrive": "OpenDRIVE",
    "fault.opendrive.empty":
      "The file “{{file}}” is empty. An OpenDRIVE file (.xodr) is needed; check that it was copied whole.",
    "fault.opendrive.not-xml":
      "The file “{{file}}” is not well-formed XML at line {{line}}: {{reason}}. Check the file or export it again.",
    "fault.opendrive.truncated":
      "The file “{{file}}” breaks off at line {{line}} before its end. Copy or download it again.",
    "fault.opendrive.wrong-root":
      "The file “{{file}}” begins with <{{reason}}> where <OpenDRIVE> is expected. Choose an OpenDRIVE map.",
    "fault.opendrive.too-deep":
      "The file “{{file}}” nests deeper than {{reason}} levels, which no road map does. Check where it comes from.",
    "fault.opendrive.entities":
      "The file “{{file}}” declares XML entities, which are not expanded for safety. Remove its DOCTYPE and import again.",
    "fault.opendrive.cancelled": "Reading “{{file}}” was cancelled; nothing was written.",
    "fault.opendrive.no-roads":
      "The file “{{file}}” holds no usable road ({{skipped}} findings). Check that it is an OpenDRIVE road map.",
    "finding.opendrive.number":
      "{{attribute}}=“{{text}}” of <{{element}}> is not a usable number; the default was taken.",
    "finding.opendrive.unsorted": "<{{element}}> records are not in order of s; they were sorted.",
    "finding.opendrive.prange-resolved": "A paramPoly3 has no pRange; by its arc length it is {{pRange}}.",
    "finding.opendrive.geometry": "A geometry of length {{lengthM}} m or of unknown kind was skipped.",
    "finding.opendrive.length":
      "A geometry's evaluated length differs from the stated one by {{differenceM}} m.",
    "finding.opendrive.gap": "There is a gap of {{gapM}} m between two geometries.",
    "finding.opendrive.negative-width": "Lane {{lane}} has a negative width somewhere; 0 was taken there.",
    "finding.opendrive.section-beyond-end": "A lane section begins beyond the road's end and was skipped.",
    "finding.opendrive.lane-id": "The lane id “{{id}}” is not valid or stands twice; it was skipped.",
    "finding.opendrive.self-link": "The road's {{link}} is the road itself; the link was ignored.",
    "finding.opendrive.road-without-geometry": "The road has no usable reference line and was skipped.",
    "finding.opendrive.road-without-lanes": "The road has no lane section.",
    "finding.opendrive.road-length":
      "The road states {{statedM}} m, its reference line has {{evaluatedM}} m.",
    "finding.opendrive.phases": "The phase plan of controller {{controller}} cannot be read and was ignored.",
    "finding.opendrive.duplicate-road": "The road's id stands twice; the second was skipped.",
    "finding.opendrive.duplicate-junction": "The junction's id stands twice; the second was skipped.",
    "finding.opendrive.repeated-id":
      "The id “{{id}}” stands twice on this road; the second was named “{{named}}”.",
    "finding.opendrive.dangling-link": "The {{link}} is {{kind}} {{id}}, which is not there.",
  },
};
