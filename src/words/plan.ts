// Words of the plan: devices, their records, edits, faults.
export const words: { zh: Record<string, string>; en: Record<string, string> } = {
  zh: {},
  en: {},
};
