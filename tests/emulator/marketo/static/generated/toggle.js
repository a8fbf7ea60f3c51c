// What turns the sync off and on.
import { el } from "../dom.js";
import { button } from "./buttons.js";
import { idFor, page, words } from "./page.js";
import { hosted, part } from "./style.js";
import { mark } from "./truth.js";

const nameOf = (enabled) => (enabled ? "disable_sync" : "enable_sync");

function changing(enabled, switchTo) {
  const made = button("toolbar", words[nameOf(enabled)], { element: nameOf(enabled), handler: () => switchTo(!enabled) });
  const set = (now) => {
    enabled = now;
    made.setText(words[nameOf(now)]);
    made.setElement(nameOf(now));
  };
  return { dom: made.dom, set };
}

/** Two buttons; the one that would change nothing is greyed, or not shown. */
function two(enabled, switchTo, hides) {
  const off = button("toolbar", words.disable_sync, { element: "disable_sync", handler: () => switchTo(false) });
  const on = button("toolbar", words.enable_sync, { element: "enable_sync", handler: () => switchTo(true) });
  const set = (now) => {
    if (hides) { off.setShown(now); on.setShown(!now); } else { off.setDisabled(!now); on.setDisabled(now); }
  };
  set(enabled);
  return { dom: el("span", { style: "display:inline-flex;gap:8px" }, off.dom, on.dom), set };
}

function menu(enabled, switchTo) {
  const list = page.buttons.toolbar.role ? { role: "menu" } : {};
  const item = part("menu_item", page.buttons.toolbar.tag === "table" ? "div" : "li", page.buttons.toolbar.role ? { role: "menuitem", tabindex: "-1" } : {});
  const other = part("menu_item", "li", page.buttons.toolbar.role ? { role: "menuitem", tabindex: "-1" } : {}, words.help);
  const shown = part("menu", "ul", { ...list, style: "display:none" }, item, mark(other, "menu.help", "harmless"));
  const close = () => { shown.style.display = "none"; };
  const opener = button("toolbar", page.toggle.menu_name === "more" ? "⋮" : `${words.actions} ▾`, { element: "toggle.menu", category: "harmless",
    handler: () => { shown.style.display = shown.style.display === "none" ? "" : "none"; } });
  opener.dom.title = words.actions;
  other.addEventListener("click", close);
  item.addEventListener("click", () => { close(); switchTo(!enabled); });
  const set = (now) => {
    enabled = now;
    item.replaceChildren(words[nameOf(now)]);
    mark(item, nameOf(now), "right");
  };
  set(enabled);
  return { dom: part("menu_place", "span", {}, opener.dom, shown), set };
}

/** A switch that is labelled with what it does when it is on. */
function slider(enabled, switchTo) {
  const id = idFor("switch", true);
  const kind = page.toggle.switch;
  const control = kind === "checkbox" ? el("input", { type: "checkbox", id })
    : part("track", "span", kind === "role" ? { role: "switch", tabindex: "0", "aria-labelledby": id } : {}, part("knob", "span"));
  const set = (now) => {
    enabled = now;
    mark(control, nameOf(now), "right");
    if (kind === "checkbox") control.checked = now;
    else {
      control.style.background = now ? "#0a7d3c" : "#aaa";
      control.firstChild.style.marginLeft = now ? "16px" : "0";
      if (kind === "role") control.setAttribute("aria-checked", String(now));
      else if (page.classes !== "none") control.classList.toggle("on", now);
    }
  };
  control.addEventListener("click", (event) => { event.preventDefault(); setTimeout(() => switchTo(!enabled)); });
  set(enabled);
  const label = kind === "checkbox" ? el("label", { for: id }, words.enable_sync) : el("span", { id }, words.enable_sync);
  return { dom: hosted(el("span", { style: "display:inline-flex;gap:8px;align-items:center" }, control, label), "switch"), set };
}

/** The toggle as this page has it. */
export function toggle(enabled, switchTo) {
  const form = page.toggle.form;
  if (form === "two" || form === "hidden_twin") return two(enabled, switchTo, form === "hidden_twin");
  if (form === "menu") return menu(enabled, switchTo);
  return form === "switch" ? slider(enabled, switchTo) : changing(enabled, switchTo);
}

