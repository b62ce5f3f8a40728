// What the plan last had to say: opened, saved, undone, or why not; what a file's reading changed is listed.

import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../../view/desk-context.tsx";
import classes from "./plan.module.css";
import { usePlanning } from "./use-planning.ts";

/** More would push the plan out of sight; the count is said above. */
const MOST_LISTED = 20;

export function PlanNotice() {
  const { t } = useTranslation();
  const { plan } = useDesk();
  const notice = usePlanning((state) => state.notice);
  return (
    <div
      className={classes.said}
      role={notice?.tone === "error" ? "alert" : "status"}
      data-notice={notice?.code}
    >
      {notice && (
        <div className={classes.notice} data-tone={notice.tone}>
          <div>
            <p>
              {t(notice.code, {
                ...notice.params,
                ...(notice.edit && { what: t(notice.edit.title, notice.edit.params) }),
              })}
            </p>
            {notice.findings && notice.findings.length > 0 && (
              <ul>
                {notice.findings.slice(0, MOST_LISTED).map(({ code, params, where }) => (
                  <li key={`${where} ${code} ${JSON.stringify(params)}`}>{t(code, { ...params, where })}</li>
                ))}
              </ul>
            )}
          </div>
          <button
            type="button"
            className="plain-button"
            aria-label={t("plan.dismiss")}
            onClick={() => plan.tell(undefined)}
          >
            <IconX size={14} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}
