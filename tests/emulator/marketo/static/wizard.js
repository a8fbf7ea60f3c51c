// The first-time wizard next door. Its last button begins an initial sync, which nobody wants by accident.
import { el, stagger } from "./dom.js";
import { post, showError } from "./api.js";
import { button, field, mask, panel, unmask } from "./ext3.js";
import { messageBox } from "./ext3-window.js";
import { labels } from "./labels.js";

async function startSync(place) {
  mask(place);
  await post("/crm/startSync", {})
    .then(() => messageBox({ title: labels.start_sync, text: "The initial sync has begun." }))
    .catch(showError);
  unmask(place);
}

export async function openWizard(place) {
  mask(place);
  await stagger();
  unmask(place);
  place.replaceChildren(
    panel({ title: "Step 1: Enter Credentials" }, el("p", {}, "Done.")),
    panel({ title: "Step 2: Select Fields to Sync" }, el("p", {}, "Fields can't be unsynced once they were synced.")),
    panel({ title: "Step 3: Enable Sync" },
      field({ label: "Notification Email" }).dom,
      button({ text: labels.start_sync, handler: () => startSync(place) }).dom));
}
