// A picture to take away: its title, a look at it, and saving it. The interface is not on it.

import { IconCamera, IconDownload } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useView } from "../../view/desk-context.tsx";
import classes from "./tools.module.css";

export function PictureTray() {
  const { t, i18n } = useTranslation();
  const { view, city } = useDesk();
  const language = i18n.language === "zh" ? "zh" : "en";
  const [title, setTitle] = useState(city.title[language]);
  const picture = useView((state) => state.picture);
  const take = () =>
    view.setState(({ pictureWish }) => ({ pictureWish: { n: (pictureWish?.n ?? 0) + 1, title } }));
  // What was taken is let go with the tray.
  useEffect(
    () => () => {
      const { picture: last } = view.getState();
      if (last) URL.revokeObjectURL(last.url);
      view.setState({ picture: undefined });
    },
    [view],
  );
  return (
    <form
      className={classes.rows}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <label className="field">
        <span>{t("picture.title")}</span>
        <input value={title} onChange={({ currentTarget }) => setTitle(currentTarget.value)} />
      </label>
      <p className="quiet">{t("picture.hint")}</p>
      <div className="buttons">
        <button type="submit" data-picture="take">
          <IconCamera size={16} aria-hidden /> {t("picture.take")}
        </button>
        {picture && (
          <a className={classes.save} href={picture.url} download={picture.fileName} data-picture="save">
            <IconDownload size={16} aria-hidden /> {t("picture.save")}
          </a>
        )}
      </div>
      {picture && (
        <figure className={classes.picture}>
          <img src={picture.url} alt={t("picture.alt", { title })} />
          <figcaption className="quiet">
            {t("picture.size", { width: picture.widthPx, height: picture.heightPx })}
          </figcaption>
        </figure>
      )}
    </form>
  );
}
