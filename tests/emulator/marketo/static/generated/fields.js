// Fields and their labels, in every way that a label can be near its field.
import { el } from "../dom.js";
import { idFor, page, words } from "./page.js";
import { hosted, part } from "./style.js";
import { mark, watchInput } from "./truth.js";

const SECRET = ["password", "client_secret"];
const DOTS = "••••••••••";

function caption(label, required) {
  const mark = required ? page.fields.required : "none";
  const colon = page.fields.colon && page.fields.label !== "placeholder" ? ":" : "";
  const before = mark === "asterisk_before" ? el("span", { style: "color:#c00" }, "* ") : null;
  const after = mark === "asterisk" ? el("span", { style: "color:#c00" }, " *") : mark === "word" ? ` (${words.required})` : null;
  return [before, `${label}${colon}`, after];
}

const text = (parts) => parts.map((each) => each?.textContent ?? each ?? "").join("");

const LAYOUTS = {
  for: (input, parts) => part("field", "div", {}, part("label", "label", { for: input.id, style: "display:block" }, parts), input),
  wrapping: (input, parts) => part("field", "div", {}, el("label", {}, part("label", "span", {}, parts), " ", input)),
  aria_label(input, parts) {
    input.setAttribute("aria-label", text(parts).trim());
    return part("field", "div", {}, part("label", "div", {}, parts), input);
  },
  labelledby(input, parts) {
    const id = idFor("label", true);
    input.setAttribute("aria-labelledby", id);
    return part("field_row", "div", {}, part("label", "span", { id }, parts), input);
  },
  placeholder(input, parts) {
    input.placeholder = text(parts).trim();
    return part("field", "div", {}, input);
  },
  td_left: (input, parts) => el("tr", {}, part("cell", "td", {}, parts), part("cell", "td", {}, input)),
  div_above: (input, parts) => part("field", "div", {}, part("label", "div", { style: "display:block" }, parts), el("div", {}, input)),
  div_left: (input, parts) => part("field_row", "div", {}, part("label", "div", {}, parts), el("div", {}, input)),
};

/** One field; ``dom`` stands in the form. */
export function field(name, { label, value = "", required = false, secret = false, element, category = "right" }) {
  const style = page.fields.label;
  const type = secret && (name === "password" || page.fields.secret_type === "password") ? "password" : "text";
  const input = part("input", "input", { id: idFor(name, style === "for"), type, autocomplete: "off" });
  if (page.ids === "telling") input.name = name;
  if (required && page.fields.required === "none") input.required = true;
  input.value = value;
  mark(input, element, category);
  watchInput(input);
  let dom = LAYOUTS[style](input, caption(label, required));
  const custom = page.shadow === "parts" || Boolean(page.fields.custom);
  if (custom && style === "td_left") dom = part("grid", "table", {}, el("tbody", {}, dom));
  return { name, input, dom: hosted(dom, "field", custom) };
}

/** Put fields together: a table where they are rows. */
export function form(fields) {
  const rows = fields.every((each) => each.dom.tagName === "TR");
  const body = rows ? part("grid", "table", {}, el("tbody", {}, fields.map((each) => each.dom))) : fields.map((each) => each.dom);
  return el("form", { submit: (event) => event.preventDefault(), novalidate: "" }, body);
}

/** The credentials' form, in the order of this page. ``place`` names it in reports. */
export function credentialsForm(place, prefill, saved) {
  const made = page.fields.order.map((name) => {
    const secret = SECRET.includes(name);
    const dots = page.secret_prefill === "dots" && saved ? DOTS : "";
    const value = secret ? dots : (prefill === "values" ? saved?.[name] ?? "" : "");
    return field(name, { label: words[name], value, required: !secret && name !== "tenant_id", secret, element: `${place}.${name}` });
  });
  const values = () => Object.fromEntries(made
    .filter((each) => each.name !== "tenant_id" || each.input.value)
    .map((each) => [each.name, each.input.value === DOTS ? "" : each.input.value]));
  return { dom: form(made), values, inputs: made.map((each) => each.input) };
}

/** Let a button be clicked only after something has happened to a field, where this page is like that. */
export function gate(inputs, target) {
  if (page.gate === "none") return;
  target.setDisabled(true);
  const on = { input: "input", keyup: "keyup", blur: "blur" }[page.gate];
  for (const input of inputs) input.addEventListener(on, () => target.setDisabled(false));
}
