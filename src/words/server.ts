// Words of the server and of the command that starts it.
export const words = {
  zh: {
    "fault.server.host":
      "主机名“{{host}}”不在允许之列，已拒绝。请用启动时给出的地址访问，或以 --allow-host 加入该主机名。",
    "fault.server.origin": "来自其他网站“{{origin}}”的请求已拒绝。请直接打开服务器给出的地址。",
    "fault.server.sign-in": "需要登录：此服务器不只在本机提供服务。请使用启动时给出的带令牌的地址。",
    "fault.server.role": "当前身份没有此项权限（{{deed}}）。请使用具有相应角色的令牌，或联系管理员授权。",
    "fault.server.tokens-file":
      "令牌文件 {{file}} 的“{{path}}”处有误：{{reason}}。请按文档中的格式更正后重新启动。",
    "fault.server.tokens-env":
      "令牌文件 {{file}} 所指的环境变量 {{name}} 未设置，或少于 {{least}} 个字符。请设置后重新启动。",
    "fault.server.not-found": "没有“{{path}}”这个地址。请从首页进入。",
    "fault.server.port-taken": "端口 {{port}} 已被占用。请关闭占用它的程序，或以 --port 另选一个端口。",
    "fault.server.token-needed":
      "地址 {{host}} 不是本机回环地址，需要令牌。请加 --token <令牌> 或设置环境变量 LANETWIN_TOKEN（至少 16 个字符）。",
    "fault.server.not-a-city":
      "“{{folder}}”不是城市文件夹：里面没有 city.json。请先运行 npx lanetwin import 生成。",
    "fault.server.build-failed": "构建界面失败：{{reason}}。请先运行 npm ci，再试一次。",
    "fault.server.command-failed":
      "命令“lanetwin {{command}}”未能完成（退出码 {{code}}），原因见上文。请按提示处理后再启动。",
    "server.ready": "LaneTwin 已就绪：{{url}}",
    "server.lan": "同一网络的头显或其他设备，请在浏览器中输入：{{url}}",
    "server.certificate":
      "证书为本机自签，浏览器首次会警告：请核对 SHA-256 指纹后选择“高级 → 继续前往”。指纹：{{fingerprint}}",
    "server.no-https": "没有 HTTPS，头显不能进入 VR。需要时请加 --https。",
    "server.building-app": "正在构建界面……",
    "server.building-sample": "正在生成示例城市……",
    "server.vehicles-capped":
      "请求 {{requested}} 辆车，路网最多容纳 {{capacity}} 辆，实际放置 {{placed}} 辆。",
    "server.no-traffic": "该城市没有可行驶的车道，不产生模拟交通。",
    "server.stopping": "正在停止……",
  },
  en: {
    "fault.server.host":
      "The host name “{{host}}” is not one of this server's and was refused. Use the address printed at the start, or add the name with --allow-host.",
    "fault.server.origin":
      "A request from another site, “{{origin}}”, was refused. Open the address that the server printed.",
    "fault.server.sign-in":
      "Sign in first: this server is open beyond this machine. Use the address with the token that it printed at its start.",
    "fault.server.role":
      "Who you are signed in as may not do this ({{deed}}). Use a token with the role for it, or ask whoever runs the server.",
    "fault.server.tokens-file":
      "The tokens file {{file}} is wrong at “{{path}}”: {{reason}}. Put it right and start again.",
    "fault.server.tokens-env":
      "The tokens file {{file}} names the environment variable {{name}}, which is not set or has fewer than {{least}} characters. Set it and start again.",
    "fault.server.not-found": "There is nothing at “{{path}}”. Begin at the front page.",
    "fault.server.port-taken":
      "Port {{port}} is in use. Stop the program that holds it, or choose another with --port.",
    "fault.server.token-needed":
      "The address {{host}} is not loopback, so a token is needed. Give --token <token> or set LANETWIN_TOKEN (at least 16 characters).",
    "fault.server.not-a-city":
      "“{{folder}}” is not a city folder: it holds no city.json. Make one with npx lanetwin import first.",
    "fault.server.build-failed": "Building the app failed: {{reason}}. Run npm ci, then try again.",
    "fault.server.command-failed":
      "The command “lanetwin {{command}}” was to end with 0 and ended with {{code}}; it says why above. Put that right, then start again.",
    "server.ready": "LaneTwin is ready: {{url}}",
    "server.lan": "From a headset or another machine on the network, type: {{url}}",
    "server.certificate":
      "The certificate is this machine's own, so browsers warn once: compare its SHA-256 fingerprint, then choose “Advanced → Proceed”. Fingerprint: {{fingerprint}}",
    "server.no-https": "Without HTTPS a headset cannot enter VR. Add --https where that is wanted.",
    "server.building-app": "Building the app …",
    "server.building-sample": "Growing the sample city …",
    "server.vehicles-capped":
      "{{requested}} vehicles were asked for; the network holds {{capacity}}, so {{placed}} drive.",
    "server.no-traffic": "This city has no lanes to drive on, so there is no simulated traffic.",
    "server.stopping": "Stopping …",
  },
};
