// Words of model/geo: faults and findings about coordinate systems.
export const words = {
  zh: {
    "fault.geo.unknown-crs":
      "坐标系“{{text}}”无法识别。需要 EPSG 代码（如 EPSG:4547）或 PROJ 字符串；请改正文件，或用 --crs 指定。",
    "fault.geo.unknown-epsg": "不认识 EPSG:{{code}}。请改用 PROJ 字符串（+proj=…）写明该坐标系。",
    "fault.geo.utm-zone": "坐标系“{{text}}”的 UTM 分带不在 1 到 60 之间。请改正 +zone。",
    "finding.geo.proj-missing-tmerc-assumed": "坐标系没有 +proj，按横轴墨卡托处理。",
    "finding.geo.utm-stray-parameter": "UTM 坐标系带有多余参数，已忽略。",
    "finding.geo.nadgrids-ignored": "基准转换格网文件不可用，已忽略；平面位置可能有偏差。",
    "finding.geo.ellipsoid-missing-wgs84-assumed": "坐标系没有写明椭球，按 WGS 84 处理。",
  },
  en: {
    "fault.geo.unknown-crs":
      "The coordinate system “{{text}}” is not known. An EPSG code (such as EPSG:4547) or a PROJ string is needed; correct the file or give --crs.",
    "fault.geo.unknown-epsg":
      "EPSG:{{code}} is not known here. Write the coordinate system as a PROJ string (+proj=…) instead.",
    "fault.geo.utm-zone": "The coordinate system “{{text}}” has no UTM zone from 1 to 60. Correct +zone.",
    "finding.geo.proj-missing-tmerc-assumed":
      "The coordinate system has no +proj; a transverse Mercator was assumed.",
    "finding.geo.utm-stray-parameter":
      "The UTM system carries parameters that do not belong to it; they were ignored.",
    "finding.geo.nadgrids-ignored":
      "A datum shift grid is not available and was ignored; plan positions may be off.",
    "finding.geo.ellipsoid-missing-wgs84-assumed":
      "The coordinate system names no ellipsoid; WGS 84 was assumed.",
  },
};
