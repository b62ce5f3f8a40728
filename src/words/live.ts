// Words of the live sources.
export const words = {
  zh: {
    "source.simulation": "内置交通仿真",
    "source.simulation-operations": "内置仿真：无人机、停车与设备",
    "value.source.simulation-operations": "内置仿真",
    "note.simulation.capped": "请求 {{requested}} 辆，路网最多容纳 {{capacity}} 辆",
    "fault.patrol.empty": "巡航航线 {{route}} 没有航点：至少需要一个航点。请补充航点后重试。",
    "fault.patrol.too-far":
      "航线 {{route}} 超出机库 {{dock}} 的无人机续航：按保留电量计算无法往返一次。请缩短航线，或改由更近的机库执行。",
    "fault.act.no-connection": "与服务器的连接已断开，操作未发送。请在连接恢复后重试。",
    "fault.act.no-answer":
      "服务器在 {{seconds}} 秒内没有应答，操作是否生效未知。请查看事件的记录后再决定是否重试。",
    "policy.slow": "连接过慢，已断开（{{seconds}} 秒内无法接收数据），将自动重连。",
  },
  en: {
    "source.simulation": "Built-in traffic simulation",
    "source.simulation-operations": "Built-in simulation: drones, parking, equipment",
    "value.source.simulation-operations": "built-in simulation",
    "note.simulation.capped": "{{requested}} asked for, the network holds {{capacity}}",
    "fault.patrol.empty":
      "The patrol route {{route}} has no waypoints: at least one is needed. Add waypoints and try again.",
    "fault.patrol.too-far":
      "The route {{route}} is beyond the drone of dock {{dock}}: with the reserve kept it cannot fly it once and return. Shorten the route or give it to a nearer dock.",
    "fault.act.no-connection":
      "The connection to the server is lost; the act was not sent. Try again when it is back.",
    "fault.act.no-answer":
      "The server did not answer within {{seconds}} s, so whether the act counts is not known. Look at the event's record before you try again.",
    "policy.slow":
      "The connection is too slow and was closed (nothing taken for {{seconds}} s); it reconnects by itself.",
  },
};
