// The three sections, each with its own Edit; or the wizard's rows, while the sync is off.
import { el } from "../dom.js";
import { button } from "./buttons.js";
import { page, words } from "./page.js";
import { openOptions, openFields, openStart } from "./popups.js";
import { part } from "./style.js";
import { readout } from "./readout.js";

const WIZARD = { credentials: "step_credentials", sync_options: "step_options", field_sync_details: "step_enable" };

function entry(name, settings, edit) {
  const wizard = !settings.syncEnabled && page.sections.disabled === "wizard";
  const greyed = name === "credentials" && settings.syncEnabled && !page.sections.edit_while_enabled;
  const opener = name === "credentials" ? edit : wizard ? { sync_options: openFields, field_sync_details: openStart }[name]
    : { sync_options: openOptions, field_sync_details: openFields }[name];
  const place = el("div");
  const tool = button("section", words.edit, {
    element: name === "credentials" ? "credentials.edit" : `${name}.edit`, category: name === "credentials" ? "right" : "decoy",
    disabled: greyed, handler: () => opener(place),
  });
  const body = {
    credentials: () => readout(settings),
    sync_options: () => part("quiet", "div", {}, `${words.campaign_sync}: ${words.no}`),
    field_sync_details: () => part("quiet", "div", {}, "Lead 41 · Contact 38 · Account 12"),
  }[name]();
  return { name, title: words[wizard ? WIZARD[name] : name], body, tool: tool.dom, place };
}

const heading = (title) => part("heading", page.sections.heading, {}, title);

/** Where the Edit stands: beside the heading, below the content, or at the end of the row. */
function arranged({ title, body, tool, place }, box, { headless = false } = {}) {
  const where = page.sections.edit;
  const head = headless ? (where === "header" ? part("panel_head", "div", {}, tool) : null)
    : part("panel_head", "div", {}, heading(title), where === "header" ? tool : null);
  const inside = where === "row_end" ? part("side", "div", {}, el("div", { style: "min-width:0;flex:1" }, body), tool) : body;
  return box(head, part("panel_body", "div", {}, place, inside), where === "below" ? part("panel_foot", "div", {}, tool) : null);
}

const LAYOUTS = {
  panels: (all) => all.map((each) => arranged(each, (...parts) => part("panel", "div", {}, parts))),
  headings: (all) => all.flatMap((each) => arranged(each, (...parts) => parts.filter(Boolean))),
  fieldset: (all) => all.map((each) => arranged(each, (...parts) => part("panel", "fieldset", {}, el("legend", {}, heading(each.title)), parts), { headless: true })),
  cards: (all) => part("cards", "div", {}, all.map((each) => arranged(each, (...parts) => part("card", "div", {}, parts)))),
  table: (all) => part("table", "table", {}, el("tbody", {}, all.map((each) => el("tr", { style: "border-top:1px solid #ccc" },
    part("cell", "td", {}, heading(each.title)), part("cell", "td", {}, each.place, each.body), part("cell", "td", {}, each.tool))))),
};

/** All sections; ``edit`` opens the credentials' form. */
export function sections(settings, edit) {
  const drawn = LAYOUTS[page.sections.layout](page.sections.order.map((name) => entry(name, settings, edit)));
  return el("div", {}, drawn);
}
