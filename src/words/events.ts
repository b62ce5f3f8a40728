// Words of the event desk, of the state that it keeps and of the vital signs' methods.
export const words = {
  zh: {
    "event.stage.detected": "已发现",
    "event.stage.cross-checked": "已复核",
    "event.stage.assigned": "已派单",
    "event.stage.on-site": "已到场",
    "event.stage.cleared": "已解除",
    "event.stage.dismissed": "已排除",
    "event.note.silent": "长时间无新报告且无人处理，由事件台自动解除",
    "fault.act.unreadable": "操作内容不完整：应含编号、事件与操作类型。请刷新页面后重试。",
    "fault.act.no-event": "没有事件“{{event}}”：可能已归档。请在事件列表中重新选择。",
    "fault.act.over": "事件“{{event}}”已结束（{{stage}}），不能再操作。如情况再次发生，请等待新的报告。",
    "fault.act.acknowledged": "事件“{{event}}”已由 {{author}} 确认，无需再次确认。",
    "fault.act.stage": "事件“{{event}}”当前为“{{stage}}”，不能转为“{{next}}”。请按流程选择下一步。",
    "fault.act.assignee": "派单需要指明处置人或班组（事件“{{event}}”）。请填写后再派单。",
    "fault.act.not-kept": "事件“{{event}}”的操作未能写入数据库，未生效。请检查状态库后重试。",
    "fault.state.open": "无法打开状态库“{{place}}”：{{reason}}。请检查 --state 指定的文件夹或数据库地址。",
    "fault.state.newer":
      "状态库“{{place}}”的版本是 {{version}}，本程序只认识到 {{expected}}。请升级 LaneTwin，或用 --state 另选位置。",
  },
  en: {
    "event.stage.detected": "detected",
    "event.stage.cross-checked": "cross-checked",
    "event.stage.assigned": "assigned",
    "event.stage.on-site": "on site",
    "event.stage.cleared": "cleared",
    "event.stage.dismissed": "dismissed",
    "event.note.silent": "Nobody reported it again or took it up for long: cleared by the event desk",
    "fault.act.unreadable":
      "The act is incomplete: it needs an id, an event and a kind. Reload the page and try again.",
    "fault.act.no-event":
      "There is no event “{{event}}”: it may have been archived. Choose it anew from the list of events.",
    "fault.act.over":
      "The event “{{event}}” is over ({{stage}}), so nothing more can be done to it. If it happens again, a new report will come.",
    "fault.act.acknowledged": "The event “{{event}}” was acknowledged by {{author}}; once is enough.",
    "fault.act.stage":
      "The event “{{event}}” is “{{stage}}” and cannot become “{{next}}”. Choose a step that follows.",
    "fault.act.assignee":
      "To assign the event “{{event}}”, say who is sent: a person or a crew. Fill it in and try again.",
    "fault.act.not-kept":
      "The act on the event “{{event}}” could not be written to the database, so it does not count. Check the state database, then try again.",
    "fault.state.open":
      "The state database at “{{place}}” cannot be opened: {{reason}}. Check the folder or URL given with --state.",
    "fault.state.newer":
      "The state database at “{{place}}” is of version {{version}}; this program knows up to {{expected}}. Update LaneTwin, or choose another place with --state.",
  },
};
