// Reads JSON Web Tokens: signature, issuer, audience and times by jose, then the role. Algorithms are fixed by the kind of
// key, so that a public key never passes for a secret.

import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import { type Principal, ROLES, type Role } from "./roles.ts";

export type JwtReader = (
  token: string,
  nowMs: number,
) => Promise<{ principal: Principal; untilMs: number } | undefined>;

export type JwtSettings = { issuer: string; audience: string; roleClaim: string } & (
  | { jwks: unknown }
  | { secret: string }
);

const LATE_S = 30;

function principalOf(payload: JWTPayload, claim: string): Principal | undefined {
  const told = payload[claim];
  const roles = (Array.isArray(told) ? told : [told]).filter((one): one is Role =>
    ROLES.includes(one as Role),
  );
  const { sources } = payload;
  if (roles.length === 0) return undefined;
  if (sources !== undefined && !(Array.isArray(sources) && sources.every((one) => typeof one === "string")))
    return undefined;
  return {
    name: payload.sub ?? "",
    roles,
    ...(sources !== undefined && { sources: sources as string[] }),
  };
}

/** @throws TypeError where the key set is none */
export function createJwtReader(settings: JwtSettings): JwtReader {
  const { issuer, audience, roleClaim } = settings;
  const shared = { issuer, audience, clockTolerance: LATE_S, requiredClaims: ["exp", "sub"] };
  const verify = (() => {
    if ("secret" in settings) {
      const key = new TextEncoder().encode(settings.secret);
      return (token: string, at: Date) =>
        jwtVerify(token, key, { ...shared, algorithms: ["HS256", "HS384", "HS512"], currentDate: at });
    }
    const keys = createLocalJWKSet(settings.jwks as JSONWebKeySet);
    const algorithms = ["RS256", "PS256", "ES256", "ES384", "EdDSA"];
    return (token: string, at: Date) => jwtVerify(token, keys, { ...shared, algorithms, currentDate: at });
  })();
  return async (token, nowMs) => {
    try {
      const { payload } = await verify(token, new Date(nowMs));
      const principal = principalOf(payload, roleClaim);
      return principal && { principal, untilMs: ((payload.exp as number) + LATE_S) * 1000 };
    } catch {
      return undefined;
    }
  };
}
