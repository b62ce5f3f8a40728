// Mounts the desk.

import { createRoot } from "react-dom/client";
import { App } from "./desk/app/app.tsx";
import "./desk/app/desk.css";

createRoot(document.getElementById("root") as HTMLElement).render(
  <App language={navigator.language.startsWith("zh") ? "zh" : "en"} />,
);
