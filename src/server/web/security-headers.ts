// Headers of every answer. The policy names no eval, and no foreign origin but those that a city's own file names for its
// tilesets; index.html repeats the plain one for static hosts.

const CONNECT = "connect-src 'self' ws: wss: blob:";

export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  CONNECT,
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join("; ");

const SECURITY_HEADERS: Record<string, string> = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "geolocation=(), microphone=(), camera=(), xr-spatial-tracking=(self)",
};

/** Exact origins of the absolute addresses among a city's tilesets; anything but http and https is none. */
export function foreignOrigins(urls: readonly string[]): string[] {
  const origins = urls.flatMap((url) => {
    try {
      const { protocol, origin } = new URL(url);
      return protocol === "http:" || protocol === "https:" ? [origin] : [];
    } catch {
      // Relative: in the city's folder.
      return [];
    }
  });
  return [...new Set(origins)].sort();
}

/** A policy, in a header or in a page, that lets these origins be read from as well. */
export const allowOrigins = (policy: string, origins: readonly string[]): string =>
  origins.length === 0 ? policy : policy.replace(CONNECT, [CONNECT, ...origins].join(" "));

export const securityHeaders = (origins: readonly string[] = []): Record<string, string> => ({
  ...SECURITY_HEADERS,
  "content-security-policy": allowOrigins(CONTENT_SECURITY_POLICY, origins),
});
