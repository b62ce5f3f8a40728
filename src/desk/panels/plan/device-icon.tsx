// One icon a kind of device.

import {
  IconAntenna,
  IconDeviceCctv,
  IconQuestionMark,
  IconRadar2,
  IconServer2,
  type TablerIcon,
} from "@tabler/icons-react";

const ICONS: Record<string, TablerIcon> = {
  rsu: IconAntenna,
  camera: IconDeviceCctv,
  radar: IconRadar2,
  "edge-box": IconServer2,
};

export function DeviceIcon({ kind, size = 18 }: { kind: string; size?: number }) {
  const Icon = ICONS[kind] ?? IconQuestionMark;
  return <Icon size={size} aria-hidden />;
}
