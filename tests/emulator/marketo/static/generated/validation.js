// The tab *Validate Sync Setup*: a form, Next, the rows, Close.
import { el } from "../dom.js";
import { begin, end } from "./busy.js";
import { button } from "./buttons.js";
import { post, settings as read } from "./calls.js";
import { openDialog, tellError } from "./dialogs.js";
import { credentialsForm, gate } from "./fields.js";
import { page, wait, words } from "./page.js";
import { showRows } from "./rows.js";
import { part } from "./style.js";

async function results(place, rows, close) {
  const closing = button("dialog", words.close, { element: "validation.close", handler: close });
  const foot = part("toolbar", "div", {}, closing.dom);
  const list = el("div");
  place.replaceChildren(list, foot);
  if (page.validation.close === "when_done") closing.setShown(false);
  await showRows(list, rows);
  closing.setShown(true);
}

function steps(place, settings, close) {
  const entered = credentialsForm("validation", page.prefill_validation, settings.prefill);
  const next = button("dialog", words.next, { element: "validation.next", primary: true, handler: async () => {
    begin(place);
    try {
      const { rows } = await post("/crm/validateSync", { credentials: entered.values() });
      end(place);
      await results(place, rows, close);
    } catch (error) {
      end(place);
      await tellError(error);
    }
  } });
  // A form that is filled already has nothing to wait for.
  if (page.prefill_validation === "blank") gate(entered.inputs, next);
  place.replaceChildren(entered.dom, part("toolbar", "div", {}, next.dom));
}

/** Open the tab. */
export async function openValidation(place, backToFirstTab) {
  place.replaceChildren();
  begin(place);
  const settings = await read();
  await wait(page.busy.draw);
  end(place);
  if (page.validation.place === "dialog") {
    const holder = el("div", { style: "position:relative" });
    const opened = openDialog({ title: words.validate_sync_setup, body: holder, buttons: [], place, closable: false });
    steps(holder, settings, () => { opened.close(); backToFirstTab(); });
    return;
  }
  const holder = part("panel_body");
  place.replaceChildren(holder);
  steps(holder, settings, () => (page.validation.after_close === "stays" ? openValidation(place, backToFirstTab) : backToFirstTab()));
}
