// What shows that something is going on.
import { idFor, page, root, words } from "./page.js";
import { part } from "./style.js";

const shown = new WeakMap();

function indicator(place) {
  const kind = page.busy.mask;
  if (kind === "none") return null;
  if (kind === "bar") return [root, part("progress", "div", { role: "progressbar" })];
  if (kind === "text") return [place, part("waiting", "div", {}, words.loading)];
  if (kind === "spinner") return [place, part("spinner", "div", { id: idFor("spinner") })];
  return [place, part("mask", "div", {}, part("spinner"))];
}

/** Show that a place is busy. */
export function begin(place) {
  end(place);
  if (page.busy.aria) place.setAttribute("aria-busy", "true");
  const made = indicator(place);
  if (!made) return;
  if (!place.style.position) place.style.position = "relative";
  made[0].append(made[1]);
  shown.set(place, made[1]);
}

/** Show that it isn't any more. */
export function end(place) {
  place.removeAttribute("aria-busy");
  shown.get(place)?.remove();
  shown.delete(place);
}
