// Open Drone ID messages (ASTM F3411): 25 bytes each, or packs of up to nine. Little-endian. Degrees, metres, m/s.
// What is broadcast is signed by nobody: whoever shows it says so.

export type OdidMessage =
  | { type: "basic-id"; idType: number; aircraft: number; id: string }
  | OdidLocation
  | { type: "operator"; id: string }
  | { type: "text"; text: string }
  | { type: "other"; code: number };

export interface OdidLocation {
  type: "location";
  status: "undeclared" | "ground" | "airborne" | "emergency" | "id-failure" | "unknown";
  /** Course, clockwise from true north; not where the nose points. */
  courseDeg: number | undefined;
  speedMps: number | undefined;
  verticalMps: number | undefined;
  lonDeg: number | undefined;
  latDeg: number | undefined;
  /** Over the WGS 84 ellipsoid. */
  heightM: number | undefined;
  pressureHeightM: number | undefined;
  /** Over the take-off place or the ground. */
  aboveM: number | undefined;
  aboveGround: boolean;
  /** 95 % radius. */
  accuracyM: number | undefined;
  /** Tenths of a second of the UTC hour. */
  hourTenths: number | undefined;
}

const SIZE = 25;
const MOST = 9;
const NM = 1852;
const ACCURACY_M = [
  undefined,
  10 * NM,
  4 * NM,
  2 * NM,
  NM,
  0.5 * NM,
  0.3 * NM,
  0.1 * NM,
  0.05 * NM,
  30,
  10,
  3,
  1,
];
const STATUS = ["undeclared", "ground", "airborne", "emergency", "id-failure"] as const;

const textAt = (data: Buffer, from: number, to: number) =>
  data
    .toString("latin1", from, to)
    .replace(/\0[\s\S]*$/, "")
    .trim();

function location(data: Buffer): OdidLocation {
  const flags = data.readUInt8(1);
  const direction = data.readUInt8(2) + (flags & 2 ? 180 : 0);
  const raw = data.readUInt8(3);
  const speed = flags & 1 ? raw * 0.75 + 255 * 0.25 : raw * 0.25;
  const vertical = data.readInt8(4) * 0.5;
  const lat = data.readInt32LE(5);
  const lon = data.readInt32LE(9);
  const nowhere = lat === 0 && lon === 0;
  const height = (at: number) => {
    const metres = data.readUInt16LE(at) * 0.5 - 1000;
    return metres === -1000 ? undefined : metres;
  };
  const tenths = data.readUInt16LE(21);
  return {
    type: "location",
    status: STATUS[flags >> 4] ?? "unknown",
    courseDeg: direction > 360 ? undefined : direction,
    speedMps: speed >= 255 ? undefined : speed,
    verticalMps: vertical === 63 ? undefined : vertical,
    lonDeg: nowhere ? 0 : lon * 1e-7,
    latDeg: nowhere ? 0 : lat * 1e-7,
    pressureHeightM: height(13),
    heightM: height(15),
    aboveM: height(17),
    aboveGround: (flags & 4) !== 0,
    accuracyM: ACCURACY_M[data.readUInt8(19) & 15],
    hourTenths: tenths > 36000 ? undefined : tenths,
  };
}

function one(data: Buffer): OdidMessage {
  const code = data.readUInt8(0) >> 4;
  if (code === 0) {
    const kinds = data.readUInt8(1);
    return { type: "basic-id", idType: kinds >> 4, aircraft: kinds & 15, id: textAt(data, 2, 22) };
  }
  if (code === 1) return location(data);
  if (code === 3) return { type: "text", text: textAt(data, 2, 25) };
  if (code === 5) return { type: "operator", id: textAt(data, 2, 22) };
  return { type: "other", code };
}

/** @throws RangeError on bytes that are no message and no pack */
export function readOdid(bytes: Uint8Array): OdidMessage[] {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (data.length === 0) throw new RangeError("empty");
  if (data.readUInt8(0) >> 4 !== 15) {
    if (data.length !== SIZE) throw new RangeError(`${data.length} bytes, expected ${SIZE}`);
    return [one(data)];
  }
  const [size, count] = [data.readUInt8(1), data.readUInt8(2)];
  if (size !== SIZE || count < 1 || count > MOST || data.length < 3 + size * count)
    throw new RangeError(`a pack of ${count} × ${size} in ${data.length} bytes`);
  return Array.from({ length: count }, (_, i) => one(data.subarray(3 + i * SIZE, 3 + (i + 1) * SIZE)));
}

/** Bytes from hexadecimal or base64 text. @throws RangeError */
export function odidBytes(text: string): Uint8Array {
  const plain = text.trim().replaceAll(/[\s:]/g, "");
  if (/^(0x)?([0-9a-f]{2})+$/i.test(plain)) return Buffer.from(plain.replace(/^0x/i, ""), "hex");
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(plain)) return Buffer.from(plain, "base64");
  throw new RangeError("neither hexadecimal nor base64");
}
