// A figure of a record: typed, stepped with the arrow keys, unit beside it, where its default comes from under it. What
// cannot be taken stays as typed and is said in words; the record keeps its last good value.

import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { DEVICE_ATTRIBUTES, figureProblem } from "../../../model/plan/device-attributes.ts";
import type { Basis } from "../../../model/plan/plan-document.ts";
import classes from "./plan.module.css";

interface Props {
  name: string;
  value: number | undefined;
  basis?: Basis | undefined;
  /** An empty field means "not known". */
  optional?: boolean;
  onChange(value: number | undefined): void;
  /** Typing has ended. */
  onDone(): void;
}

const shown = (value: number | undefined, digits: number) =>
  value === undefined ? "" : String(Number(value.toFixed(digits)));

export function FigureField({ name, value, basis, optional = false, onChange, onDone }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const attribute = DEVICE_ATTRIBUTES.get(name);
  const { digits = 2, step = 1, unit = "" } = attribute ?? {};
  const [text, setText] = useState(() => shown(value, digits));
  const [typing, setTyping] = useState(false);
  const language = i18n.language === "zh" ? "zh" : "en";
  // Undo, drags and other fields change the value from outside.
  useEffect(() => {
    if (!typing) setText(shown(value, digits));
  }, [value, digits, typing]);

  const trimmed = text.trim();
  const figure = trimmed === "" ? Number.NaN : Number(trimmed);
  const problem = trimmed === "" ? (optional ? undefined : "empty") : figureProblem(name, figure);
  const take = (next: string) => {
    setText(next);
    const clean = next.trim();
    if (clean === "") {
      if (optional) onChange(undefined);
      return;
    }
    const number = Number(clean);
    if (!figureProblem(name, number)) onChange(number);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      setText(shown(value, digits));
      event.currentTarget.dispatchEvent(new Event("blur"));
    }
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const by = (event.key === "ArrowUp" ? 1 : -1) * step * (event.shiftKey ? 10 : 1);
    const from = Number.isFinite(figure) ? figure : (value ?? 0);
    take(shown(from + by, Math.max(digits, 1)));
  };
  return (
    <div className={classes.field} data-figure={name}>
      <label htmlFor={id} title={attribute?.definition[language]}>
        {attribute?.title[language] ?? name}
      </label>
      <span className={classes.entry}>
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          placeholder={optional ? t("desk.unknown") : undefined}
          aria-invalid={problem !== undefined}
          aria-describedby={problem || basis ? `${id}-said` : undefined}
          onFocus={() => setTyping(true)}
          onBlur={() => {
            setTyping(false);
            onDone();
          }}
          onKeyDown={keys}
          onChange={({ target }) => take(target.value)}
        />
        <span className="unit">{unit}</span>
      </span>
      {problem ? (
        <p id={`${id}-said`} className={classes.problem} role="alert">
          {t(`plan.problem.${problem}`, {
            text: trimmed,
            unit,
            min: attribute?.min ?? "",
            max: attribute?.max ?? "",
          })}
        </p>
      ) : (
        basis && (
          <p id={`${id}-said`} className={classes.basis} title={basis.source} data-basis={basis.confidence}>
            {t(`plan.basis.${basis.confidence}`)}
          </p>
        )
      )}
    </div>
  );
}
