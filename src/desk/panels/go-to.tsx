// Goes to a coordinate in any system; says before what it understood.

import { Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { coordinateText, SYSTEMS, type SystemId } from "../view/coordinate-systems.ts";
import { useDesk } from "../view/desk-context.tsx";
import { parsePlace } from "../view/parse-place.ts";
import { wishCamera } from "../view/view-store.ts";

export function GoTo({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { view } = useDesk();
  const [text, setText] = useState("");
  const [system, setSystem] = useState<SystemId | "auto">("auto");
  const parsed = parsePlace(text, system);
  const go = () => {
    if (!parsed.ok) return;
    wishCamera(view, { kind: "go-to", place: parsed.place });
    onClose();
  };
  const shown = parsed.ok && coordinateText("wgs84", parsed.place);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("go-to.title")}
      closeButtonProps={{ "aria-label": t("inspector.close") }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <label className="field">
          {t("go-to.text")}
          <input
            data-autofocus
            value={text}
            placeholder="114.476012, 30.489512"
            onChange={({ target }) => setText(target.value)}
            aria-describedby="go-to-answer"
          />
        </label>
        <label className="field">
          {t("coordinates.system")}
          <select value={system} onChange={({ target }) => setSystem(target.value as SystemId | "auto")}>
            <option value="auto">{t("system.auto")}</option>
            {SYSTEMS.map((id) => (
              <option key={id} value={id}>
                {t(`system.${id}`)}
              </option>
            ))}
          </select>
        </label>
        <p id="go-to-answer" className="quiet" role="status">
          {parsed.ok && shown
            ? t("go-to.understood", {
                system: t(`system.${parsed.system}`),
                first: shown.first,
                second: shown.second,
              })
            : parsed.ok || text === ""
              ? t("go-to.hint")
              : t(parsed.code, parsed.params)}
        </p>
        <button type="submit" disabled={!parsed.ok} className="primary">
          {t("go-to.go")}
        </button>
      </form>
    </Modal>
  );
}
