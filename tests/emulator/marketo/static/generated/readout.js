// What is saved, as the section *Credentials* shows it.
import { el } from "../dom.js";
import { page, pick, wait, words } from "./page.js";
import { hosted, part } from "./style.js";

const MARK = { colon: ":", none: "", colon_blank: " :" }[page.readout.mark];
const meanwhile = { empty: () => "", dash: () => "—", dots: () => "…", skeleton: () => part("skeleton", "span") }[page.readout.meanwhile];

function entries(settings) {
  const names = ["username", "organization_url", "client_id"].filter((name) =>
    !(page.readout.shows === "no_client_id" && name === "client_id") && !(page.readout.shows === "no_url" && name === "organization_url"));
  const shown = names.map((name) => ({ label: words[name], value: settings.credentials[name] ?? "" }));
  if (page.readout.method) shown.splice(pick("method", 2) * shown.length, 0, { label: words.auth_method, value: settings.authMethod.toUpperCase() });
  return shown;
}

/** A node whose text comes when the values have arrived. */
function late(node, value) {
  const put = (shown) => { if ("value" in node && node.tagName === "INPUT") node.value = typeof shown === "string" ? shown : ""; else node.replaceChildren(shown); };
  if (!page.readout.late) {
    put(value);
    return node;
  }
  put(meanwhile());
  wait(page.readout.late).then(() => put(value));
  return node;
}

const label = (text, tag = "span", name = "label") => part(name, tag, {}, `${text}${MARK}`);
const rows = (list, make) => part("grid", "table", {}, el("tbody", {}, list.map(make)));

const STYLES = {
  one_node: (list) => list.map((each) => late(part("stack"), `${each.label}: ${each.value}`)),
  two_nodes: (list) => list.map((each) => part("stack", "p", {}, el("b", {}, `${each.label}${MARK}`), " ", late(el("span"), each.value))),
  td_pairs: (list) => rows(list, (each) => el("tr", {}, label(each.label, "td", "cell"), late(part("cell", "td"), each.value))),
  th_rows: (list) => rows(list, (each) => el("tr", {}, label(each.label, "th", "cell"), late(part("cell", "td"), each.value))),
  header_row: (list) => part("grid", "table", {}, el("thead", {}, el("tr", {}, list.map((each) => part("cell", "th", {}, each.label)))),
    el("tbody", {}, el("tr", {}, list.map((each) => late(part("cell", "td"), each.value))))),
  dl: (list) => el("dl", {}, list.map((each) => [part("label", "dt", {}, `${each.label}${MARK}`), late(el("dd", { style: "margin:0 0 6px" }), each.value)])),
  div_beside: (list) => list.map((each) => part("pair", "div", {}, label(each.label, "div"), late(part("value"), each.value))),
  div_above: (list) => list.map((each) => part("stack", "div", {}, label(each.label, "div"), late(part("value"), each.value))),
  readonly: (list) => list.map((each) => part("pair", "div", {}, label(each.label), late(part("input", "input", { readonly: "", style: "width:420px" }), each.value))),
};

/** The values of the section *Credentials*. */
export const readout = (settings) => hosted(el("div", {}, STYLES[page.readout.style](entries(settings))), "details");
