// Who may talk to the server: Host and Origin on every request, and a session cookie wherever the address is not
// loopback or tokens were given. The same judgement covers pages, tiles and the socket's handshake. A session or a bearer
// stands for a principal with roles; what those may is roles.ts's business.

import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { OWNER, type Principal } from "./roles.ts";
import { digestOf, type Identities, type KnownToken } from "./tokens-file.ts";

export type Verdict =
  | { ok: true }
  | { ok: false; status: 401 | 403; code: string; params: Record<string, string> };

export type Asking = Pick<IncomingMessage, "headers">;

export interface Access {
  /** Undefined on loopback: no token is asked for there. */
  token?: string;
  judge(request: Asking): Verdict;
  /** Reads a bearer that only its signature proves; before judge. */
  prepare(request: Asking): Promise<void>;
  /** Who asks, if anybody known. */
  principalOf(request: Asking): Principal | undefined;
  /** A cookie header value for a right token, undefined for a wrong one. */
  signIn(token: string): Promise<string | undefined>;
}

interface Known {
  principal: Principal;
  untilMs: number;
}

const MOST_KEPT = 10_000;
const MAX_TOKEN = 8192;

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
  /** Tokens and JSON Web Tokens of many, each with a role. */
  identities?: Identities;
  now?(): number;
  /** Cookies travel over HTTPS only. */
  secure?: boolean;
  /** Further names by which the server may be called (a proxy's, a machine's). */
  allowedHosts?: string[];
}

export function createAccess({
  host,
  port,
  token,
  identities,
  now = Date.now,
  secure = false,
  allowedHosts = [],
}: AccessOptions): Access {
  const sessions = new Map<string, Known>();
  /** Bearers that were proved, by digest. */
  const proved = new Map<string, Known>();
  const tokens: KnownToken[] = [
    ...(token === undefined ? [] : [{ digest: digestOf(token), principal: OWNER }]),
    ...(identities?.tokens ?? []),
  ];
  const guarded = tokens.length > 0 || identities?.jwt !== undefined;
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

  /** All are compared, so that time tells nothing. */
  const tokenOwner = (given: string): Principal | undefined => {
    const digest = digestOf(given);
    let owner: Principal | undefined;
    for (const { digest: right, principal } of tokens) if (timingSafeEqual(digest, right)) owner = principal;
    return owner;
  };
  const keep = (map: Map<string, Known>, key: string, known: Known) => {
    map.set(key, known);
    // Oldest first, as a Map remembers.
    if (map.size > MOST_KEPT) map.delete(map.keys().next().value as string);
  };
  const valid = (known: Known | undefined) =>
    known !== undefined && now() < known.untilMs ? known.principal : undefined;

  const prove = async (given: string): Promise<Known | undefined> => {
    const principal = tokenOwner(given);
    if (principal) return { principal, untilMs: Number.POSITIVE_INFINITY };
    return given.length <= MAX_TOKEN ? identities?.jwt?.(given, now()) : undefined;
  };

  /** Programs that post carry the token itself; a browser sends no such header by itself to another's page. */
  const bearerOf = (authorization: string | undefined) =>
    authorization === undefined ? undefined : /^bearer\s+(\S+)$/i.exec(authorization.trim())?.[1];

  const principalOf: Access["principalOf"] = ({ headers }) => {
    if (!guarded) return OWNER;
    const bearer = bearerOf(headers.authorization);
    if (bearer !== undefined)
      return tokenOwner(bearer) ?? valid(proved.get(digestOf(bearer).toString("base64")));
    return valid(sessions.get(sessionOf(headers.cookie) ?? ""));
  };

  return {
    ...(token !== undefined && { token }),
    principalOf,
    async prepare({ headers }) {
      const bearer = bearerOf(headers.authorization);
      if (!identities?.jwt || bearer === undefined || bearer.length > MAX_TOKEN || tokenOwner(bearer)) return;
      const key = digestOf(bearer).toString("base64");
      if (valid(proved.get(key))) return;
      const known = await identities.jwt(bearer, now());
      if (known) keep(proved, key, known);
    },
    judge(request): Verdict {
      const { headers } = request;
      const name = hostName(headers.host);
      if (name === undefined || !hostAllowed(name))
        return { ok: false, status: 403, code: "fault.server.host", params: { host: headers.host ?? "" } };
      if (headers.origin !== undefined && !sameOrigin(headers.origin, headers.host ?? ""))
        return { ok: false, status: 403, code: "fault.server.origin", params: { origin: headers.origin } };
      if (!principalOf(request)) return { ok: false, status: 401, code: "fault.server.sign-in", params: {} };
      return { ok: true };
    },
    async signIn(given) {
      const known = await prove(given);
      if (!known) return undefined;
      const session = randomBytes(24).toString("base64url");
      keep(sessions, session, known);
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/${secure ? "; Secure" : ""}`;
    },
  };
}
