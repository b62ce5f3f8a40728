// Words of the exports: formats, panel, package, faults.
export const words: { zh: Record<string, string>; en: Record<string, string> } = {
  zh: {},
  en: {},
};
