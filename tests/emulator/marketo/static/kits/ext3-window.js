// First generation: dialogs. A dialog that was closed stays in the page, moved out of sight.
import { compId, el, genId } from "../dom.js";

let zIndex = 9000;
let modalMask = null;
let openModals = 0;

// One mask serves all dialogs and is only hidden when none is open, so that the page always holds one.
function showModalMask(delta) {
  openModals += delta;
  modalMask ??= document.body.appendChild(el("div", { class: "ext-el-mask", id: genId() }));
  modalMask.style.display = openModals > 0 ? "block" : "none";
  modalMask.style.zIndex = String(zIndex - 1);
}

/** Plain blocks inside one another, which is how Ext 3 draws round corners. */
const nested = (classes, content) => classes.reduceRight((inner, name) => el("div", { class: name }, inner), content);

function buttonBar(buttons) {
  const cells = buttons.map((each) => el("td", { class: "x-toolbar-cell", id: genId() }, each.dom));
  const right = el("table", { class: "x-toolbar-right-ct", align: "right" },
    el("tbody", {}, el("tr", { class: "x-toolbar-right-row" }, cells)));
  const table = el("table", { class: "x-toolbar-ct", cellspacing: "0" },
    el("tbody", {}, el("tr", {}, el("td", { class: "x-toolbar-right", align: "right" }, right))));
  const edge = ["x-window-bl", "x-window-br", "x-window-bc"];
  return nested([...edge, "x-window-footer x-panel-btns", "x-panel-fbar x-toolbar"], table);
}

/** Build a dialog, not shown yet. */
export function createWindow({ title, body, buttons = [], width = 460, closable = true, message = false }) {
  const content = el("div", { class: "x-window-body", id: genId() }, body);
  const tool = closable ? el("div", { class: "x-tool x-tool-close", click: () => dialog.close() }, "\u00a0") : null;
  const header = el("div", { class: "x-window-header x-unselectable x-window-draggable", id: genId() },
    tool, el("span", { class: "x-window-header-text" }, title));
  const style = `width:${width}px;visibility:hidden`;
  const dom = el("div", { id: compId(), class: ` x-window ${message ? "x-window-plain x-window-dlg" : ""} x-hide-offsets`, style },
    nested(["x-window-tl", "x-window-tr", "x-window-tc"], header),
    el("div", { class: "x-window-bwrap", id: genId() },
      nested(["x-window-ml", "x-window-mr", "x-window-mc"], content), buttonBar(buttons)));
  document.body.append(dom);
  const dialog = {
    dom,
    content,
    show() {
      zIndex += 10;
      dom.classList.remove("x-hide-offsets");
      const left = `calc(50% - ${width / 2}px)`;
      Object.assign(dom.style, { visibility: "visible", zIndex: String(zIndex), left, top: "120px" });
      showModalMask(+1);
    },
    close() {
      if (dom.style.visibility === "hidden") return;
      dom.classList.add("x-hide-offsets");
      dom.style.visibility = "hidden";
      showModalMask(-1);
    },
  };
  return dialog;
}

export const messageBody = (icon, text) => [
  el("div", { class: `ext-mb-icon ext-mb-${icon}` }),
  el("div", { class: "ext-mb-content" }, el("span", { class: "ext-mb-text" }, text)),
];
