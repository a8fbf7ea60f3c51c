// The tab *Validate Sync Setup*: a form, then seven rows. The form is first generation, its buttons second.
import { boot, el, stagger } from "./dom.js";
import { post, showError } from "./api.js";
import { credentialsForm } from "./credentials.js";
import { button, toolbar } from "./ext4.js";
import { mask, panel, unmask } from "./ext3.js";
import { createWindow } from "./ext3-window.js";
import { labels } from "./labels.js";
import { present } from "./oddities.js";

function resultRow(row) {
  const [icon, picture] = row.passed ? ["icon-check", "tick"] : ["icon-x", "cross"];
  return el("div", { class: "mkt-validation-row" },
    el("img", { class: `mkt-validation-icon ${icon}`, src: `/marketo/static/img/${picture}.png`, alt: "" }),
    el("div", { class: "mkt-validation-text" }, row.heading),
    row.detail ? el("div", { class: "mkt-validation-detail" }, row.detail) : null);
}

function results(rows, onClose) {
  return [
    el("div", { class: "mkt-validation-rows" }, rows.map(resultRow)),
    toolbar(...present("close", () => button({ text: labels.close, handler: onClose }))),
  ];
}

/** Fill a place, the tab or a dialog, with the form and later with the rows. */
function wizard(place, prefill, onClose) {
  const form = credentialsForm(prefill);
  const next = async () => {
    if (!form.isValid()) return;
    mask(place, "Validating…");
    try {
      const { rows } = await post("/crm/validateSync", { credentials: form.getValues() });
      await stagger();
      unmask(place);
      place.replaceChildren(...results(rows, onClose));
    } catch (error) {
      unmask(place);
      await showError(error);
    }
  };
  place.replaceChildren(form.dom, toolbar(...present("next", () => button({ text: labels.next, handler: next }))));
}

/** Open the tab. */
export async function openValidation(content, prefill, backToFirstTab) {
  mask(content);
  await stagger();
  unmask(content);
  if (boot.behaviour?.validation_window) {
    // Nobody publishes whether the tab itself or a dialog asks; a driver should manage both.
    const dialog = createWindow({ title: labels.validate_sync_setup, body: [], closable: false });
    wizard(dialog.content, prefill, () => { dialog.close(); backToFirstTab(); });
    dialog.show();
    return;
  }
  const place = el("div", { class: "mkt-validation" });
  content.replaceChildren(panel({ title: labels.validate_sync_setup }, place));
  wizard(place, prefill, backToFirstTab);
}
