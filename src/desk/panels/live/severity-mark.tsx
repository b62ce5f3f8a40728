// How grave an event is, in the shapes of the map: a square, a triangle, a diamond; a check where it is over.

import {
  IconCheck,
  IconSquareFilled,
  IconSquareRotatedFilled,
  IconTriangleFilled,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { EventObservation } from "../../../model/twin/event.ts";
import { isOpenEvent } from "../../view/event-list.ts";
import classes from "./live.module.css";

const MARKS = { warning: IconSquareFilled, caution: IconTriangleFilled, notice: IconSquareRotatedFilled };

export function SeverityMark({ event }: { event: EventObservation }) {
  const { t } = useTranslation();
  const open = isOpenEvent(event);
  const Mark = open ? MARKS[event.severity] : IconCheck;
  return (
    <span className={classes.mark} data-severity={open ? event.severity : "over"}>
      <Mark size={16} aria-hidden />
      <span className="sr-only">{t(`value.severity.${event.severity}`)}</span>
    </span>
  );
}
