// Words of the bus between the processes of a city, and of their roles.
export const words = {
  zh: {
    "source.bus": "消息总线",
    "source-kind.bus": "消息总线",
    "note.bus.down": "与消息总线的连接已中断，正在重连；所有位置都可能过时",
    "note.bus.no-ingest": "总线上没有接入进程（ingest）的消息；请确认接入进程正在运行",
    "note.bus.ingest-silent": "接入进程 {{ingest}} 没有消息，其数据已过时",
    "note.bus.lost": "消息总线中断，收不到接入进程 {{ingest}} 的数据",
    "note.bus.clock-behind": "接入进程 {{ingest}} 的时钟慢 {{seconds}} 秒，位置时间已校正；请检查 NTP",
    "note.bus.clock-ahead": "接入进程 {{ingest}} 的时钟快 {{seconds}} 秒，位置时间已校正；请检查 NTP",
    "note.bus.source-twice":
      "数据源 {{source}} 由两个接入进程发送，{{ingest}} 的一份未采用；请为其中一个改名，或以 --vehicles 0 关闭重复的仿真",
    "fault.bus.url":
      "--nats 应为 nats://主机:端口 或 tls://主机:端口，多个地址用逗号分隔。请更正该地址（内容可能含密码，此处不显示）。",
    "fault.bus.unreachable":
      "连接不上 NATS 服务器 {{url}}：{{reason}}。请确认 nats-server 已启动、地址和端口无误，然后重新启动。",
    "fault.bus.refused":
      "NATS 服务器 {{url}} 拒绝登录：{{reason}}。请检查 URL 中的用户名和密码，或环境变量 LANETWIN_NATS_USER、LANETWIN_NATS_PASSWORD、LANETWIN_NATS_TOKEN。",
    "fault.bus.needed":
      "--role {{role}} 需要消息总线。请加 --nats nats://主机:端口，或去掉 --role 让一个进程完成全部工作。",
    "fault.bus.role":
      "--role 应为 all、ingest 或 gateway，实际是“{{role}}”；给出 --nats 时应为 ingest 或 gateway。请改正后再试。",
    "fault.bus.name":
      "--name 只能含英文字母、数字、连字符和下划线，最多 64 个字符，实际是“{{name}}”。请改正后再试。",
    "fault.bus.flag": "{{flag}} 不能与 --role {{role}} 同用。请去掉它，或在承担该工作的进程上使用。",
    "fault.bus.desk-flag": "--desk 只有 off 一个取值，实际是“{{text}}”。不写 --desk 即由此进程负责事件台。",
    "fault.bus.name-taken": "已有名为“{{name}}”的接入进程在运行。请先停止它，或以 --name 另取名称。",
    "fault.bus.desk-taken":
      "事件台已由接入进程“{{holder}}”负责，每个城市只能有一个。请给“{{name}}”加 --desk off。",
    "fault.bus.no-desk":
      "{{seconds}} 秒内没有负责事件台的接入进程，操作未执行。请确认该接入进程正在运行，然后重试。",
    "fault.bus.act-not-sent": "与消息总线的连接已中断，操作在 {{seconds}} 秒内未能送出。请在连接恢复后重试。",
    "bus.connected": "已作为 {{role}}“{{name}}”接入消息总线 {{url}}",
    "bus.lost": "与消息总线 {{url}} 的连接已中断，正在重连……",
    "bus.back": "与消息总线 {{url}} 的连接已恢复",
    "server.ingest-ready": "接入进程已就绪，HTTP 接入地址：{{url}}",
    "serve.roles":
      "角色：all 一个进程完成全部工作（默认，不经总线）。ingest 负责接入、仿真、录制和 HTTP 接入，并向 NATS 发布；gateway 从 NATS 取得全城数据，提供页面、连接和令牌校验。\n一个城市有多个 ingest 时，只有一个负责事件台和体征：其余的都加 --desk off，它们上报的事件经总线送到那里。仿真也只留在一个 ingest 上：其余的加 --vehicles 0。\n--name 在总线上区分各进程，默认为主机名加端口。NATS 的登录信息写在 URL 里，或放在 LANETWIN_NATS_USER、LANETWIN_NATS_PASSWORD、LANETWIN_NATS_TOKEN；tls:// 的 CA 文件由 LANETWIN_NATS_CA 指定。\n回放用本进程自己的录制：gateway 录制全城，ingest 只录制自己的部分。",
  },
  en: {
    "source.bus": "Message bus",
    "source-kind.bus": "message bus",
    "note.bus.down": "The message bus is lost and being reached for; every position may be out of date",
    "note.bus.no-ingest": "No ingest is heard on the bus; check that one is running",
    "note.bus.ingest-silent": "The ingest {{ingest}} is silent; what it told is out of date",
    "note.bus.lost": "The message bus is lost, so that the ingest {{ingest}} is not heard",
    "note.bus.clock-behind":
      "The clock of the ingest {{ingest}} is {{seconds}} s behind; times of positions are corrected; check NTP",
    "note.bus.clock-ahead":
      "The clock of the ingest {{ingest}} is {{seconds}} s ahead; times of positions are corrected; check NTP",
    "note.bus.source-twice":
      "Two ingests tell the source {{source}}; that of {{ingest}} is not used; rename one, or stop a second simulation with --vehicles 0",
    "fault.bus.url":
      "--nats takes nats://host:port or tls://host:port, several with commas between. Correct the address (it is not shown here, as it may hold a password).",
    "fault.bus.unreachable":
      "The NATS server {{url}} cannot be reached: {{reason}}. Check that nats-server runs and that address and port are right, then start again.",
    "fault.bus.refused":
      "The NATS server {{url}} refused the sign-in: {{reason}}. Check user and password in the URL, or LANETWIN_NATS_USER, LANETWIN_NATS_PASSWORD and LANETWIN_NATS_TOKEN.",
    "fault.bus.needed":
      "--role {{role}} needs a message bus. Give --nats nats://host:port, or leave --role out and one process does it all.",
    "fault.bus.role":
      "--role takes all, ingest or gateway, not “{{role}}”; with --nats it is ingest or gateway. Correct it and try again.",
    "fault.bus.name":
      "--name takes up to 64 letters, digits, hyphens and underscores, not “{{name}}”. Correct it and try again.",
    "fault.bus.flag":
      "{{flag}} does not go with --role {{role}}. Leave it out, or give it to the process that does this work.",
    "fault.bus.desk-flag":
      "--desk takes off and nothing else, not “{{text}}”. Without --desk this process holds the event desk.",
    "fault.bus.name-taken":
      "An ingest called “{{name}}” is running already. Stop it first, or choose another with --name.",
    "fault.bus.desk-taken":
      "The event desk is held by the ingest “{{holder}}”, and a city has one. Start “{{name}}” with --desk off.",
    "fault.bus.no-desk":
      "No ingest holds the event desk (none within {{seconds}} s), so the act was not done. Check that the ingest with the desk is running, then try again.",
    "fault.bus.act-not-sent":
      "The message bus is lost, and the act could not be sent within {{seconds}} s. Try again when it is back.",
    "bus.connected": "On the message bus {{url}} as {{role}} “{{name}}”",
    "bus.lost": "The message bus {{url}} is lost; reconnecting …",
    "bus.back": "The message bus {{url}} is back",
    "server.ingest-ready": "The ingest is ready; HTTP ingest at {{url}}",
    "serve.roles":
      "Roles: all does everything in one process (the default; no bus is crossed). ingest takes in the feeds, simulates, records, takes HTTP ingest, and publishes over NATS; gateway has the whole city from NATS and serves pages, sockets and tokens.\nWhere a city has several ingests, one of them holds the event desk and the vital signs: start every other with --desk off; their reports of events go there over the bus. The simulation too belongs to one: give the others --vehicles 0.\n--name tells processes apart on the bus; it is the host's name and the port unless given. Credentials of NATS are in the URL, or in LANETWIN_NATS_USER and LANETWIN_NATS_PASSWORD, or LANETWIN_NATS_TOKEN; LANETWIN_NATS_CA names the CA file for tls://.\nReplay shows what this process recorded: a gateway records the whole city, an ingest its own share.",
  },
};
