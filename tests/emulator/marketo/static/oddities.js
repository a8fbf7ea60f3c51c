// What a test wants to be odd: elements missing or twice, and a dialog that nobody expects.
import { boot, stagger } from "./dom.js";
import { messageBox } from "./dialogs.js";

const ALIASES = { validate_sync_setup: ["validate_tab"], disable_sync: ["toggle"], enable_sync: ["toggle"] };

function listed(switchName, element) {
  const names = [].concat(boot.behaviour?.[switchName] ?? []);
  return [element, ...(ALIASES[element] ?? [])].some((name) => names.includes(name));
}

/** Make an element as often as the switches say: once, twice, or not at all. */
export function present(name, make) {
  if (listed("missing_element", name)) return [];
  return listed("duplicate_element", name) ? [make(), make()] : [make()];
}

/** Show the unexpected dialog, where one is due after this action: open, disable_sync, enable_sync, save, next, validate, switch. */
export async function interrupt(action) {
  const wanted = boot.behaviour?.unexpected_dialog;
  if (!wanted || (wanted.after ?? "open") !== action) return;
  if (wanted.delay > 0) await new Promise((resolve) => setTimeout(resolve, wanted.delay));
  else if (wanted.delay !== 0) await stagger(action === "open" ? 400 : 50, action === "open" ? 700 : 150);
  messageBox({ title: "Marketo Engage", text: String(wanted.text ?? wanted) });
}
