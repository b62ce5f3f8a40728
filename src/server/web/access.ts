// Who may talk to the server: Host and Origin on every request, and a session cookie wherever the address is not
// loopback. The same judgement covers pages, tiles and the socket's handshake.

import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export type Verdict =
  | { ok: true }
  | { ok: false; status: 401 | 403; code: string; params: Record<string, string> };

export interface Access {
  /** Undefined on loopback: no token is asked for there. */
  token?: string;
  judge(request: Pick<IncomingMessage, "headers">): Verdict;
  /** A cookie header value for the right token, undefined for a wrong one. */
  signIn(token: string): string | undefined;
}

export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/** "name:8080" or "[::1]:8080" to its name; undefined when it is not a host. */
export function hostName(hostHeader: string | undefined): string | undefined {
  if (!hostHeader) return undefined;
  const match = /^(\[[0-9a-f:.]+\]|[^:/@\s]+)(?::\d{1,5})?$/i.exec(hostHeader.trim());
  return match?.[1]?.toLowerCase();
}

export interface AccessOptions {
  /** The address the server binds. */
  host: string;
  port: number;
  token?: string;
  /** Cookies travel over HTTPS only. */
  secure?: boolean;
  /** Further names by which the server may be called (a proxy's, a machine's). */
  allowedHosts?: string[];
}

export function createAccess({
  host,
  port,
  token,
  secure = false,
  allowedHosts = [],
}: AccessOptions): Access {
  const sessions = new Set<string>();
  const cookieName = `lanetwin_${port}`;
  const names = new Set(allowedHosts.map((name) => name.toLowerCase()));
  const everyName = !isLoopback(host) && names.size === 0;

  const hostAllowed = (name: string) => everyName || isLoopback(name) || name === host || names.has(name);

  const sameOrigin = (origin: string, hostHeader: string): boolean => {
    try {
      return new URL(origin).host === hostHeader.trim().toLowerCase();
    } catch {
      return false;
    }
  };

  const sessionOf = (cookieHeader: string | undefined): string | undefined =>
    cookieHeader
      ?.split(";")
      .map((pair) => pair.trim())
      .find((pair) => pair.startsWith(`${cookieName}=`))
      ?.slice(cookieName.length + 1);

  const isToken = (given: string | undefined): boolean => {
    if (token === undefined || given === undefined) return false;
    const a = Buffer.from(given);
    const b = Buffer.from(token);
    return a.length === b.length && timingSafeEqual(a, b);
  };

  /** Programs that post carry the token itself; a browser sends no such header by itself to another's page. */
  const bearerOf = (authorization: string | undefined) =>
    authorization === undefined ? undefined : /^bearer\s+(\S+)$/i.exec(authorization.trim())?.[1];

  return {
    ...(token !== undefined && { token }),
    judge({ headers }): Verdict {
      const name = hostName(headers.host);
      if (name === undefined || !hostAllowed(name))
        return { ok: false, status: 403, code: "fault.server.host", params: { host: headers.host ?? "" } };
      if (headers.origin !== undefined && !sameOrigin(headers.origin, headers.host ?? ""))
        return { ok: false, status: 403, code: "fault.server.origin", params: { origin: headers.origin } };
      if (token !== undefined && !isToken(bearerOf(headers.authorization))) {
        const session = sessionOf(headers.cookie);
        if (session === undefined || !sessions.has(session))
          return { ok: false, status: 401, code: "fault.server.sign-in", params: {} };
      }
      return { ok: true };
    },
    signIn(given) {
      if (!isToken(given)) return undefined;
      const session = randomBytes(24).toString("base64url");
      sessions.add(session);
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/${secure ? "; Secure" : ""}`;
    },
  };
}
