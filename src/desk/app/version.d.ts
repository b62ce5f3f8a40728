// Set when the app is built (vite.config.ts).
declare const LANETWIN_VERSION: string;
