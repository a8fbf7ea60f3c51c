// How the parts of the page look, and what their classes are called.
import { el } from "../dom.js";
import { page, pick } from "./page.js";

const ACCENT = ["#0d66d0", "#5a4fcf", "#2d6a9f", "#444"][pick("accent", 4)];
const LOOKS = {
  page: "font:13px Arial,sans-serif;color:#222;min-height:100vh;padding-bottom:160px",
  bar: "display:flex;gap:16px;align-items:center;padding:8px 14px;background:#f0f0f2;border-bottom:1px solid #ccc",
  main: "display:flex;align-items:flex-start",
  tree: "width:190px;padding:10px;flex:none",
  node: "padding:3px 6px;cursor:pointer;color:#333;display:block;text-decoration:none",
  node_active: "padding:3px 6px;background:#dce8f7;font-weight:bold;display:block",
  content: "flex:1;padding:12px;min-width:0",
  toolbar: "display:flex;gap:8px;padding:6px 0;align-items:center;flex-wrap:wrap",
  tabs: "display:flex;gap:2px;border-bottom:1px solid #bbb;margin:0 0 10px;padding:0;list-style:none",
  tabs_vertical: "display:flex;flex-direction:column;gap:2px;width:170px;flex:none;margin:0;padding:0;list-style:none",
  tab: "padding:6px 10px;cursor:pointer;color:#444;background:none;border:0;font:inherit;text-decoration:none",
  panel: "border:1px solid #cfcfcf;border-radius:4px;margin:10px 0;position:relative",
  panel_head: "display:flex;gap:12px;align-items:center;padding:6px 10px;background:#f7f7f7",
  heading: "font-size:14px;font-weight:bold;margin:0",
  panel_body: "padding:10px;position:relative",
  panel_foot: "padding:0 10px 10px",
  card: "border:1px solid #cfcfcf;border-radius:8px;padding:12px;flex:1;min-width:220px;overflow-wrap:anywhere",
  cards: "display:flex;gap:12px;flex-wrap:wrap;align-items:stretch",
  side: "display:flex;gap:20px;align-items:flex-start;justify-content:space-between",
  button: "display:inline-block;padding:4px 12px;border:1px solid #999;border-radius:4px;background:#fff;color:#222;cursor:pointer;font:inherit;text-decoration:none;white-space:nowrap",
  primary: `display:inline-block;padding:4px 12px;border:1px solid ${ACCENT};border-radius:4px;background:${ACCENT};color:#fff;cursor:pointer;font:inherit;text-decoration:none;white-space:nowrap`,
  link: `display:inline-block;color:${ACCENT};cursor:pointer;background:none;border:0;padding:2px;font:inherit;text-decoration:underline`,
  icon: "display:inline-block;width:10px;height:10px;margin-right:6px;border:1px solid currentColor;border-radius:2px",
  pair: "display:flex;gap:10px;padding:3px 0",
  stack: "padding:4px 0",
  label: "color:#555;min-width:110px;display:inline-block",
  value: "color:#222;min-height:15px",
  cell: "padding:4px 10px;text-align:left;vertical-align:top",
  table: "border-collapse:collapse;width:100%",
  grid: "border-collapse:collapse",
  layer: "position:fixed;inset:0;background:rgba(0,0,0,.35);z-index:2000",
  dialog: "position:fixed;top:60px;left:50%;width:480px;margin-left:-240px;max-height:85vh;overflow:auto;background:#fff;border:1px solid #888;border-radius:6px;z-index:2001;box-shadow:0 4px 20px rgba(0,0,0,.4);box-sizing:border-box",
  drawer: "position:fixed;top:0;right:0;width:430px;height:100vh;overflow:auto;background:#fff;border-left:1px solid #888;z-index:2001;box-shadow:-4px 0 20px rgba(0,0,0,.3)",
  inline: "border:2px solid #bbb;margin:10px 0;background:#fdfdfd;position:relative",
  native: "width:480px;padding:0;border:1px solid #888;border-radius:6px",
  dialog_head: "display:flex;justify-content:space-between;padding:10px 14px;border-bottom:1px solid #ddd;font-size:15px;font-weight:bold",
  dialog_body: "padding:14px;position:relative",
  dialog_foot: "padding:10px 14px;display:flex;gap:8px;justify-content:flex-end;border-top:1px solid #ddd",
  cross: "cursor:pointer;border:0;background:none;font-size:16px",
  field: "padding:5px 0",
  field_row: "padding:5px 0;display:flex;gap:10px;align-items:center",
  input: "border:1px solid #999;border-radius:3px;padding:4px 6px;width:270px;font:inherit;box-sizing:border-box",
  mask: "position:absolute;inset:0;background:rgba(255,255,255,.7);z-index:50;display:flex;align-items:center;justify-content:center;min-height:40px",
  spinner: "width:22px;height:22px;border:3px solid #ccc;border-top-color:#555;border-radius:50%;margin:10px;box-sizing:border-box",
  progress: `position:fixed;top:0;left:0;height:3px;width:60%;background:${ACCENT};z-index:3000;pointer-events:none`,
  waiting: "padding:14px;color:#777;font-style:italic",
  skeleton: "display:inline-block;width:140px;height:12px;background:#e3e3e3;border-radius:3px",
  rows: "margin:8px 0;padding:0;list-style:none",
  row: "display:flex;gap:10px;padding:5px 0;align-items:flex-start;list-style:none",
  row_text: "flex:1",
  detail: "color:#777;font-size:12px",
  toast: "position:fixed;bottom:70px;left:40%;background:#333;color:#fff;padding:10px 16px;border-radius:5px;z-index:2500;pointer-events:none",
  banner: "background:#fff6d6;border:1px solid #e2c36b;padding:6px 12px;margin:6px 0;display:flex;justify-content:space-between",
  cookie: "position:fixed;bottom:0;left:0;right:0;background:#222;color:#eee;padding:12px 20px;z-index:1500;display:flex;gap:20px;justify-content:space-between",
  guide: "position:fixed;right:16px;bottom:60px;width:220px;background:#e8f1ff;border:1px solid #88a;border-radius:6px;padding:10px;z-index:1600",
  menu_place: "position:relative;display:inline-block",
  menu: "position:absolute;top:100%;left:0;background:#fff;border:1px solid #aaa;z-index:100;box-shadow:0 2px 8px rgba(0,0,0,.3);margin:0;padding:4px 0;list-style:none;min-width:190px",
  menu_item: "padding:6px 14px;cursor:pointer;white-space:nowrap;color:#222;background:none",
  track: "display:inline-block;width:34px;height:18px;border-radius:9px;padding:2px;cursor:pointer;box-sizing:border-box;vertical-align:middle",
  knob: "display:block;width:14px;height:14px;border-radius:50%;background:#fff",
  quiet: "color:#777;padding:4px 0",
};

const EXT = { button: "btn", primary: "btn", tab: "tab-strip-text", tabs: "tab-strip", panel_head: "panel-header", heading: "panel-header-text",
  panel_body: "panel-body", toolbar: "panel-tbar", dialog: "window", dialog_head: "window-header", dialog_body: "window-body",
  dialog_foot: "window-fbar", layer: "mask", field: "form-item", label: "form-item-label", input: "form-text", value: "form-display-field",
  mask: "mask-loading", menu_item: "menu-item", tree: "tree", node: "tree-node-anchor", rows: "grid3-body", row: "grid3-row" };
const SPECTRUM = { button: "Button", primary: "Button--accent", tab: "Tabs-item", tabs: "Tabs", dialog: "Dialog", dialog_head: "Dialog-heading",
  dialog_body: "Dialog-content", dialog_foot: "ButtonGroup", layer: "Underlay", field: "Form-item", label: "FieldLabel", input: "Textfield-input",
  mask: "ProgressCircle", link: "ActionButton", heading: "Heading", menu: "Menu", menu_item: "Menu-item", toast: "Toast", track: "Switch" };
const WORDS = ["box", "item", "unit", "cell", "part", "block", "line", "wrap", "u", "c"];
const order = Object.keys(LOOKS);

function hashed(name) {
  return `_${(pick(`class ${name}`, 0xffffff) + 0x1000000).toString(36).slice(0, 5)}`;
}

const SCHEMES = {
  ext3: (name) => `x-${EXT[name] ?? name.replaceAll("_", "-")}`,
  ext4: (name) => `x4-${EXT[name] ?? name.replaceAll("_", "-")}`,
  spectrum: (name) => `spectrum-${SPECTRUM[name] ?? name.replaceAll("_", "-")}`,
  semantic: (name) => `dyn-${name.replaceAll("_", "-")}`,
  hashed,
  meaningless: (name) => `${WORDS[pick(`word ${name}`, WORDS.length)]}-${order.indexOf(name) + 1}`,
  none: () => null,
};

/** The class of a part; null where this page has no classes. */
export const cls = (name) => SCHEMES[page.classes](name);
/** The class of something that only a style sheet can draw: it needs one whatever the page's habit is. */
export const drawnClass = (name, telling) => (telling ? name : hashed(name));

const extra = [];
/** Add a rule that needs a style sheet; to be called before anything is drawn. */
export const rule = (text) => extra.push(text);

/** All rules, for the document or for a shadow root. */
export function sheet() {
  const rules = page.classes === "none" ? [] : order.map((name) => `.${cls(name)}{${LOOKS[name]}}`);
  return el("style", {}, [...rules, ...extra].join("\n"));
}

/** Make a part of the page: an element with the look of this name. */
export function part(name, tag = "div", properties = {}, ...children) {
  const look = page.classes === "none" ? { style: `${LOOKS[name]};${properties.style ?? ""}` } : { class: cls(name) };
  return el(tag, { ...properties, ...look, ...(page.classes !== "none" && properties.style ? { style: properties.style } : {}) }, ...children);
}

/** Put a widget into a shadow root of its own, where this page does that. */
export function hosted(dom, kind, wanted = page.shadow === "parts") {
  if (!wanted) return dom;
  const host = document.createElement(page.classes === "spectrum" ? `sp-${kind}` : `${["mkt", "app", "ui"][pick("prefix", 3)]}-${kind}`);
  host.attachShadow({ mode: "open" }).append(sheet(), dom);
  return host;
}
