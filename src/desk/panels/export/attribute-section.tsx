// Which attributes of the data dictionary go into the file; what each means is told below the list while one points at it.

import { Checkbox, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { Attribute } from "../../../model/records/road-attributes.ts";
import { attributesOf, groupsOf } from "./attribute-groups.ts";
import styles from "./export.module.css";
import { attributesChosen } from "./export-desk.ts";
import { useExportDesk } from "./exporter.ts";
import { Note } from "./said.tsx";

function Definition({ id, attribute }: { id: string; attribute: Attribute | undefined }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "zh" ? "zh" : "en";
  if (!attribute) return <div id={id} className={styles.definition} />;
  const { name, unit, definition, opendrive, gbt42517 } = attribute;
  const terms = [
    opendrive && `OpenDRIVE ${opendrive}`,
    gbt42517 && `GB/T 42517 ${gbt42517}`,
    unit ?? t("export.attributes.no-unit"),
  ].filter(Boolean);
  return (
    <div id={id} className={styles.definition}>
      <p>
        <code>{name}</code> {definition[language]}
      </p>
      <p className="quiet">{terms.join(" · ")}</p>
    </div>
  );
}

export function AttributeSection() {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "zh" ? "zh" : "en";
  const { store, choose } = useExportDesk();
  const choice = useStore(store, (state) => state.choice);
  const unknown = useStore(store, (state) => state.unknownAttributes);
  const [text, setText] = useState("");
  const [told, setTold] = useState<Attribute>();
  const tells = useId();
  const all = attributesOf(choice.classes);
  const chosen = new Set(attributesChosen(choice));
  const groups = groupsOf(all, text);
  const set = (names: readonly string[], on: boolean) => {
    const rest = choice.without.filter((name) => !names.includes(name));
    choose({ without: on ? rest : [...rest, ...names.filter((name) => name !== "id")] });
  };
  return (
    <details className={styles.fold}>
      <summary className={styles.foldHead}>
        <span>{t("export.attributes")}</span>
        <output data-field="attributes">
          {t("export.attributes.chosen", { chosen: chosen.size, all: all.length })}
        </output>
      </summary>
      <TextInput
        size="xs"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        placeholder={t("export.attributes.search")}
        aria-label={t("export.attributes.search")}
        leftSection={<IconSearch size={14} aria-hidden />}
      />
      <div className={styles.attributes}>
        {groups.length === 0 && <p className={styles.hint}>{t("export.attributes.nothing")}</p>}
        {groups.map((group) => {
          const names = group.attributes.map(({ name }) => name);
          const on = names.filter((name) => chosen.has(name)).length;
          return (
            <fieldset key={group.id} data-group={group.id}>
              <legend className="sr-only">{t(`export.group.${group.id}`)}</legend>
              <Checkbox
                size="xs"
                className={styles.group}
                label={t(`export.group.${group.id}`)}
                checked={on === names.length}
                indeterminate={on > 0 && on < names.length}
                onChange={() => set(names, on < names.length)}
              />
              <ul className={styles.list}>
                {group.attributes.map((attribute) => (
                  <li
                    key={attribute.name}
                    data-attribute={attribute.name}
                    onPointerEnter={() => setTold(attribute)}
                    onFocus={() => setTold(attribute)}
                  >
                    <Checkbox
                      size="xs"
                      label={attribute.title[language]}
                      aria-describedby={tells}
                      checked={chosen.has(attribute.name)}
                      disabled={attribute.name === "id"}
                      onChange={({ currentTarget }) => set([attribute.name], currentTarget.checked)}
                    />
                    <span className="unit">
                      {attribute.name === "id" ? t("export.attributes.required") : (attribute.unit ?? "")}
                    </span>
                  </li>
                ))}
              </ul>
            </fieldset>
          );
        })}
      </div>
      <Definition id={tells} attribute={told} />
      {unknown.length > 0 && (
        <Note text={t("export.attributes.unknown", { names: unknown.join(", ") })} tone="warn" />
      )}
    </details>
  );
}
