// Words of moving through the streets and of the panels that stand in them.
export const words = {
  zh: {
    "fault.roads.unreadable":
      "无法读取路网文件（{{reason}}），因此不能传送和行走，其余照常。请检查城市目录中的 roads/network.json.gz 是否完整，然后重新加载。",
    "fault.roads.version":
      "路网文件的格式版本为 {{found}}，本程序需要 {{expected}}，因此不能传送和行走。请用当前版本的 lanetwin import 重新导入。",
    "fault.roads.shape":
      "路网文件缺少 {{missing}}，因此不能传送和行走。请用当前版本的 lanetwin import 重新导入。",
  },
  en: {
    "fault.roads.unreadable":
      "The road network cannot be read ({{reason}}), so there is no teleport and no walking; the rest works. Check that roads/network.json.gz in the city folder is whole, then reload.",
    "fault.roads.version":
      "The road network has format version {{found}}, expected {{expected}}, so there is no teleport and no walking. Import the map again with this version's lanetwin import.",
    "fault.roads.shape":
      "The road network lacks {{missing}}, so there is no teleport and no walking. Import the map again with this version's lanetwin import.",
  },
};
