// Elements that a test wants missing or twice.
import { boot } from "./dom.js";

const listed = (value, name) => [].concat(value ?? []).includes(name);

/** Make an element as often as the switches say: once, twice, or not at all. */
export function present(name, make) {
  if (listed(boot.behaviour?.missing_element, name)) return [];
  return listed(boot.behaviour?.duplicate_element, name) ? [make(), make()] : [make()];
}
