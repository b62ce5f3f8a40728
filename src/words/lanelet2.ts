// Findings and faults of the Lanelet2 reader.
export const words: { zh: Record<string, string>; en: Record<string, string> } = {
  zh: {},
  en: {},
};
