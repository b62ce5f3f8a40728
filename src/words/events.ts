// Words of the event desk, of the state that it keeps and of the vital signs' methods.
export const words = {
  zh: {
    "method.gb33171-annex-c":
      "GB/T 33171-2016 附录 C：最近 15 分钟各路段空间平均速度相对自由流速度的延误比；自由流速度取地图限速（尚无 30 天实测）",
    "method.vehicles-heard": "最近 15 秒内有位置报告的机动车",
    "method.docks-ready": "空闲、无人机在库且无告警的机库，占已知状态的机库",
    "method.dock-counters": "各机库上报的架次之和",
    "method.bays-taken": "已占泊位 / 总泊位，仅计上报泊位数的停车场",
    "method.night-window": "处于夜间共享时段的停车场的空闲共享泊位之和；时段外没有数值",
    "method.heartbeat": "正常或性能下降的设备，占已知状态的设备",
    "method.event-desk": "事件台中未解除、未排除的事件",
    "grade.free": "畅通",
    "grade.mostly-free": "基本畅通",
    "grade.light": "轻度拥堵",
    "grade.moderate": "中度拥堵",
    "grade.severe": "严重拥堵",
    "event.note.silent": "长时间无新报告且无人处理，由事件台自动解除",
    "fault.act.unreadable": "操作内容不完整：应含编号、事件与操作类型。请刷新页面后重试。",
    "fault.act.no-event": "没有事件“{{event}}”：可能已归档。请在事件列表中重新选择。",
    "fault.act.cleared": "事件“{{event}}”已解除，不能再操作。如情况再次发生，请等待新的报告。",
    "fault.act.dismissed": "事件“{{event}}”已排除，不能再操作。如情况再次发生，请等待新的报告。",
    "fault.act.acknowledged": "事件“{{event}}”已由 {{author}} 确认，无需再次确认。",
    "fault.act.detected": "事件“{{event}}”处于“已发现”，下一步只能是核实、派单、解除或排除。",
    "fault.act.cross-checked": "事件“{{event}}”处于“已核实”，下一步只能是派单、解除或排除。",
    "fault.act.assigned": "事件“{{event}}”已派单，下一步只能是改派、到场、解除或排除。",
    "fault.act.on-site": "事件“{{event}}”已有人到场，下一步只能是解除或排除。",
    "fault.act.assignee": "派单需要指明处置人或班组（事件“{{event}}”）。请填写后再派单。",
    "fault.act.not-kept": "事件“{{event}}”的操作未能写入数据库，未生效。请检查状态库后重试。",
    "fault.audit.query":
      "无法读取 {{path}} 的查询参数：limit 应为 1 至 {{most}} 的整数，after 应为上一页 next 的值。请更正后重试。",
    "fault.state.open": "无法打开状态库“{{place}}”：{{reason}}。请检查 --state 指定的文件夹或数据库地址。",
    "fault.state.newer":
      "状态库“{{place}}”的版本是 {{version}}，本程序只认识到 {{expected}}。请升级 LaneTwin，或用 --state 另选位置。",
  },
  en: {
    "method.gb33171-annex-c":
      "GB/T 33171-2016 Annex C: share of delay from space-mean speeds of links in the last 15 min over free flow; free flow is the map's limit, as long as there are no 30 days of measurements",
    "method.vehicles-heard": "Motor vehicles whose place was reported in the last 15 s",
    "method.docks-ready":
      "Docks that are idle with their drone inside and no alarm, of those whose state is known",
    "method.dock-counters": "Sum of the sorties that the docks count",
    "method.bays-taken": "Bays taken of all bays, in car parks that tell both",
    "method.night-window":
      "Free shared bays of car parks within their night window; outside of it there is no figure",
    "method.heartbeat": "Equipment that works, fully or degraded, of that whose state is known",
    "method.event-desk": "Events at the event desk that are neither cleared nor dismissed",
    "grade.free": "free",
    "grade.mostly-free": "mostly free",
    "grade.light": "lightly congested",
    "grade.moderate": "moderately congested",
    "grade.severe": "severely congested",
    "event.note.silent": "Nobody reported it again or took it up for long: cleared by the event desk",
    "fault.act.unreadable":
      "The act is incomplete: it needs an id, an event and a kind. Reload the page and try again.",
    "fault.act.no-event":
      "There is no event “{{event}}”: it may have been archived. Choose it anew from the list of events.",
    "fault.act.cleared":
      "The event “{{event}}” is cleared, so nothing more can be done to it. If it happens again, a new report will come.",
    "fault.act.dismissed":
      "The event “{{event}}” is dismissed, so nothing more can be done to it. If it happens again, a new report will come.",
    "fault.act.acknowledged": "The event “{{event}}” was acknowledged by {{author}}; once is enough.",
    "fault.act.detected":
      "The event “{{event}}” is detected: what may follow is to cross-check, assign, clear or dismiss it.",
    "fault.act.cross-checked":
      "The event “{{event}}” is cross-checked: what may follow is to assign, clear or dismiss it.",
    "fault.act.assigned":
      "The event “{{event}}” is assigned: what may follow is to assign it anew, to be on site, to clear or to dismiss it.",
    "fault.act.on-site":
      "Somebody is on site at the event “{{event}}”: what may follow is to clear or to dismiss it.",
    "fault.act.assignee":
      "To assign the event “{{event}}”, say who is sent: a person or a crew. Fill it in and try again.",
    "fault.act.not-kept":
      "The act on the event “{{event}}” could not be written to the database, so it does not count. Check the state database, then try again.",
    "fault.audit.query":
      "The query of {{path}} cannot be read: limit is a whole number from 1 to {{most}}, after is what the page before said as next. Correct it, then try again.",
    "fault.state.open":
      "The state database at “{{place}}” cannot be opened: {{reason}}. Check the folder or URL given with --state.",
    "fault.state.newer":
      "The state database at “{{place}}” is of version {{version}}; this program knows up to {{expected}}. Update LaneTwin, or choose another place with --state.",
  },
};
