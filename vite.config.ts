// Builds the desk. Cesium's static files are served from the app itself, so that no request leaves the machine.

import { cpSync, createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const FOLDERS = ["Workers", "ThirdParty", "Assets", "Widgets"];
const SOURCE = "node_modules/cesium/Build/Cesium";

function cesiumFiles(): Plugin {
  let out = "dist";
  return {
    name: "lanetwin-cesium-files",
    configResolved: (config) => {
      out = resolve(config.root, config.build.outDir);
    },
    configureServer: (server) => {
      server.middlewares.use("/cesium", (request, response, next) => {
        const file = join(SOURCE, decodeURIComponent((request.url ?? "").split("?")[0] ?? ""));
        if (file.startsWith(SOURCE) && existsSync(file) && statSync(file).isFile())
          createReadStream(file).pipe(response);
        else next();
      });
    },
    closeBundle: () => {
      for (const folder of FOLDERS)
        cpSync(join(SOURCE, folder), join(out, "cesium", folder), { recursive: true });
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [react(), cesiumFiles()],
  define: {
    CESIUM_BASE_URL: JSON.stringify("./cesium/"),
    LANETWIN_VERSION: JSON.stringify(JSON.parse(readFileSync("package.json", "utf8")).version),
  },
  // The widgets of the full package bring Knockout, which needs the eval that our policy forbids.
  resolve: {
    alias: { cesium: resolve(import.meta.dirname, "src/desk/scenes/cesium/engine.mjs") },
    dedupe: ["@cesium/engine"],
  },
  worker: { format: "es" },
  build: {
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      // glTF-Transform asks for Node's files only where it runs in Node.
      onwarn: (warning, warn) => {
        if (!/externalized for browser compatibility.*gltf-transform/s.test(warning.message)) warn(warning);
      },
    },
  },
});
