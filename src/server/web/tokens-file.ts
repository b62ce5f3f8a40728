// The tokens file: who has which role. No token stands in it, only its SHA-256 or the name of the environment variable
// that holds it; the same for JSON Web Tokens, whose key is a JWKS file or a secret by variable.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { Fault } from "../../model/records/fault.ts";
import { createJwtReader, type JwtReader } from "./json-web-tokens.ts";
import { type Principal, ROLES } from "./roles.ts";

z.config({ jitless: true });

const envName = z.string().regex(/^[A-Z_][A-Z0-9_]*$/);
const role = z.enum(ROLES);
const sources = z.array(z.string().min(1)).optional();
const tokensFile = z.strictObject({
  formatVersion: z.literal(1),
  tokens: z
    .array(
      z
        .strictObject({
          name: z.string().min(1).max(100),
          role,
          sha256: z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .optional(),
          env: envName.optional(),
          sources,
        })
        .refine(({ sha256, env }) => (sha256 === undefined) !== (env === undefined), {
          message: "either sha256 or env",
        }),
    )
    .default([]),
  jwt: z
    .strictObject({
      issuer: z.string().min(1),
      audience: z.string().min(1),
      jwksFile: z.string().min(1).optional(),
      secretEnv: envName.optional(),
      roleClaim: z.string().min(1).default("role"),
    })
    .refine(({ jwksFile, secretEnv }) => (jwksFile === undefined) !== (secretEnv === undefined), {
      message: "either jwksFile or secretEnv",
    })
    .optional(),
});

export interface KnownToken {
  /** SHA-256. */
  digest: Buffer;
  principal: Principal;
}

export interface Identities {
  tokens: KnownToken[];
  jwt?: JwtReader;
}

export const MIN_TOKEN_LENGTH = 16;
export const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** @throws Fault fault.server.tokens-file, fault.server.tokens-env */
export async function readTokens(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Identities> {
  const secret = (name: string) => {
    const value = env[name] ?? "";
    if (value.length < MIN_TOKEN_LENGTH)
      throw new Fault("fault.server.tokens-env", { file: path, name, least: MIN_TOKEN_LENGTH });
    return value;
  };
  const wrong = (where: string, reason: string) =>
    new Fault("fault.server.tokens-file", { file: path, path: where, reason });
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    // A parser's message quotes what it read.
    throw wrong("", error instanceof SyntaxError ? "JSON" : String((error as NodeJS.ErrnoException).code));
  }
  const read = tokensFile.safeParse(json);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw wrong(issue?.path.join(".") ?? "", issue?.message ?? "");
  }
  const { tokens, jwt } = read.data;
  const known = tokens.map(({ name, role, sha256, env: variable, sources }) => ({
    digest: sha256 === undefined ? digestOf(secret(variable as string)) : Buffer.from(sha256, "hex"),
    principal: { name, roles: [role], ...(sources && { sources }) },
  }));
  if (!jwt) return { tokens: known };
  const { jwksFile, secretEnv, ...rest } = jwt;
  let keys: { jwks: unknown } | { secret: string };
  try {
    keys =
      secretEnv !== undefined
        ? { secret: secret(secretEnv) }
        : {
            jwks: JSON.parse(await readFile(resolve(dirname(path), jwksFile as string), "utf8")) as unknown,
          };
    return { tokens: known, jwt: createJwtReader({ ...rest, ...keys }) };
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw wrong("jwt.jwksFile", (error as NodeJS.ErrnoException).code ?? "JWKS");
  }
}
