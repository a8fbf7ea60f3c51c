// The page's tabs.
import { el } from "../dom.js";
import { idFor, page, words } from "./page.js";
import { part } from "./style.js";
import { mark } from "./truth.js";

const look = (item, active) => {
  const how = page.tabs.active;
  item.style.borderBottom = active ? "3px solid #0d66d0" : "3px solid transparent";
  if (how === "style") item.style.fontWeight = active ? "bold" : "";
  if (how === "aria" || page.tabs.role) item.setAttribute("aria-selected", String(active));
  if (how === "current") active ? item.setAttribute("aria-current", "page") : item.removeAttribute("aria-current");
  if (how === "class" && page.classes !== "none") {
    item.classList.toggle({ ext3: "x-tab-strip-active", ext4: "x4-tab-active", spectrum: "is-selected" }[page.classes] ?? "current", active);
  }
};

/** Tabs with their content; each entry is { title, element, open(place) }. */
export function tabPanel(entries) {
  const place = el("div", { style: "flex:1;min-width:0" });
  const made = entries.map((entry) => {
    const holder = ["li", "td"].includes(page.tabs.tag) ? page.tabs.tag : null;
    const role = page.tabs.role ? { role: "tab", tabindex: "0" } : {};
    const tag = holder ?? page.tabs.tag;
    const item = part("tab", tag, { id: idFor(entry.element), ...role, ...(tag === "button" ? { type: "button" } : {}), click: () => activate(entry) }, el("span", {}, entry.title));
    mark(item, `tab.${entry.element}`, "harmless");
    const panel = el("div", page.tabs.role ? { role: "tabpanel" } : {});
    return { entry, item, panel };
  });
  const items = made.map((each) => each.item);
  const list = page.tabs.role ? { role: "tablist" } : {};
  const strip = page.tabs.tag === "td" ? part("tabs", "table", list, el("tbody", {}, el("tr", {}, items)))
    : part(page.tabs.vertical ? "tabs_vertical" : "tabs", page.tabs.tag === "li" ? "ul" : "div", list, items);

  function activate(entry) {
    for (const each of made) {
      const active = each.entry === entry;
      look(each.item, active);
      each.panel.hidden = !active;
      if (active && !each.panel.isConnected) place.append(each.panel);
      if (!active && page.tabs.panels === "removed") each.panel.remove();
    }
    entry.open(made.find((each) => each.entry === entry).panel);
  }
  return { dom: el("div", page.tabs.vertical ? { style: "display:flex;gap:16px" } : {}, strip, place), activate: (index) => activate(entries[index]) };
}

export const firstTitle = () => (page.tabs.first === "title" ? "Microsoft Dynamics" : words.overview);
