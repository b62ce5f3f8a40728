// The handle of the split view: dragged, or moved by arrow keys; Shift takes larger steps, Home and End go to the edges.

import { IconArrowsHorizontal } from "@tabler/icons-react";
import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useView } from "../../view/desk-context.tsx";
import classes from "./tools.module.css";

const STEP = 0.01;
const LARGE = 0.1;

export function SplitHandle() {
  const { t } = useTranslation();
  const { view } = useDesk();
  const at = useView((state) => state.compare?.at);
  if (at === undefined) return null;
  const put = (next: number) =>
    view.setState(({ compare }) => ({
      compare: compare && { ...compare, at: Math.min(0.98, Math.max(0.02, next)) },
    }));
  const key = (event: KeyboardEvent) => {
    const step = event.shiftKey ? LARGE : STEP;
    const to: Record<string, number> = {
      ArrowLeft: at - step,
      ArrowRight: at + step,
      Home: 0,
      End: 1,
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    put(next);
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const box = handle.parentElement?.getBoundingClientRect();
    if (!box) return;
    const move = ({ clientX }: globalThis.PointerEvent) => put((clientX - box.left) / box.width);
    handle.addEventListener("pointermove", move);
    const end = () => handle.removeEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  };
  return (
    <div
      className={classes.split}
      style={{ "--at": `${at * 100}%` } as object}
      role="slider"
      tabIndex={0}
      aria-label={t("compare.handle")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      onKeyDown={key}
      onPointerDown={drag}
    >
      <span>
        <IconArrowsHorizontal size={18} aria-hidden />
      </span>
    </div>
  );
}
