// Three sentences for the first visit, once; they block nothing.

import { useTranslation } from "react-i18next";

export function FirstHint({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="hint" role="note">
      <ol>
        <li>{t("hint.move")}</li>
        <li>{t("hint.pick")}</li>
        <li>{t("hint.keys")}</li>
      </ol>
      <button type="button" onClick={onClose}>
        {t("hint.close")}
      </button>
    </div>
  );
}
