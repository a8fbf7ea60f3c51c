// The fields of the connection, wherever they are asked for, and the dialog behind *Edit*.
import { boot, sleep, stagger } from "./dom.js";
import { post, showError } from "./api.js";
import { register } from "./components.js";
import { button, createWindow, field, form, mask, unmask } from "./kit.js";
import { labels } from "./labels.js";
import { interrupt, present } from "./oddities.js";

const ROPC = ["username", "password", "client_id", "client_secret", "organization_url"];
// Assumption: an application user has no password, so that none is asked for; the tenant id, which Adobe says to note
// for Marketo, has a field. The switch s2s_fields says otherwise.
const S2S = ["username", "client_id", "client_secret", "tenant_id", "organization_url"];
const SECRET = ["password", "client_secret"];

export const fieldsOf = (method) => (method === "s2s" ? boot.behaviour?.s2s_fields ?? S2S : ROPC);

/** The form; secrets start out blank whatever is saved. A blank secret means the saved one, unless all are required. */
export function credentialsForm({ prefill, method, xtype, all = false }) {
  const required = (name) => all || !SECRET.includes(name);
  const made = fieldsOf(method).flatMap((name) => present(name, () => ({
    name,
    ...field({
      label: labels[name],
      value: SECRET.includes(name) ? "" : (prefill[name] ?? ""),
      type: SECRET.includes(name) ? "password" : "text",
      required: required(name),
    }),
  })));
  const dom = form(...made.map((each) => each.dom));
  dom.addEventListener("submit", (event) => event.preventDefault());
  if (xtype) register({ xtype, dom });
  return {
    dom,
    getValues: () => Object.fromEntries(made.map((each) => [each.name, each.getValue()])),
    isValid() {
      const blank = made.filter((each) => required(each.name) && !each.getValue().trim());
      for (const each of made) each.markInvalid(blank.includes(each));
      return blank.length === 0;
    },
  };
}

/** Open the dialog behind *Edit*. */
export async function editCredentials({ prefill, authMethod }, onSaved) {
  const entered = credentialsForm({ prefill, method: authMethod, xtype: "crmEditCredentialsForm" });
  const save = async () => {
    if (!entered.isValid()) return;
    mask(dialog.content, labels.saving);
    try {
      await post("/crm/editCredentials", { credentials: entered.getValues() });
      await stagger();
    } catch (error) {
      unmask(dialog.content);
      await showError(error);
      return;
    }
    unmask(dialog.content);
    dialog.close();
    await onSaved();
    interrupt("save");
  };
  const buttons = [
    ...present("save", () => button({ text: labels.save, action: "submit", handler: save })),
    ...present("cancel", () => button({ text: labels.cancel, handler: () => dialog.close() })),
  ];
  const dialog = createWindow({ title: `${labels.edit} Microsoft Dynamics`, body: entered.dom, buttons });
  await stagger();
  dialog.show();
  // The dialog is there before it can be used.
  mask(dialog.content);
  await sleep(80 + Math.random() * 150);
  unmask(dialog.content);
}

/** What an earlier visit to the dialog left behind: the same labels, out of sight, with values of long ago. */
export function leaveStaleDialog({ authMethod }) {
  const prefill = {
    username: "left.over@example.invalid",
    client_id: "left-over",
    organization_url: "https://left-over.invalid",
  };
  const stale = credentialsForm({ prefill, method: authMethod, xtype: "crmEditCredentialsForm" });
  const buttons = [button({ text: labels.save }), button({ text: labels.cancel })];
  createWindow({ title: `${labels.edit} Microsoft Dynamics`, body: stale.dom, buttons });
}
