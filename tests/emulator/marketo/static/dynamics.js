// Admin > Integration > Microsoft Dynamics.
import { boot, el, stagger } from "./dom.js";
import { get, post, showError } from "./api.js";
import { editCredentials, fieldsOf, leaveStaleDialog } from "./credentials.js";
import { messageBox } from "./dialogs.js";
import { documentedSections, signedInAs } from "./documented.js";
import { button, cls, displayFields, link, mask, panel, tabPanel, topToolbar, unmask } from "./kit.js";
import { labels } from "./labels.js";
import { interrupt, present } from "./oddities.js";
import { openReconfigure } from "./reconfigure.js";
import { openErrors, openStatus } from "./status-tabs.js";
import { openValidation } from "./validation.js";

const TITLE = "Microsoft Dynamics";
const SECRET = ["password", "client_secret"];

let settings = null;

/** Ask first, where the switch says so, then set the other state. */
async function toggleSync(content, toggle) {
  const enabled = !settings.syncEnabled;
  if (boot.behaviour?.confirm_toggle) {
    const text = enabled ? labels.ask_enable : labels.ask_disable;
    if ((await messageBox({ title: toggle.getText(), text, icon: "question", show: ["yes", "no"] })) !== "yes") return;
  }
  mask(content);
  toggle.setDisabled(true);
  try {
    await post("/crm/enableSync", { enabled });
    await stagger();
  } catch (error) {
    await showError(error);
  }
  await openOverview(content);
  interrupt(enabled ? "enable_sync" : "disable_sync");
}

function editLink(content) {
  const handler = () => editCredentials(settings, () => openOverview(content));
  const made = (boot.behaviour?.edit_button ? button : link)({ text: labels.edit, handler });
  made.setDisabled(Boolean(boot.behaviour?.edit_needs_disabled_sync) && settings.syncEnabled);
  return made.dom;
}

function shownFields() {
  const fields = fieldsOf(settings.authMethod).filter((name) => !SECRET.includes(name));
  const entries = fields.map((name) => ({ label: labels[name], value: settings.credentials[name] }));
  // Assumption: the page says which method is in use. The switch hide_auth_method takes that away.
  if (boot.behaviour?.hide_auth_method) return entries;
  return [{ label: labels.auth_method, value: labels[`auth_method_${settings.authMethod}`] }, ...entries];
}

/** The tab's content appears in two steps: the toolbar, and later what stands below it. */
async function openOverview(content) {
  mask(content);
  settings = await get("/crm/settings");
  await stagger();
  const name = settings.syncEnabled ? "disable_sync" : "enable_sync";
  const handler = (toggle) => toggleSync(content, toggle);
  const toggles = present(name, () =>
    button({ text: labels[name], itemId: "enableSync", iconCls: "mkt-icon-sync", handler }));
  const below = el("div", { class: cls("overview") });
  content.replaceChildren(topToolbar(...toggles), below);
  mask(below);
  await stagger();
  unmask(below);
  unmask(content);
  const tools = present("edit", () => editLink(content));
  const body = el("div", {}, displayFields(shownFields()));
  below.replaceChildren(...signedInAs(), ...(boot.behaviour?.documented_sections
    ? documentedSections(settings, { tools, body })
    : [panel({ title: labels.credentials, tools }, body)]));
}

/** Show the page in a place. */
export async function openDynamics(place) {
  mask(place);
  await stagger();
  settings = await get("/crm/settings").catch(async (error) => { await showError(error); return null; });
  unmask(place);
  if (!settings) return;
  leaveStaleDialog(settings);
  const backToFirstTab = () => tabs.activate(0);
  const tab = (name, open) => present(name, () => ({ title: labels[name], open }));
  const tabs = tabPanel([
    { title: TITLE, open: openOverview },
    ...tab("sync_status", (content) => openStatus(content, settings.status)),
    ...tab("sync_errors", (content) => openErrors(content, settings.errors)),
    ...tab("validate_sync_setup", (content) => openValidation(content, settings, backToFirstTab)),
    ...tab("reconfigure_auth_method", (content) => openReconfigure(content, backToFirstTab)),
  ]);
  place.replaceChildren(tabs.dom);
  tabs.activate(0);
  interrupt("open");
}
