// The page as Adobe's documentation has it: three sections, each with an Edit of its own, and the neighbours that share their
// words. Switches of the state's marketo.behaviour:
//   documented_sections: Credentials, Sync Options and Field Sync Details, Download Marketo Solution; false leaves the
//     credentials alone on the page, with the one Edit
//   neighbours: a list of username (in front of the credentials), entities_sync (another page's Enable Sync, with
//     documented_sections); both, unless documented_sections is false
//   wizard_rows: while the sync is off, the sections are called as the rows of the first-time wizard (with documented_sections)
import { boot, el, stagger } from "./dom.js";
import { button, cls, createWindow, link, panel, toolbar } from "./kit.js";
import { labels } from "./labels.js";
import { openWizard } from "./wizard.js";

const has = (name) => [].concat(boot.behaviour?.neighbours ?? []).includes(name);

/** Tell the emulator of a click that no rotation has to make. */
const wrong = (element, category) => fetch("/page/report", {
  method: "POST", keepalive: true, headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ kind: "click", element, category, trusted: true }),
});

/** A popup of checkboxes with Save and Cancel. */
async function popup(element, title, boxes, more = []) {
  wrong(`${element}.edit`, "decoy");
  const save = button({ text: labels.save, handler: () => { wrong(`${element}.save`, "forbidden"); dialog.close(); } });
  const cancel = button({ text: labels.cancel, handler: () => dialog.close() });
  const body = el("div", {}, boxes.map((text) => el("div", {}, el("label", {}, el("input", { type: "checkbox" }), ` ${text}`))), more.map((each) => each.dom));
  const dialog = createWindow({ title, body, buttons: [save, cancel] });
  await stagger();
  dialog.show();
}

const openOptions = () => popup("sync_options", labels.sync_options, [labels.campaign_sync]);
const openFields = () => popup("field_sync_details", labels.field_sync_details, ["Lead: Email", "Lead: Last Name", "Contact: Job Title"],
  [button({ text: labels.advanced_sync, handler: () => wrong("field_sync_details.advanced", "forbidden") })]);

/** The wizard's last step has a window of its own, with Start Sync in it. */
async function openStart() {
  wrong("wizard.edit", "decoy");
  const place = el("div");
  const dialog = createWindow({ title: labels.wizard_enable, body: place, buttons: [] });
  dialog.show();
  await openWizard(place);
}

/** The sections, or the wizard's rows; ``credentials`` is { tools, body } of the first one. */
export function documentedSections(settings, credentials) {
  const edit = (handler) => link({ text: labels.edit, handler }).dom;
  const wizard = boot.behaviour?.wizard_rows && !settings.syncEnabled;
  const entities = () => panel({ title: labels.entities_sync }, toolbar(
    button({ text: labels.sync_schema, handler: () => wrong("entities.schema", "decoy") }),
    button({ text: labels.enable_sync, handler: () => wrong("entities.enable_sync", "decoy") })));
  const others = wizard
    ? [[labels.wizard_fields, labels.wizard_fields_note, openFields], [labels.wizard_enable, "", openStart]]
    : [[labels.sync_options, `${labels.campaign_sync}: ${labels.no}`, openOptions], [labels.field_sync_details, "Lead 41, Contact 38", openFields]];
  return [
    panel({ title: wizard ? labels.wizard_credentials : labels.credentials, tools: credentials.tools }, credentials.body),
    ...others.map(([title, text, open]) => panel({ title, tools: [edit(open)] }, el("p", {}, text))),
    el("div", { style: "overflow:hidden;padding:0 12px" }, link({ text: labels.download_solution, handler: () => {} }).dom),
    ...(has("entities_sync") ? [entities()] : []),
  ];
}

/** Who is signed in, under the same word as the sync user. */
export const signedInAs = () => (has("username") ? [el("div", { class: cls("signed-in") }, `${labels.username}: ${boot.userName}`)] : []);
