// Mounts the app; the address says whether it opens at the desk or on foot.

import { createRoot } from "react-dom/client";
import { App } from "./desk/app/app.tsx";
import { readPreferences } from "./desk/view/preferences.ts";
import "@mantine/core/styles.css";
import "@mantine/spotlight/styles.css";
import "./desk/app/tokens.css";
import "./desk/app/desk.css";

const preferences = readPreferences(localStorage);
createRoot(document.getElementById("root") as HTMLElement).render(
  <App
    language={preferences.language ?? (navigator.language.startsWith("zh") ? "zh" : "en")}
    preferences={preferences}
  />,
);
