// How much is drawn and what it takes: the tier, why it is so, the memory of the tiles and its cap.

import { useTranslation } from "react-i18next";
import { useDesk, useView } from "../view/desk-context.tsx";
import { keepPreferences } from "../view/preferences.ts";
import { TIERS, type Tier } from "../view/quality-tier.ts";
import { Figure } from "./figure.tsx";

const MEBI = 1024 * 1024;

export function QualitySection() {
  const { t } = useTranslation();
  const { view } = useDesk();
  const quality = useView((state) => state.quality);
  const memory = useView((state) => state.memory);
  const choose = (value: string) => {
    const tier = TIERS.find((each) => each === value);
    view.setState({
      quality: tier
        ? { tier, fixed: true, reason: "quality.user" }
        : { tier: quality.tier, fixed: false, reason: "quality.device" },
    });
    keepPreferences(localStorage, { quality: tier ?? "auto" });
  };
  const name = (tier: Tier) => t(`quality.${tier}`);
  return (
    <section data-quality={quality.tier}>
      <h3>{t("quality.title")}</h3>
      <label className="sun-row">
        <span className="sr-only">{t("quality.title")}</span>
        <select
          value={quality.fixed ? quality.tier : "auto"}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          <option value="auto">{t("quality.auto")}</option>
          {TIERS.map((tier) => (
            <option key={tier} value={tier}>
              {name(tier)}
            </option>
          ))}
        </select>
      </label>
      <p className="quiet" role="status">
        {t("quality.now", { tier: name(quality.tier) })} · {t(quality.reason)}
      </p>
      <dl className="facts" title={t("memory.hint")}>
        <dt>{t("memory.title")}</dt>
        <dd data-field="tile-memory">
          <Figure value={memory && memory.bytes / MEBI} unit="MiB" digits={1} />{" "}
          <span className="quiet">
            / {t("memory.of")} {memory ? Math.round(memory.capBytes / MEBI) : "—"} MiB
          </span>
        </dd>
      </dl>
    </section>
  );
}
