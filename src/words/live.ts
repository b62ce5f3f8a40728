// Words of the live sources.
export const words = {
  zh: {
    "source.simulation": "内置交通仿真",
    "note.simulation.capped": "请求 {{requested}} 辆，路网最多容纳 {{capacity}} 辆",
    "policy.slow": "连接过慢，已断开（{{seconds}} 秒内无法接收数据），将自动重连。",
  },
  en: {
    "source.simulation": "Built-in traffic simulation",
    "note.simulation.capped": "{{requested}} asked for, the network holds {{capacity}}",
    "policy.slow":
      "The connection is too slow and was closed (nothing taken for {{seconds}} s); it reconnects by itself.",
  },
};
