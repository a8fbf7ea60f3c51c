// Admin > Integration > Microsoft Dynamics.
import { boot, el, stagger } from "./dom.js";
import { get, post, showError } from "./api.js";
import { editCredentials, leaveStaleDialog } from "./credentials.js";
import { button, displayField, mask, panel, tabPanel, unmask } from "./ext3.js";
import { messageBox } from "./ext3-window.js";
import { labels } from "./labels.js";
import { present } from "./oddities.js";
import { openErrors, openStatus } from "./status-tabs.js";
import { openValidation } from "./validation.js";

const TITLE = "Microsoft Dynamics";
const SHOWN = ["username", "client_id", "organization_url"];

let settings = null;

/** Ask first, where the switch says so, then set the other state. */
async function toggleSync(content, toggle) {
  const enabled = !settings.syncEnabled;
  if (boot.behaviour?.confirm_toggle) {
    const text = enabled ? "Do you want to enable the sync?" : "Do you want to disable the sync?";
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
}

function editLink(content) {
  const open = () => editCredentials(settings.prefill, () => openOverview(content));
  if (boot.behaviour?.edit_button) return button({ text: labels.edit, handler: open }).dom;
  const click = (event) => {
    event.preventDefault();
    open();
  };
  return el("a", { class: "mkt-panel-link", href: "javascript:void(0)", click }, labels.edit);
}

/** The tab's content appears in two steps: the toolbar, and later what stands below it. */
async function openOverview(content) {
  mask(content);
  settings = await get("/crm/settings");
  await stagger();
  const label = settings.syncEnabled ? labels.disable_sync : labels.enable_sync;
  const handler = (toggle) => toggleSync(content, toggle);
  const toggles = present("toggle", () =>
    button({ text: label, itemId: "enableSync", iconCls: "mkt-icon-sync", handler }));
  const bar = el("div", { class: "x-panel-tbar x-toolbar" }, toggles.map((toggle) => toggle.dom));
  const below = el("div", { class: "mkt-overview" });
  content.replaceChildren(bar, below);
  mask(below);
  await stagger();
  unmask(below);
  unmask(content);
  below.replaceChildren(
    panel({ title: "Credentials", tools: present("edit", () => editLink(content)) },
      SHOWN.map((name) => displayField({ label: labels[name], value: settings.credentials[name] }))));
}

/** Show the page in a place. */
export async function openDynamics(place) {
  mask(place);
  await stagger();
  settings = await get("/crm/settings").catch(async (error) => { await showError(error); return null; });
  unmask(place);
  if (!settings) return;
  leaveStaleDialog();
  const tabs = tabPanel([
    { title: TITLE, open: openOverview },
    { title: "Sync Status", open: (content) => openStatus(content, settings.status) },
    { title: "Sync Errors", open: (content) => openErrors(content, settings.errors) },
    ...present("validate_tab", () => ({
      title: labels.validate_sync_setup,
      open: (content) => openValidation(content, settings.prefill, () => tabs.activate(0)),
    })),
  ]);
  place.replaceChildren(tabs.dom);
  tabs.activate(0);
  if (boot.behaviour?.unexpected_dialog) {
    await stagger(400, 700);
    messageBox({ title: "Marketo Engage", text: String(boot.behaviour.unexpected_dialog) });
  }
}
