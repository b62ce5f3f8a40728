// The page of a server beyond loopback for one who has no session yet: takes the token from the URL's fragment (or
// by hand), exchanges it for a cookie and goes on. Its script is a file because the policy allows no inline code.

export const SIGN_IN_SCRIPT = `
const form = document.querySelector("form");
const said = document.querySelector("output");
async function signIn(token) {
  const answer = await fetch("/session", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) });
  if (answer.ok) { history.replaceState(null, "", location.pathname + location.search); location.reload(); }
  else said.textContent = said.dataset.wrong;
}
form.addEventListener("submit", (event) => { event.preventDefault(); void signIn(form.token.value); });
const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) void signIn(given);
`;

export const SIGN_IN_PAGE = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>LaneTwin</title>
<style>body{font:14px/1.6 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;display:grid;place-items:center;min-height:100vh;margin:0;background:#20242a;color:#e6e8eb}
form{display:grid;gap:8px;width:min(320px,90vw)}input,button{font:inherit;padding:8px;border-radius:6px;border:1px solid #6b7380;background:#2a2f37;color:inherit}button{background:#2f6fb0;border-color:#2f6fb0;color:#fff}</style></head>
<body><form><strong>LaneTwin</strong><label for="token">访问令牌 · Access token</label><input id="token" name="token" type="password" autocomplete="off" required>
<button>进入 · Enter</button><output data-wrong="令牌不对，请查看服务器启动时给出的地址。· Wrong token; see the address that the server printed at its start."></output></form>
<script src="/sign-in.js"></script></body></html>
`;
