// Every command with its keys.

import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useDesk } from "../view/desk-context.tsx";

export function Help({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { commands } = useDesk();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("command.help")}
      closeButtonProps={{ "aria-label": t("inspector.close") }}
    >
      <dl className="facts">
        {commands
          .filter(({ keys }) => keys)
          .map(({ id, title, keys }) => (
            <div className="pair" key={id}>
              <dt>{t(title)}</dt>
              <dd>
                <kbd>{keys}</kbd>
              </dd>
            </div>
          ))}
        <div className="pair">
          <dt>{t("help.move")}</dt>
          <dd>
            <kbd>← ↑ → ↓ PgUp PgDn + −</kbd>
          </dd>
        </div>
        <div className="pair">
          <dt>{t("help.turn")}</dt>
          <dd>
            <kbd>Shift ← ↑ → ↓</kbd>
          </dd>
        </div>
      </dl>
    </Modal>
  );
}
