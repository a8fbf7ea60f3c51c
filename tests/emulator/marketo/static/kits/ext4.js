// Second generation, in its sandbox: every class starts with x4-.
import { el } from "../dom.js";
import { register } from "../components.js";

let next = 1009 + Math.floor(Math.random() * 900);

export function button({ text, handler, action, itemId }) {
  const id = `button-${next++}`;
  const label = el("span", { id: `${id}-btnInnerEl`, class: "x4-btn-inner" }, text);
  const inner = el("button",
    { id: `${id}-btnEl`, type: "button", class: "x4-btn-center", hidefocus: "true", autocomplete: "off" },
    label, el("span", { id: `${id}-btnIconEl`, class: "x4-btn-icon " }));
  const dom = el("div", { id, class: "x4-btn x4-unselectable x4-btn-default-small x4-noicon" },
    el("em", { id: `${id}-btnWrap` }, inner));
  const component = register({
    xtype: "button", itemId, action, dom,
    getText: () => label.textContent,
    setDisabled(disabled) {
      dom.classList.toggle("x4-item-disabled", disabled);
      dom.classList.toggle("x4-btn-disabled", disabled);
    },
  });
  inner.addEventListener("click", () => dom.classList.contains("x4-item-disabled") || handler?.(component));
  return component;
}

/** A button that opens a menu; the menu is in the page from the start, hidden. */
export function menuButton({ text, items }) {
  const choose = (item) => (event) => {
    event.preventDefault();
    toggle(false);
    item.handler?.();
  };
  const classes = "x4-panel x4-menu x4-layer x4-hide-offsets";
  const menu = el("div", { id: `menu-${next++}`, class: classes, style: "visibility:hidden" },
    items.map((item) => el("div", { id: `menuitem-${next++}`, class: "x4-component x4-menu-item" },
      el("a", { class: "x4-menu-item-link", href: "#", click: choose(item) },
        el("span", { class: "x4-menu-item-text" }, item.text)))));
  function toggle(shown) {
    menu.classList.toggle("x4-hide-offsets", !shown);
    menu.style.visibility = shown ? "visible" : "hidden";
  }
  const made = button({ text, handler: () => toggle(menu.style.visibility === "hidden") });
  made.dom.classList.add("x4-btn-arrow");
  return el("div", { class: "x4-menu-holder" }, made.dom, menu);
}

export function toolbar(...items) {
  return el("div", { id: `toolbar-${next++}`, class: "x4-toolbar x4-toolbar-default" },
    items.map((item) => item.dom ?? item));
}
