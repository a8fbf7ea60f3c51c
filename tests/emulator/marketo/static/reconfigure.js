// The tab *Reconfigure New Auth Method*: choose the method, enter all credentials again, Validate, Switch, Confirm, Confirm, OK.
// Assumptions: the choice is made with radio buttons; the form is filled with what was saved, but for secrets; both
// confirmations are questions one after the other.
import { boot, el, stagger } from "./dom.js";
import { get, post, showError } from "./api.js";
import { credentialsForm } from "./credentials.js";
import { messageBox } from "./dialogs.js";
import { button, choice, cls, mask, panel, toolbar, unmask } from "./kit.js";
import { labels } from "./labels.js";
import { interrupt, present } from "./oddities.js";
import { resultRows } from "./rows.js";

const METHODS = ["ropc", "s2s"];

async function confirmed(text) {
  const title = labels.reconfigure_auth_method;
  return (await messageBox({ title, text, icon: "question", show: ["confirm", "cancel"] })) === "confirm";
}

async function switchMethod(place, method, done) {
  if (!(await confirmed(labels.ask_switch)) || !(await confirmed(labels.ask_switch_again))) return;
  mask(place);
  try {
    await post("/crm/switchAuthMethod", { method });
    await stagger();
  } catch (error) {
    unmask(place);
    await showError(error);
    return;
  }
  unmask(place);
  await messageBox({ title: labels.reconfigure_auth_method, text: labels.switched });
  done();
  interrupt("switch");
}

/** The form for one method, with what follows from it. */
function steps(place, method, prefill, done) {
  const results = el("div", { class: cls("validation-results") });
  const entered = credentialsForm({ prefill, method, all: true });
  let round = 0;
  const switches = present("switch", () =>
    button({ text: labels.switch, handler: () => switchMethod(place, method, done), sandbox: true }));
  const allowSwitch = (allowed) => switches.forEach((each) => each.setDisabled(!allowed));
  const forget = () => {
    round += 1;
    allowSwitch(false);
    results.replaceChildren();
  };
  const validate = async () => {
    forget();
    if (!entered.isValid()) return;
    const mine = round;
    mask(place, labels.validating);
    try {
      const { rows } = await post("/crm/validateAuthMethod", { method, credentials: entered.getValues() });
      await stagger();
      const shown = resultRows(rows);
      results.replaceChildren(shown.dom);
      shown.green.then((green) => mine === round && allowSwitch(green));
      interrupt("validate");
    } catch (error) {
      await showError(error);
    } finally {
      unmask(place);
    }
  };
  // What was validated is what will be switched to: another value needs another validation.
  entered.dom.addEventListener("input", forget);
  const validates = present("validate", () => button({ text: labels.validate, handler: validate, sandbox: true }));
  allowSwitch(false);
  return [entered.dom, toolbar(...validates), results, toolbar(...switches)];
}

/** Open the tab. */
export async function openReconfigure(content, backToFirstTab) {
  mask(content);
  const settings = await get("/crm/settings");
  await stagger();
  unmask(content);
  const place = el("div", { class: cls("validation") });
  const body = settings.syncEnabled ? el("p", {}, labels.reconfigure_needs_disabled_sync) : place;
  content.replaceChildren(panel({ title: labels.reconfigure_auth_method }, body));
  if (settings.syncEnabled) return;
  const below = el("div");
  const show = (method) => below.replaceChildren(...steps(place, method, settings.prefill, backToFirstTab));
  const options = METHODS.flatMap((value) => present(`auth_method_${value}`, () => ({ value, text: labels[`auth_method_${value}`] })));
  const chosen = boot.behaviour?.auth_method_preselected === false ? null : settings.authMethod;
  place.replaceChildren(choice({ label: labels.auth_method, options, value: chosen, handler: show }).dom, below);
  if (chosen) show(chosen);
}
