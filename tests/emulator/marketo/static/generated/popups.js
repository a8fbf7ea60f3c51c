// The forms behind the other Edits. They look like that of the credentials; Save there does harm.
import { el } from "../dom.js";
import { button } from "./buttons.js";
import { post } from "./calls.js";
import { openDialog, tellError } from "./dialogs.js";
import { field, form } from "./fields.js";
import { idFor, page, words } from "./page.js";
import { part } from "./style.js";
import { mark } from "./truth.js";

function checkbox(text, element, checked = false) {
  const id = idFor("check", true);
  const input = mark(el("input", { type: "checkbox", id }), element, "forbidden");
  input.checked = checked;
  return part("field_row", "div", {}, input, el("label", { for: id }, text));
}

function popup(place, title, element, body, action) {
  const save = button("dialog", action.text, { element: `${element}.${action.name}`, category: "forbidden", primary: true,
    handler: () => { opened.close(); action.run?.(); } });
  const cancel = button("dialog", words.cancel, { element: `${element}.cancel`, category: "harmless", handler: () => opened.close() });
  const opened = openDialog({ title, body, buttons: page.dialog.buttons === "save_cancel" ? [save, cancel] : [cancel, save], place });
}

const save = { name: "save", text: words.save };

export const openOptions = (place) => popup(place, words.sync_options, "sync_options", checkbox(words.campaign_sync, "sync_options.campaign"), save);

export const openFields = (place) => popup(place, words.field_sync_details, "field_sync_details", [
  ...["Lead: Email Address", "Lead: Last Name", "Contact: Job Title"].map((text, index) => checkbox(text, `field_sync_details.field${index}`, index < 2)),
  button("dialog", words.advanced_sync, { element: "field_sync_details.advanced", category: "forbidden" }).dom,
], save);

/** The wizard's last step: an initial sync, which nobody wants by accident. */
export const openStart = (place) => popup(place, words.step_enable, "wizard", form([
  field("email", { label: "E-mail", element: "wizard.email", category: "forbidden" }),
]), { name: "start_sync", text: words.start_sync, run: () => post("/crm/startSync", {}).catch(tellError) });
