// The workspaces on the rail, in its order: one line each. Their keys are 1, 2, 3 …

import { IconActivity, IconCompass, IconDatabaseExport, IconLayersSubtract } from "@tabler/icons-react";
import { type ComponentType, lazy } from "react";
import { LivePanel } from "../panels/live/live-panel.tsx";
import { PlanPanel } from "../panels/plan/plan-panel.tsx";
import { InspectPanel } from "../panels/tools/inspect-panel.tsx";

export interface Panel {
  id: string;
  /** Word keys: the rail's label, the panel's heading, the command. */
  label: string;
  title: string;
  command: string;
  icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  content: ComponentType;
}

export const panels = [
  {
    id: "layers",
    label: "rail.inspect",
    title: "panel.layers",
    command: "command.inspect",
    icon: IconLayersSubtract,
    content: InspectPanel,
  },
  {
    id: "live",
    label: "rail.live",
    title: "panel.live",
    command: "command.live",
    icon: IconActivity,
    content: LivePanel,
  },
  {
    id: "data",
    label: "rail.data",
    title: "panel.data",
    command: "command.data",
    icon: IconDatabaseExport,
    content: lazy(() => import("../panels/export/export-panel.tsx")),
  },
  {
    id: "plan",
    label: "rail.plan",
    title: "panel.plan",
    command: "command.plan",
    icon: IconCompass,
    content: PlanPanel,
  },
] as const satisfies readonly Panel[];
