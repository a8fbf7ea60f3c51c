// The five fields of the connection, in the dialog and in the validation, and the dialog itself.
import { compId, el, sleep, stagger } from "./dom.js";
import { post, showError } from "./api.js";
import { register } from "./components.js";
import { button, field, mask, unmask } from "./ext3.js";
import { createWindow } from "./ext3-window.js";
import { labels } from "./labels.js";
import { present } from "./oddities.js";

const FIELDS = ["username", "password", "client_id", "client_secret", "organization_url"];
const SECRET = ["password", "client_secret"];

/** The form; secrets start out blank whatever is saved. */
export function credentialsForm(prefill, xtype) {
  const made = FIELDS.flatMap((name) => present(name, () => ({
    name,
    ...field({
      label: labels[name],
      value: SECRET.includes(name) ? "" : (prefill[name] ?? ""),
      type: SECRET.includes(name) ? "password" : "text",
    }),
  })));
  const dom = el("form", { id: compId(), class: "x-panel-body x-form", method: "POST" }, made.map((each) => each.dom));
  dom.addEventListener("submit", (event) => event.preventDefault());
  if (xtype) register({ xtype, dom });
  return {
    dom,
    getValues: () => Object.fromEntries(made.map((each) => [each.name, each.getValue()])),
    isValid() {
      const blank = made.filter((each) => !SECRET.includes(each.name) && !each.getValue().trim());
      for (const each of made) each.markInvalid(blank.includes(each));
      return blank.length === 0;
    },
  };
}

/** Open the dialog behind *Edit*. */
export async function editCredentials(prefill, onSaved) {
  const form = credentialsForm(prefill, "crmEditCredentialsForm");
  const save = async () => {
    if (!form.isValid()) return;
    mask(dialog.content, "Saving…");
    try {
      await post("/crm/editCredentials", { credentials: form.getValues() });
      await stagger();
    } catch (error) {
      unmask(dialog.content);
      await showError(error);
      return;
    }
    unmask(dialog.content);
    dialog.close();
    onSaved();
  };
  const buttons = [
    ...present("save", () => button({ text: labels.save, action: "submit", handler: save })),
    button({ text: labels.cancel, handler: () => dialog.close() }),
  ];
  const dialog = createWindow({ title: `${labels.edit} Microsoft Dynamics`, body: form.dom, buttons });
  await stagger();
  dialog.show();
  // The dialog is there before it can be used.
  mask(dialog.content);
  await sleep(80 + Math.random() * 150);
  unmask(dialog.content);
}

/** What an earlier visit to the dialog left behind: the same labels, out of sight, with values of long ago. */
export function leaveStaleDialog() {
  const prefill = {
    username: "left.over@example.invalid",
    client_id: "left-over",
    organization_url: "https://left-over.invalid",
  };
  const form = credentialsForm(prefill, "crmEditCredentialsForm");
  const buttons = [button({ text: labels.save }), button({ text: labels.cancel })];
  createWindow({ title: `${labels.edit} Microsoft Dynamics`, body: form.dom, buttons });
}

