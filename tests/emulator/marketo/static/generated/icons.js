// The icons of a validation: a green tick, a red cross, a grey circle for what is pending, a blue i for information.
import { el } from "../dom.js";
import { page, pick } from "./page.js";
import { drawnClass, part, rule } from "./style.js";

const { icon: kind, icon_telling: telling, icon_shape: shape } = page.validation;
const COLOURS = {
  passed: ["#008a00", "#12805c", "#2d9d78", "#44b556"][pick("green", 4)], failed: ["#c00000", "#d7373f", "#e34850", "#b00020"][pick("red", 4)],
  pending: "#aaaaaa", info: "#2680eb",
};
const PATHS = { passed: "M3 8l3.5 4L13 4", failed: "M4 4l8 8M12 4l-8 8", pending: "M4 8h8", info: "M8 7v5M8 4v1" };
const SIGNS = { passed: ["✓", "✔"][pick("sign", 2)], failed: ["✗", "✘"][pick("sign", 2)], pending: "○", info: "ℹ" };
const FILES = pick("files", 2) ? { passed: "green-check.png", failed: "red-x.png" } : { passed: "check.png", failed: "delete.png" };
const NAMES = { passed: ["icon-check", "is-valid", "success"], failed: ["icon-delete", "is-invalid", "error"], pending: ["icon-wait", "is-pending", "wait"], info: ["icon-info", "is-info", "info"] };
const name = (state) => drawnClass(NAMES[state][pick("icon names", 3)], telling);

function drawing(state) {
  const colour = COLOURS[state];
  const round = shape === "circle" ? `<circle cx="8" cy="8" r="8" fill="${colour}"/>` : "";
  const line = `<path d="${PATHS[state]}" fill="none" stroke="${shape === "circle" ? "#ffffff" : colour}" stroke-width="2"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">${round}${line}</svg>`;
}

const address = (state) => (telling && FILES[state] ? `/marketo/static/generated/img/${FILES[state]}` : `data:image/svg+xml;base64,${btoa(drawing(state))}`);

for (const state of Object.keys(COLOURS)) {
  const own = name(state);
  if (kind === "background") rule(`.${own}{display:inline-block;width:16px;height:16px;background:url("${address(state)}") center/contain no-repeat}`);
  if (kind === "glyph") rule(`.${own}::before{content:"${SIGNS[state]}";color:${COLOURS[state]};font-size:16px;font-style:normal}`);
  if (kind === "pseudo") rule(`.${own}::before{content:"${SIGNS[state]}";color:${COLOURS[state]};font-size:16px;flex:none;width:18px}`);
}

/** Whether the row itself carries the icon, as a class. */
export const onRow = kind === "pseudo";
export const rowClass = name;

const MAKE = {
  img: (state) => el("img", { src: address(state), width: 16, height: 16, alt: telling && pick("alt", 2) ? NAMES[state][2] : "" }),
  svg(state) {
    const holder = el("span", telling ? { class: name(state) } : {});
    holder.innerHTML = drawing(state);
    return holder;
  },
  background: (state) => el("span", { class: name(state) }),
  glyph: (state) => el("i", { class: name(state), "aria-hidden": "true" }),
  character: (state) => el("span", { style: `color:${COLOURS[state]};font-size:16px` }, SIGNS[state]),
  disc: (state) => el("span", { style: `display:inline-block;width:14px;height:14px;border-radius:50%;background:${COLOURS[state]}`,
    ...(telling ? { title: NAMES[state][2] } : {}) }),
  pseudo: () => null,
};

/** What stands in front of a row; null where the row itself carries it, or nothing is to be seen yet. */
export function icon(state) {
  if (state !== "pending") return MAKE[kind](state);
  if (page.validation.pending === "nothing") return null;
  return page.validation.pending === "spinner" ? part("spinner", "span", { style: "width:14px;height:14px;margin:0;display:inline-block" }) : MAKE[kind](state);
}
