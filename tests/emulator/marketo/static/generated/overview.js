// The page's first tab: the toggle, and what is saved.
import { el } from "../dom.js";
import { begin, end } from "./busy.js";
import { button } from "./buttons.js";
import { post, settings as read } from "./calls.js";
import { ask, openDialog, tell, tellError } from "./dialogs.js";
import { credentialsForm, gate } from "./fields.js";
import { page, wait, words } from "./page.js";
import { sections } from "./sections.js";
import { part } from "./style.js";
import { toggle } from "./toggle.js";
import { mark } from "./truth.js";

export const slots = { header: el("span") };
let current = null;
let visit = 0;

/** The form behind the credentials' Edit. */
function edit(place, redraw) {
  const entered = credentialsForm("credentials", page.prefill, current.prefill);
  const save = button("dialog", words.save, { element: "credentials.save", primary: true, handler: async () => {
    begin(opened.content);
    try {
      await post("/crm/editCredentials", { credentials: entered.values() });
    } catch (error) {
      await tellError(error);
      return;
    } finally {
      end(opened.content);
    }
    opened.close();
    await redraw();
    await tell(page.save_message, words.changes_saved, place.parentNode ?? place);
  } });
  const cancel = button("dialog", words.cancel, { element: "credentials.cancel", category: "harmless", handler: () => opened.close() });
  const title = { edit_credentials: `${words.edit}: ${words.credentials}`, credentials: words.credentials, product: "Microsoft Dynamics" }[page.dialog.title];
  gate(entered.inputs, save);
  const opened = openDialog({ title, body: entered.dom, place, buttons: page.dialog.buttons === "save_cancel" ? [save, cancel] : [cancel, save] });
  if (page.dialog.opening === "masked") {
    begin(opened.content);
    wait(400).then(() => end(opened.content));
  }
}

const status = () => (page.toggle.status_text ? part("quiet", "span", {}, current.syncEnabled ? words.sync_is_on : words.sync_is_off) : null);
const download = () => mark(part("link", "a", { href: "javascript:void(0)" }, words.download_solution), "download_solution", "harmless");

/** Draw the tab in ``place``. */
export async function openOverview(place) {
  const mine = ++visit;
  place.replaceChildren();
  // A toggle beside the title would be clicked although it is about to be drawn again, and its menu would vanish.
  slots.header.replaceChildren();
  begin(place);
  current = await read();
  await wait(page.busy.draw);
  if (mine !== visit) return;
  end(place);
  draw(place);
}

function draw(place) {
  const redraw = () => openOverview(place);
  const made = toggle(current.syncEnabled, (enabled) => switchSync(place, enabled, made, below));
  const below = el("div", {}, sections(current, (holder) => edit(holder, redraw)));
  const at = page.toggle.place;
  slots.header.replaceChildren(...(at === "header" ? [made.dom] : []));
  place.replaceChildren(
    part("toolbar", "div", {}, at === "toolbar" ? made.dom : null, status(), download()), below,
    at === "bottom" ? part("toolbar", "div", {}, made.dom) : "");
}

async function switchSync(place, enabled, made, below) {
  const name = enabled ? "enable_sync" : "disable_sync";
  if (!(await ask(words[name], name))) return;
  // What nothing covers would be clicked although it is about to go.
  if (page.toggle.afterwards === "redraw") {
    if (page.busy.mask === "none") place.replaceChildren();
    slots.header.replaceChildren();
  }
  begin(place);
  try {
    await post("/crm/enableSync", { enabled });
    await wait(page.busy.draw);
  } catch (error) {
    end(place);
    await tellError(error);
    return;
  }
  end(place);
  if (page.toggle.afterwards === "redraw") await openOverview(place);
  else {
    current = { ...current, syncEnabled: enabled };
    made.set(enabled);
    below.replaceChildren(sections(current, (holder) => edit(holder, () => openOverview(place))));
  }
  await tell(page.toggle.message, enabled ? words.sync_is_on : words.sync_is_off, place);
}
