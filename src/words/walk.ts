// Words of the walk through the streets, in a headset or at the desk.
export const words: { zh: Record<string, string>; en: Record<string, string> } = {
  zh: {
    "command.walk": "步行进入",
    "command.walk-back": "返回桌面",
    "rail.vr": "VR",
    "walk.loading": "正在准备街景 …",
    "walk.back": "返回桌面",
    "walk.enter-vr": "进入头显",
    "walk.leave-vr": "退出头显",
    "walk.stage": "街道步行视图。拖动环顾，W A S D 或方向键移动。",
    "walk.hint": "拖动环顾，W A S D 移动，点击查看属性，T 传送，? 查看全部操作，Esc 返回桌面。",
    "fault.walk.insecure": "头显只在 HTTPS 页面可用：请用 npm start -- --https 启动，再打开其地址。",
    "fault.walk.no-webxr": "此浏览器不支持 WebXR：请用头显自带的浏览器打开本页，或改用桌面 Chrome、Edge。",
    "fault.walk.no-headset": "没有检测到头显：请连接并唤醒头显，然后重试。",
    "fault.walk.tiles-missing":
      "{{total}} 个瓦片中有 {{missing}} 个未能加载，其余照常显示。请检查网络与城市目录，然后重试。",
    "fault.walk.session": "未能进入头显（{{reason}}）。请确认头显已佩戴且未被其他应用占用，然后重试。",
  },
  en: {
    "command.walk": "Walk here",
    "command.walk-back": "Back to the desk",
    "rail.vr": "VR",
    "walk.loading": "Preparing the street …",
    "walk.back": "Back to the desk",
    "walk.enter-vr": "Enter VR",
    "walk.leave-vr": "Leave VR",
    "walk.stage": "The street on foot. Drag to look round, W A S D or arrow keys to move.",
    "walk.hint":
      "Drag to look, W A S D to move, click to inspect, T to teleport, ? for all of it, Esc back to the desk.",
    "fault.walk.insecure":
      "A headset needs a page over HTTPS: start with npm start -- --https and open the address it prints.",
    "fault.walk.no-webxr":
      "This browser has no WebXR: open this page in the headset's own browser, or in desktop Chrome or Edge.",
    "fault.walk.no-headset": "No headset answers: connect it, wake it up, then try again.",
    "fault.walk.tiles-missing":
      "{{missing}} of {{total}} tiles cannot be loaded; the others are shown. Check the connection and the city folder, then retry.",
    "fault.walk.session":
      "The headset could not be entered ({{reason}}). See that it is worn and not taken by another app, then try again.",
  },
};
