// What lies over the picture: camera buttons, compass, scale, coordinates, credits.

import {
  IconEye,
  IconHome,
  IconMapPin,
  IconNavigation,
  IconRuler2,
  IconSquare,
  IconWalk,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { coordinateText, SYSTEMS, type SystemId } from "../view/coordinate-systems.ts";
import { useDesk, useView } from "../view/desk-context.tsx";
import { SunControl } from "./sun-control.tsx";

const BUTTONS = [
  ["home", IconHome],
  ["north-up", IconNavigation],
  ["top-down", IconSquare],
  ["street-level", IconEye],
  ["go-to", IconMapPin],
  ["measure", IconRuler2],
  ["walk", IconWalk],
] as const;

export function CameraButtons() {
  const { t } = useTranslation();
  const { commands } = useDesk();
  const heading = useView((state) => state.camera?.headingDeg ?? 0);
  return (
    <div className="camera-buttons" role="toolbar" aria-label={t("camera.tools")}>
      {BUTTONS.map(([id, Icon]) => {
        const command = commands.find((each) => each.id === id);
        if (!command) return null;
        return (
          <button
            key={id}
            type="button"
            data-command={id}
            title={`${t(command.title)} (${command.keys})`}
            aria-label={t(command.title)}
            onClick={command.do}
          >
            <Icon
              size={20}
              style={id === "north-up" ? { rotate: `${-heading - 45}deg` } : undefined}
              aria-hidden
            />
          </button>
        );
      })}
      <SunControl />
    </div>
  );
}

const LENGTHS_M = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000];

function ScaleBar() {
  const metresPerPixel = useView((state) => state.camera?.metresPerPixel);
  if (!metresPerPixel) return null;
  const length = LENGTHS_M.findLast((m) => m / metresPerPixel <= 110) ?? 1;
  return (
    <span className="scale">
      <span className="scale-line" style={{ width: `${length / metresPerPixel}px` }} />
      {length >= 1000 ? `${length / 1000} km` : `${length} m`}
    </span>
  );
}

export function CoordinateBar({
  system,
  onSystem,
}: {
  system: SystemId;
  onSystem: (system: SystemId) => void;
}) {
  const { t } = useTranslation();
  const { city } = useDesk();
  const pointer = useView((state) => state.pointer);
  const target = useView((state) => state.camera?.target);
  const place = pointer ?? target;
  const text = place && coordinateText(system, place);
  return (
    <footer className="map-foot">
      <ScaleBar />
      <label className="coordinates">
        <span className="sr-only">{t("coordinates.system")}</span>
        <select value={system} onChange={({ target: { value } }) => onSystem(value as SystemId)}>
          {SYSTEMS.map((id) => (
            <option key={id} value={id}>
              {t(`system.${id}`)}
            </option>
          ))}
        </select>
        <output data-testid="coordinates">
          {!place
            ? t("coordinates.sky")
            : text
              ? `${text.first}  ${text.second}  h ${(place.heightM ?? 0).toFixed(2)} m`
              : t("coordinates.outside")}
        </output>
        <span className="quiet wide-only">{t(pointer ? "coordinates.pointer" : "coordinates.centre")}</span>
      </label>
      <span className="credits" title={city.attributions.map(({ text: credit }) => credit).join(" · ")}>
        {city.attributions.map(({ text: credit }) => credit).join(" · ")}
      </span>
    </footer>
  );
}
