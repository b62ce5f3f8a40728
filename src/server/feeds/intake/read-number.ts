// A number that may come as text; "" and null are no number. Counted, because a type that changes is worth knowing.

/** undefined = absent or no finite number. */
export function numberIn(value: unknown, onText?: () => void): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || !/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(value))
    return undefined;
  onText?.();
  return Number(value);
}

/** An id that may come as a number. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text === "" || text.length > 200 ? undefined : text;
}
