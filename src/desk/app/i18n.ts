// i18next over the flat word lists: keys hold dots and are looked up whole.

import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { type Language, resources } from "../../words/index.ts";

export function createI18n(language: Language): i18n {
  const made = i18next.createInstance();
  void made.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    keySeparator: false,
    nsSeparator: false,
    resources: { zh: { translation: resources.zh }, en: { translation: resources.en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return made;
}
