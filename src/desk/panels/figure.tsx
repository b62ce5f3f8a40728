// A figure as it must be shown: value, unit in a lighter tone; what is not known is said, never shown as 0.

import { useTranslation } from "react-i18next";

export function Figure({
  value,
  unit,
  digits = 0,
}: {
  value: number | undefined;
  unit: string;
  digits?: number;
}) {
  const { t } = useTranslation();
  if (value === undefined || !Number.isFinite(value))
    return <span className="quiet">{t("desk.unknown")}</span>;
  return (
    <span className="figure">
      {value.toFixed(digits)} <span className="unit">{unit}</span>
    </span>
  );
}
