// Reads a plan file that was chosen or dropped; one that is far too large is not even read.

import { MOST_BYTES } from "../../../model/plan/plan-file.ts";
import { useDesk } from "../../view/desk-context.tsx";

export function useOpenPlan(): (file: File) => void {
  const { plan } = useDesk();
  return (file) => {
    if (file.size > MOST_BYTES) {
      plan.open("", file.size, file.name);
      return;
    }
    file.text().then(
      (text) => plan.open(text, file.size, file.name),
      (error: unknown) =>
        plan.tell({
          tone: "error",
          code: "fault.plan.unreadable",
          params: { name: file.name, reason: error instanceof Error ? error.message : String(error) },
        }),
    );
  };
}
