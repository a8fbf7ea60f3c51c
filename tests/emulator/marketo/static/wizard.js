// The first-time wizard next door. Its last button begins an initial sync, which nobody wants by accident.
import { el, stagger } from "./dom.js";
import { post, showError } from "./api.js";
import { messageBox } from "./dialogs.js";
import { button, field, mask, panel, unmask } from "./kit.js";
import { labels } from "./labels.js";

async function startSync(place) {
  mask(place);
  await post("/crm/startSync", {})
    .then(() => messageBox({ title: labels.start_sync, text: labels.initial_sync_begun }))
    .catch(showError);
  unmask(place);
}

export async function openWizard(place) {
  mask(place);
  await stagger();
  unmask(place);
  place.replaceChildren(
    panel({ title: labels.wizard_credentials }, el("p", {}, labels.done)),
    panel({ title: labels.wizard_fields }, el("p", {}, labels.wizard_fields_note)),
    panel({ title: labels.wizard_enable },
      field({ label: labels.notification_email }).dom,
      button({ text: labels.start_sync, handler: () => startSync(place) }).dom));
}
