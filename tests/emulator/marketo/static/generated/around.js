// What else is on the page: the bar, the tree, notices on top, other pages' buttons with similar names, leftovers.
import { boot, el } from "../dom.js";
import { button } from "./buttons.js";
import { field } from "./fields.js";
import { page, pick, root, wait, words } from "./page.js";
import { part } from "./style.js";
import { mark } from "./truth.js";

const { around } = page;

export function bar() {
  const name = around.header_username;
  const user = name === "text" ? el("span", {}, `${words.username}: ${boot.userName}`)
    : name === "field" ? el("span", {}, el("span", {}, `${words.username} `), mark(part("input", "input", { value: boot.userName, readonly: "", style: "width:190px" }), "header.username", "decoy"))
      : el("span", {}, boot.userName);
  const search = around.search ? mark(part("input", "input", { type: "search", placeholder: words.search, style: "width:150px" }), "header.search", "decoy") : null;
  return part("bar", pick("bar", 2) ? "header" : "div", {}, el("b", {}, "Marketo Engage"), el("span", {}, words.admin), search,
    el("span", { style: "flex:1" }), user);
}

export function tree() {
  if (!around.tree) return null;
  const node = (text, active, category) => mark(part(active ? "node_active" : "node", pick("node", 2) ? "a" : "div", {}, text), `tree.${text}`, category);
  const nodes = ["Munchkin", "Webhooks"].map((text) => node(text, false, "decoy"));
  const others = around.entities === "tree" ? [node(words.entities_sync, false, "decoy")] : [];
  return part("tree", pick("bar", 2) ? "nav" : "div", {}, nodes, node("Microsoft Dynamics", true, "harmless"), others);
}

/** Sections of other pages, which have words in common with this one. */
export function neighbours() {
  const decoy = (text, element) => button("toolbar", text, { element, category: "decoy" }).dom;
  const shown = [];
  if (around.entities === "card") {
    shown.push(part("panel", "div", {}, part("panel_head", "div", {}, part("heading", "div", {}, words.entities_sync)),
      part("panel_body", "div", {}, part("toolbar", "div", {}, decoy(words.sync_schema, "entities.schema"), decoy(words.enable_sync, "entities.enable_sync")))));
  }
  if (around.sales_insight) {
    shown.push(part("panel", "div", {}, part("panel_head", "div", {}, part("heading", "div", {}, "Sales Insight")),
      part("panel_body", "div", {}, el("label", {}, mark(el("input", { type: "checkbox" }), "insight.disable_sync", "decoy"), ` ${words.disable_sync}`))));
  }
  return shown;
}

function notice(look, text, element, label) {
  const close = () => dom.remove();
  const dismiss = label.length > 1 ? button("dialog", label, { element, category: "harmless", handler: close }).dom
    : mark(part("cross", "button", { type: "button", style: "color:inherit", click: close }, label), element, "harmless");
  const dom = part(look, "div", {}, el("span", {}, text), dismiss);
  return dom;
}

/** Notices that cover nothing anybody needs. */
export function notices(top) {
  if (around.banner) top.append(notice("banner", words.guide, "banner.dismiss", "×"));
  if (around.cookie) root.append(notice("cookie", words.cookies, "cookie.ok", words.ok));
  if (around.guide !== "none") wait(around.guide === "late" ? 3000 : 0).then(() => root.append(notice("guide", words.guide, "guide.dismiss", words.got_it)));
}

const HIDE = {
  display: { style: "display:none" }, opacity: { style: "opacity:0;pointer-events:none;position:fixed;top:120px;left:200px;z-index:-1" },
  off_screen: { style: "position:absolute;left:-9999px;top:0" }, visibility: { style: "visibility:hidden;position:absolute;top:0" },
  aria_copy: { style: "position:absolute;clip:rect(0 0 0 0);width:1px;height:1px;overflow:hidden", "aria-hidden": "true" },
};

/** What earlier visits left behind, out of sight and with values of long ago. */
export function leftovers() {
  if (page.leftovers === "none") return;
  const parts = [];
  if (page.leftover_what !== "buttons") {
    const old = { username: "left.over@example.invalid", organization_url: "https://left-over.invalid", client_id: "left-over" };
    parts.push(["username", "password", "organization_url", "client_id", "client_secret"].map((name) =>
      field(name, { label: words[name], value: old[name] ?? "", element: `leftover.${name}`, category: "leftover" }).dom));
    parts.push(["save", "cancel"].map((name) => button("dialog", words[name], { element: `leftover.${name}`, category: "leftover" }).dom));
  }
  if (page.leftover_what !== "dialog") {
    parts.push(["disable_sync", "enable_sync", "edit", "next"].map((name) => button("toolbar", words[name], { element: `leftover.${name}`, category: "leftover" }).dom));
  }
  root.append(el("div", HIDE[page.leftovers], parts));
}
