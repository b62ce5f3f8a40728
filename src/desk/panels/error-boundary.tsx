// A fault stays in its region: it is said there, with its details folded, and can be tried again.

import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

function Fault({ error, retry }: { error: Error; retry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="fault" role="alert">
      <p>{t("fault.desk.region")}</p>
      <button type="button" onClick={retry}>
        {t("state.retry")}
      </button>
      <details>
        <summary>{t("fault.desk.details")}</summary>
        <pre>{error.stack ?? error.message}</pre>
      </details>
    </div>
  );
}

export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: Error | undefined }> {
  override state: { error?: Error | undefined } = {};
  static getDerivedStateFromError(error: Error) {
    return { error };
  }
  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return <Fault error={error} retry={() => this.setState({ error: undefined })} />;
  }
}
