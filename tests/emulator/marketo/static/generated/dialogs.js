// Forms in a window, a drawer, or in the page; questions and messages.
import { el } from "../dom.js";
import { button } from "./buttons.js";
import { idFor, page, pick, root, wait, words } from "./page.js";
import { part } from "./style.js";
import { mark } from "./truth.js";

const role = (name) => (page.dialog.role ? { role: name } : {});

function frame(form, title, body, buttons, close) {
  const titleId = idFor("dialog-title", page.dialog.role);
  const cross = page.dialog.cross && close
    ? mark(part("cross", pick("cross", 2) ? "button" : "span", { "aria-label": words.close, click: close }, "×"), "dialog.cross", "harmless") : null;
  const head = title || cross ? part("dialog_head", "div", {}, el("span", { id: titleId }, title ?? ""), cross) : null;
  const tag = form === "native" ? "dialog" : pick("dialog tag", 3) ? "div" : "section";
  const modal = form === "modal" && page.dialog.role ? { "aria-modal": "true" } : {};
  const name = title && page.dialog.role ? { "aria-labelledby": titleId } : {};
  const look = { modal: "dialog", drawer: "drawer", inline: "inline", native: "native" }[form];
  return part(look, tag, { ...(form === "native" || form === "inline" ? {} : role("dialog")), ...modal, ...name },
    head, body, part("dialog_foot", "div", {}, buttons.map((each) => each.dom)));
}

/** Open a form. ``place`` is where it goes if it is no window of its own. */
export function openDialog({ title, body, buttons, place, form = page.dialog.form, closable = true }) {
  const content = part("dialog_body", "div", {}, body);
  const close = () => { dom.close?.(); dom.remove(); layer?.remove(); };
  const dom = frame(form, title, content, buttons, closable ? close : null);
  const layer = form === "modal" ? part("layer") : null;
  if (page.dialog.opening === "fades" && form !== "inline") {
    dom.animate([{ opacity: 0, transform: "translateY(-30px)" }, { opacity: 1, transform: "none" }], { duration: 350 });
  }
  if (form === "inline" && place) place.prepend(dom);
  else root.append(...(layer ? [layer] : []), dom);
  if (form === "native") dom.showModal();
  if (form === "inline") dom.scrollIntoView({ block: "nearest" });
  return { dom, content, close };
}

const ANSWERS = {
  yes_no: () => [words.yes, words.no], ok_cancel: () => [words.ok, words.cancel],
  confirm_cancel: () => [words.confirm, words.cancel], label_cancel: (label) => [label, words.cancel],
};

/** The box of a known toolkit, which keeps the buttons that it doesn't show. */
function toolkitBox(generation, title, text, buttons) {
  const x = generation === "ext3" ? "x" : "x4";
  const hidden = ["yes", "cancel"].map((name) => mark(el("button", { type: "button", class: `${x}-btn-text`, style: "display:none" }, words[name]), `box.${name}`, "leftover"));
  const layer = el("div", { class: `ext-el-mask ${x}-mask`, style: "position:fixed;inset:0;background:rgba(120,120,120,.4);z-index:9000" });
  const dom = el("div", { class: `${x}-window ${generation === "ext3" ? "x-window-dlg" : "x4-message-box"}`,
    style: "position:fixed;top:140px;left:50%;width:380px;margin-left:-190px;background:#dfe8f6;border:2px solid #99bbe8;z-index:9001;padding:8px;font:12px Arial" },
  el("div", { class: `${x}-window-header`, style: "font-weight:bold" }, title),
  el("div", { class: `${x}-window-body`, style: "padding:14px;background:#fff" }, text),
  el("div", { class: `${x}-window-footer ${x}-toolbar`, style: "padding-top:8px;text-align:center" }, buttons.map((each) => each.dom), hidden));
  root.append(layer, dom);
  return () => { layer.remove(); dom.remove(); };
}

function box(look, title, text, choices) {
  return new Promise((resolve) => {
    let close = null;
    const buttons = choices.map(([label, value, element, category]) =>
      button("dialog", label, { element, category, primary: value === true, handler: () => { close(); resolve(value); } }));
    if (look === "page") {
      const opened = openDialog({ title, body: el("p", {}, text), buttons, form: "modal", closable: false });
      close = opened.close;
    } else close = toolkitBox(look, title, text, buttons);
  });
}

/** Ask before the sync is switched, as the description says. */
export async function ask(label, name) {
  const look = page.toggle.question;
  if (look === "none") return true;
  await wait(page.busy.draw);
  if (look === "native") return window.confirm(`${label}\n${words.ask}`);
  const [yes, no] = ANSWERS[page.toggle.question_answers](label);
  return box(look, label, words.ask, [[yes, true, `${name}.confirm`, "right"], [no, false, `${name}.cancel`, "harmless"]]);
}

/** Say something afterwards, in the way the description has for it. */
export async function tell(way, text, place) {
  if (way === "toast") {
    const toast = part("toast", "div", pick("toast role", 2) ? { role: "status" } : {}, text);
    root.append(toast);
    setTimeout(() => toast.remove(), 3500);
  } else if (way === "banner") place.prepend(part("banner", "div", {}, text));
  else if (way === "box") await box(pick("message box", 2) ? "page" : "ext4", "Microsoft Dynamics", text, [[words.ok, true, "message.ok", "right"]]);
}

export const tellError = (error) => box("page", words.error, error.message, [[words.ok, true, "error.ok", "harmless"]]);
