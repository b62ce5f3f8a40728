// A certificate for headsets on the same network: WebXR needs HTTPS beyond this machine. Self-signed, kept from start to
// start so that a headset asks only once, made anew when an address or a name came to the machine, or in its last month.

import { X509Certificate } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

export interface Certificate {
  key: string;
  cert: string;
  /** SHA-256, colons between bytes, as browsers show it. */
  fingerprint: string;
}

const DAY_MS = 86_400_000;
/** Browsers refuse server certificates that live longer. */
const LIFE_DAYS = 397;
const LAST_DAYS = 30;

/** This machine's addresses on its networks, IPv4 first; none of loopback or link-local. */
export function lanAddresses(interfaces = networkInterfaces()): string[] {
  return Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ internal, address }) => !internal && !/^fe80:|^169\.254\./i.test(address))
    .sort((a, b) => (a.family === b.family ? 0 : a.family === "IPv4" ? -1 : 1))
    .map(({ address }) => address);
}

/** Names that the certificate speaks for. */
export const certifiedNames = (): { names: string[]; addresses: string[] } => ({
  names: [...new Set(["localhost", hostname().toLowerCase(), `${hostname().toLowerCase()}.local`])],
  addresses: ["127.0.0.1", "::1", ...lanAddresses()],
});

/** Whether a kept certificate still speaks for all of them, and long enough. */
function serves(
  text: string,
  { names, addresses }: ReturnType<typeof certifiedNames>,
  nowMs: number,
): boolean {
  try {
    const cert = new X509Certificate(text);
    if (Date.parse(cert.validTo) - nowMs < LAST_DAYS * DAY_MS || Date.parse(cert.validFrom) > nowMs)
      return false;
    return (
      names.every((name) => cert.checkHost(name) !== undefined) &&
      addresses.every((address) => cert.checkIP(address) !== undefined)
    );
  } catch {
    return false;
  }
}

async function make(
  { names, addresses }: ReturnType<typeof certifiedNames>,
  nowMs: number,
): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: "commonName", value: `LaneTwin ${names[1] ?? names[0]}` }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(nowMs - DAY_MS),
    notAfterDate: new Date(nowMs + (LIFE_DAYS - 1) * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** The kept certificate in `folder`, or a new one; the key is readable by this user only. */
export async function certificate(folder: string, nowMs: number): Promise<Certificate> {
  const wanted = certifiedNames();
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const kept = await Promise.all([readFile(keyFile, "utf8"), readFile(certFile, "utf8")]).catch(
    () => undefined,
  );
  let pair = kept && serves(kept[1], wanted, nowMs) ? { key: kept[0], cert: kept[1] } : undefined;
  if (!pair) {
    pair = await make(wanted, nowMs);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(`${keyFile}.partial`, pair.key, { mode: 0o600 });
    await chmod(`${keyFile}.partial`, 0o600);
    await writeFile(certFile, pair.cert);
    await rename(`${keyFile}.partial`, keyFile);
  }
  return { ...pair, fingerprint: new X509Certificate(pair.cert).fingerprint256 };
}
