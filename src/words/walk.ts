// Words of the walk through the streets, in a headset or at the desk.
export const words: { zh: Record<string, string>; en: Record<string, string> } = {
  zh: {},
  en: {},
};
