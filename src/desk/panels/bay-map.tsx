// Every bay of a car park as a square, in the order of their numbers: filled is taken, hollow is free.

import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useTwin, useView } from "../view/desk-context.tsx";
import { takenBays } from "../view/taken-bays.ts";

const WIDTH_PX = 256;
const LEAST_PX = 3;

function Bays({ id }: { id: string }) {
  const { t } = useTranslation();
  const site = useTwin(({ observed }) => observed.sites.get(id));
  const canvas = useRef<HTMLCanvasElement>(null);
  const { count = 0, takenBase64 = "" } = site?.bays ?? {};
  const taken = takenBays(takenBase64, count);
  const columns = Math.max(1, Math.min(Math.floor(WIDTH_PX / LEAST_PX), Math.ceil(Math.sqrt(count * 3))));
  const cell = WIDTH_PX / columns;
  const heightPx = Math.ceil(count / columns) * cell;
  useEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen || !canvas.current) return;
    const style = getComputedStyle(canvas.current);
    pen.clearRect(0, 0, WIDTH_PX, heightPx);
    pen.fillStyle = style.color;
    pen.strokeStyle = style.color;
    pen.lineWidth = 0.5;
    taken.forEach((isTaken, bay) => {
      const x = (bay % columns) * cell;
      const y = Math.floor(bay / columns) * cell;
      if (isTaken) pen.fillRect(x + 0.5, y + 0.5, cell - 1, cell - 1);
      else pen.strokeRect(x + 0.75, y + 0.75, cell - 1.5, cell - 1.5);
    });
  }, [taken, columns, cell, heightPx]);
  if (count === 0) return null;
  const taking = taken.filter(Boolean).length;
  return (
    <figure className="bay-map">
      <canvas ref={canvas} width={WIDTH_PX} height={Math.max(1, Math.ceil(heightPx))} />
      <figcaption>{t("parking.map-title", { taken: taking, free: count - taking })}</figcaption>
    </figure>
  );
}

/** Drawn anew in another theme's colours. */
export function BayMap({ id }: { id: string }) {
  const theme = useView((state) => state.theme);
  return <Bays key={theme} id={id} />;
}
