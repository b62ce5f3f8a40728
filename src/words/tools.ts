// Words of the command line and of the import.
export const words = {
  zh: {
    "fault.cli.number": "{{name}} 应为非负整数，实际是“{{text}}”。请改正后再试。",
    "fault.cli.arguments": "参数不对：{{reason}}。用法：{{usage}}",
    "fault.cli.origin":
      "--origin 应为“经度,纬度[,朝向]”（度），实际是“{{text}}”。例：--origin 114.476,30.4895,90",
    "fault.import.no-file": "找不到文件“{{file}}”。请检查路径。",
    "fault.import.format":
      "认不出“{{file}}”的格式：内容和扩展名都不属于已支持的格式（{{known}}）。请检查文件，或先转换。",
    "fault.import.occupied": "文件夹“{{folder}}”已存在且不是城市文件夹，不会覆盖。请另选 --out。",
    "fault.import.origin-needed":
      "地图“{{file}}”没有地理参考。请用 --origin 经度,纬度[,朝向] 指明其原点位置。",
    "fault.import.nowhere": "按坐标系“{{crs}}”换算后位置无效。请检查地图的 geoReference。",
    "fault.import.nothing": "地图“{{file}}”没有可显示的车道。请检查它是否含有车道宽度。",
    "fault.import.city": "生成的 city.json 中 {{path}} 无效：{{reason}}。请把该地图报告给我们。",
    "finding.import.crs-unused": "--crs {{crs}} 未采用：地图的节点是 WGS 84 经纬度，其平面由读取时确定。",
    "finding.import.geoid-unknown":
      "高程以 {{grid}} 为准，但未给出大地水准面高；请用 --geoid 指明，否则高程偏差未知。",
    "import.reading": "读取 {{percent}} %",
    "import.building": "生成瓦片……",
    "import.writing": "写入……",
    "import.done":
      "已写入 {{out}}：{{roads}} 条道路，{{lanes}} 条车道，{{laneKm}} 车道公里，{{markings}} 条标线，{{triangles}} 个三角形，{{kB}} kB，用时 {{seconds}} 秒。",
    "import.findings": "{{count}} × {{text}}",
    "import.next": "查看：npm start -- --city {{out}}",
  },
  en: {
    "fault.cli.number": "{{name}} takes a whole number from 0 on, not “{{text}}”. Correct it and try again.",
    "fault.cli.arguments": "The arguments are off: {{reason}}. Usage: {{usage}}",
    "fault.cli.origin":
      "--origin takes longitude,latitude[,heading] in degrees, not “{{text}}”. Example: --origin 114.476,30.4895,90",
    "fault.import.no-file": "There is no file “{{file}}”. Check the path.",
    "fault.import.format":
      "“{{file}}” is of no known format: neither its content nor its name is one of {{known}}. Check the file, or convert it first.",
    "fault.import.occupied":
      "The folder “{{folder}}” exists and is not a city folder, so it is not replaced. Choose another --out.",
    "fault.import.origin-needed":
      "The map “{{file}}” has no georeference. Say where its origin lies with --origin lon,lat[,heading].",
    "fault.import.nowhere":
      "The coordinate system “{{crs}}” leads to no place on Earth. Check the map's geoReference.",
    "fault.import.nothing": "The map “{{file}}” has no lane to show. Check that its lanes have widths.",
    "fault.import.city":
      "In the city.json that was made, {{path}} is wrong: {{reason}}. Please report this map to us.",
    "finding.import.crs-unused":
      "--crs {{crs}} was not used: the map's nodes are WGS 84 latitudes and longitudes, and the reader chose their plane.",
    "finding.import.geoid-unknown":
      "Heights refer to {{grid}} and no undulation was given; say --geoid, or heights are off by an unknown amount.",
    "import.reading": "Reading {{percent}} %",
    "import.building": "Building tiles …",
    "import.writing": "Writing …",
    "import.done":
      "Written to {{out}}: {{roads}} roads, {{lanes}} lanes, {{laneKm}} lane-kilometres, {{markings}} markings, {{triangles}} triangles, {{kB}} kB, in {{seconds}} s.",
    "import.findings": "{{count}} × {{text}}",
    "import.next": "To see it: npm start -- --city {{out}}",
  },
};
