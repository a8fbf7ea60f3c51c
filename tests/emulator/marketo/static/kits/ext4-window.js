// Second generation: dialogs. A dialog that was closed is gone; a message box and what was never shown stay, out of sight.
import { el } from "../dom.js";
import { newId } from "./ext4-buttons.js";

const HIDDEN = "x4-hide-offsets";
let zIndex = 19000;

const modal = el("div", { class: "x4-mask", style: "display:none;position:fixed" });
let openModals = 0;

function showModal(delta) {
  openModals += delta;
  if (!modal.isConnected) document.body.append(modal);
  modal.style.display = openModals > 0 ? "" : "none";
  modal.style.zIndex = String(zIndex - 1);
}

/** Build a dialog, not shown yet. */
export function createWindow({ title, body, buttons = [], width = 460, closable = true, message = false }) {
  const id = newId(message ? "messagebox" : "window");
  const content = el("div", { id: `${id}-body`, class: "x4-window-body x4-window-body-default" }, body);
  const tool = closable ? el("div", { id: newId("tool"), class: "x4-tool x4-tool-default", click: () => dialog.close() },
    el("img", { class: "x4-tool-img x4-tool-close" })) : null;
  const classes = `x4-window ${message ? "x4-message-box" : ""} x4-layer x4-window-default ${HIDDEN}`;
  const dom = el("div", { id, class: classes, style: `width:${width}px;visibility:hidden`, tabindex: "-1" },
    el("div", { id: `${id}_header`, class: "x4-window-header x4-header x4-header-horizontal x4-docked x4-unselectable x4-window-header-default" },
      el("div", { class: "x4-header-text-container" },
        el("span", { id: `${id}_header_hd-textEl`, class: "x4-window-header-text x4-window-header-text-default" }, title)), tool),
    content,
    el("div", { id: newId("toolbar"), class: "x4-toolbar x4-docked x4-toolbar-footer x4-docked-bottom" },
      el("div", { class: "x4-box-inner", role: "presentation" }, buttons.map((each) => each.dom))));
  document.body.append(dom);
  const dialog = {
    dom,
    content,
    show() {
      zIndex += 10;
      dom.classList.remove(HIDDEN);
      Object.assign(dom.style, { visibility: "visible", zIndex: String(zIndex), left: `calc(50% - ${width / 2}px)`, top: "120px" });
      showModal(+1);
    },
    close() {
      if (!dom.isConnected || dom.classList.contains(HIDDEN)) return;
      if (message) {
        dom.classList.add(HIDDEN);
        dom.style.visibility = "hidden";
      } else dom.remove();
      showModal(-1);
    },
  };
  return dialog;
}

export const messageBody = (icon, text) => el("div", { class: "x4-container x4-box-layout-ct" },
  el("div", { class: `x4-component x4-message-box-icon x4-message-box-${icon}` }),
  el("div", { class: "x4-component x4-window-text" }, text));
