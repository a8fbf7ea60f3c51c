// The tab *Validate Sync Setup*: a form, then seven rows.
import { boot, el, stagger } from "./dom.js";
import { post, showError } from "./api.js";
import { credentialsForm } from "./credentials.js";
import { button, cls, createWindow, mask, panel, toolbar, unmask } from "./kit.js";
import { labels } from "./labels.js";
import { interrupt, present } from "./oddities.js";
import { resultRows } from "./rows.js";

const results = (rows, onClose) => [
  resultRows(rows).dom,
  toolbar(...present("close", () => button({ text: labels.close, handler: onClose, sandbox: true }))),
];

/** Fill a place, the tab or a dialog, with the form and later with the rows. */
function wizard(place, { prefill, authMethod }, onClose) {
  const entered = credentialsForm({ prefill, method: authMethod });
  const next = async () => {
    if (!entered.isValid()) return;
    mask(place, labels.validating);
    try {
      const { rows } = await post("/crm/validateSync", { credentials: entered.getValues() });
      await stagger();
      unmask(place);
      place.replaceChildren(...results(rows, onClose));
      interrupt("next");
    } catch (error) {
      unmask(place);
      await showError(error);
    }
  };
  const buttons = present("next", () => button({ text: labels.next, handler: next, sandbox: true }));
  place.replaceChildren(entered.dom, toolbar(...buttons));
}

/** Open the tab. */
export async function openValidation(content, settings, backToFirstTab) {
  mask(content);
  await stagger();
  unmask(content);
  if (boot.behaviour?.validation_window) {
    // Nobody publishes whether the tab itself or a dialog asks; a driver should manage both.
    const dialog = createWindow({ title: labels.validate_sync_setup, body: [], closable: false });
    wizard(dialog.content, settings, () => { dialog.close(); backToFirstTab(); });
    dialog.show();
    return;
  }
  const place = el("div", { class: cls("validation") });
  content.replaceChildren(panel({ title: labels.validate_sync_setup }, place));
  wizard(place, settings, backToFirstTab);
}
