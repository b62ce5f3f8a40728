// Words for the importer, the city folder and the command line.

export const words = {
  zh: {
    "fault.city.ids-clash":
      "要素编号 {{first}} 与 {{second}} 在索引中相同，应各不相同。请修改其中一个编号后重新导入。",
    "fault.city.record-unreadable": "{{file}} 中的要素记录无法读取（应为 FlatGeobuf）。请重新导入该城市。",
    "fault.city.ids-unreadable": "ids.bin 应为 LaneTwin 第 1 版索引，实际读到：{{found}}。请重新导入该城市。",
  },
  en: {
    "fault.city.ids-clash":
      "Feature ids {{first}} and {{second}} fall on the same index entry, where each needs its own. Rename one and import again.",
    "fault.city.record-unreadable":
      "A feature's record in {{file}} can't be read (FlatGeobuf is expected). Import the city again.",
    "fault.city.ids-unreadable":
      "ids.bin should be a LaneTwin index of version 1, but holds {{found}}. Import the city again.",
  },
};
