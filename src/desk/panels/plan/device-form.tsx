// The record of the selected device: every field edits the plan as it is typed; typing in one field is one step.

import { IconAlertTriangle, IconCopy, IconFocusCentered, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { DEVICE_ATTRIBUTES, type RecordFigure } from "../../../model/plan/device-attributes.ts";
import { deviceKind, POWER, UPLINK } from "../../../model/plan/device-kinds.ts";
import { asHeading, type PlannedDevice } from "../../../model/plan/plan-document.ts";
import { useDesk } from "../../view/desk-context.tsx";
import { wishCamera } from "../../view/view-store.ts";
import { Figure } from "../figure.tsx";
import { deviceChecks } from "./device-checks.ts";
import { FigureField } from "./figure-field.tsx";
import classes from "./plan.module.css";

function useLabel() {
  const { i18n } = useTranslation();
  const language = i18n.language === "zh" ? "zh" : "en";
  return (name: string) => DEVICE_ATTRIBUTES.get(name)?.title[language] ?? name;
}

function TextField({
  label,
  value,
  onChange,
  onDone,
  rows,
}: {
  label: string;
  value: string;
  onChange(text: string): void;
  onDone(): void;
  rows?: number;
}) {
  const id = useId();
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      {rows ? (
        <textarea
          id={id}
          rows={rows}
          value={value}
          onBlur={onDone}
          onChange={({ target }) => onChange(target.value)}
        />
      ) : (
        <input id={id} value={value} onBlur={onDone} onChange={({ target }) => onChange(target.value)} />
      )}
    </div>
  );
}

function Choice({
  name,
  value,
  options,
  onChange,
}: {
  name: "power" | "uplink";
  value: string | undefined;
  options: readonly string[];
  onChange(value: string | undefined): void;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const id = useId();
  const all = value !== undefined && !options.includes(value) ? [...options, value] : options;
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label(name)}</label>
      <select id={id} value={value ?? ""} onChange={({ target }) => onChange(target.value || undefined)}>
        <option value="">{t("plan.unset")}</option>
        {all.map((option) => (
          <option key={option} value={option}>
            {t(`value.${name}.${option}`, { defaultValue: option })}
          </option>
        ))}
      </select>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={classes.group}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

function Checks({ device }: { device: PlannedDevice }) {
  const { t } = useTranslation();
  const checks = deviceChecks(device);
  if (checks.length === 0) return null;
  return (
    <ul className={classes.checks}>
      {checks.map(({ code, params }) => (
        <li key={code}>
          <IconAlertTriangle size={14} aria-hidden />
          <span>
            {t(code, {
              ...params,
              ...(params.type && { type: t(`value.type.${params.type}`, { defaultValue: params.type }) }),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function DeviceForm({ device }: { device: PlannedDevice }) {
  const { t } = useTranslation();
  const { plan, view } = useDesk();
  const label = useLabel();
  const kind = deviceKind(device.kind);
  const has = (name: RecordFigure) => device[name] !== undefined || (kind && name in kind.figures);
  const change = (fields: Partial<Record<keyof PlannedDevice, unknown>>) => plan.change(device.id, fields);
  const done = () => plan.log.seal();
  const figure = (name: RecordFigure, optional = false) => (
    <FigureField
      key={name}
      name={name}
      value={device[name]}
      basis={device.basis?.[name]}
      optional={optional}
      onChange={(value) =>
        change({ [name]: name === "headingDeg" && value !== undefined ? asHeading(value) : value })
      }
      onDone={done}
    />
  );
  const { lonDeg, latDeg, heightM } = device.place;
  return (
    <form className={classes.form} onSubmit={(event) => event.preventDefault()} aria-label={t("plan.record")}>
      <div className="buttons">
        <button type="button" onClick={() => wishCamera(view, { kind: "selection" })}>
          <IconFocusCentered size={16} aria-hidden /> {t("plan.fly")}
        </button>
        <button type="button" onClick={() => plan.duplicate(device.id)}>
          <IconCopy size={16} aria-hidden /> {t("plan.duplicate")}
        </button>
        <button type="button" onClick={() => plan.remove(device.id)}>
          <IconTrash size={16} aria-hidden /> {t("plan.delete")}
        </button>
      </div>
      <Checks device={device} />
      <TextField
        label={t("plan.name")}
        value={device.name}
        onChange={(name) => change({ name })}
        onDone={done}
      />
      <TextField
        label={label("model")}
        value={device.model}
        onChange={(model) => change({ model })}
        onDone={done}
      />
      <Group title={t("plan.group.place")}>
        <dl className={classes.told}>
          <dt>{label("mountOn")}</dt>
          <dd data-mount={device.mount.on}>
            {t(`value.mountOn.${device.mount.on}`)}
            {device.mount.hostId !== undefined && <code>{device.mount.hostId}</code>}
          </dd>
          {device.standsOn && device.mount.hostId === undefined && (
            <>
              <dt>{label("standsOn")}</dt>
              <dd>
                {t(`value.type.${device.standsOn.type}`, {
                  defaultValue: t(`value.kind.${device.standsOn.kind}`),
                })}
                <code>{device.standsOn.id}</code>
              </dd>
            </>
          )}
          <dt>{label("lonDeg")}</dt>
          <dd>
            <Figure value={lonDeg} unit="°" digits={7} />
          </dd>
          <dt>{label("latDeg")}</dt>
          <dd>
            <Figure value={latDeg} unit="°" digits={7} />
          </dd>
          <dt>{label("footHeightM")}</dt>
          <dd>
            <Figure value={heightM} unit="m" digits={2} />
          </dd>
          <dt>{t("plan.accuracy")}</dt>
          <dd>
            {device.accuracyM === undefined ? (
              <span className="quiet">{t("plan.accuracy-unknown")}</span>
            ) : (
              <Figure value={device.accuracyM} unit="m" digits={2} />
            )}
          </dd>
        </dl>
        {figure("mountingHeightM")}
      </Group>
      <Group title={t("plan.group.aim")}>
        {figure("headingDeg")}
        {figure("pitchDeg")}
        {figure("rollDeg", true)}
        {has("fovDeg") && figure("fovDeg", true)}
        {has("vfovDeg") && figure("vfovDeg", true)}
        {has("rangeM") && figure("rangeM", true)}
      </Group>
      <Group title={t("plan.group.supply")}>
        {figure("powerW", true)}
        {has("eirpDbm") && figure("eirpDbm", true)}
        <Choice name="power" value={device.power} options={POWER} onChange={(power) => change({ power })} />
        <Choice
          name="uplink"
          value={device.uplink}
          options={UPLINK}
          onChange={(uplink) => change({ uplink })}
        />
      </Group>
      <TextField
        label={label("notes")}
        value={device.notes}
        rows={2}
        onChange={(notes) => change({ notes })}
        onDone={done}
      />
    </form>
  );
}
