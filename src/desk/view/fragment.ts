// The address's fragment as keys and values. A token that it carried to the server's door goes with the first change: a
// copied address must not hold it.

const SECRET = "token";

export const readFragment = (hash: string): URLSearchParams => new URLSearchParams(hash.replace(/^#/, ""));

/** The fragment with these parts in the place of all that have one of the keys; what else it holds stays behind them. */
export function withParts(hash: string, keys: readonly string[], parts: readonly string[]): string {
  const rest = hash
    .replace(/^#/, "")
    .split("&")
    .filter((part) => part !== "" && ![...keys, SECRET].some((key) => part.startsWith(`${key}=`)));
  const all = [...parts, ...rest];
  return all.length > 0 ? `#${all.join("&")}` : "";
}
