// Reports what is clicked and typed into, so that a test can tell a right click from a wrong one.
//   right: an element of the procedure    harmless: a tab, Cancel, a notice's ×    decoy: another element with a similar name
//   forbidden: what may never be clicked    leftover: what no person can see    background: nothing that does anything
import { boot } from "../dom.js";

const marks = new WeakMap();
const named = new Map();
let queue = Promise.resolve();

/** Say what an element is. */
export function mark(dom, element, category) {
  marks.set(dom, { element, category });
  if (boot.oracle) named.set(element, [...(named.get(element) ?? []).filter((each) => each.isConnected || each === dom), dom]);
  return dom;
}

function send(entry) {
  queue = queue.then(() => fetch("/page/report", {
    method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: JSON.stringify(entry),
  })).catch(() => {});
}

/** The mark of the innermost element that has one. */
function hit(event) {
  const found = event.composedPath().find((each) => marks.has(each));
  return found ? marks.get(found) : { element: event.composedPath()[0]?.tagName ?? "document", category: "background" };
}

const heard = [];
document.addEventListener("click", (event) => {
  const what = hit(event);
  if (boot.oracle) heard.push(what);
  send({ kind: "click", trusted: event.isTrusted, ...what });
}, true);

/** Report an input once it holds a new value; the server needs the value to see whether it belongs there, and keeps it to itself. */
export function watchInput(input) {
  input.addEventListener("change", (event) =>
    send({ kind: "typed", trusted: event.isTrusted, ...marks.get(input), secret: input.value }));
}

// For the test that every page can be used: where an element is. A page that is measured hasn't got this.
if (boot.oracle) {
  const drawn = (element) => (named.get(element) ?? []).filter((dom) => dom.isConnected && dom.getClientRects().length);
  window.oracle = (element) => {
    return drawn(element).map((dom) => {
      dom.scrollIntoView({ block: "center", inline: "nearest" });
      const box = dom.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      let top = document.elementFromPoint(x, y);
      while (top?.shadowRoot?.elementFromPoint(x, y) && top.shadowRoot.elementFromPoint(x, y) !== top) top = top.shadowRoot.elementFromPoint(x, y);
      const path = [];
      for (let each = top; each; each = each.parentNode ?? each.host) path.push(each);
      const disabled = Boolean(dom.disabled || dom.dataset.off || path.some((each) => each.dataset?.off));
      return { x, y, width: box.width, height: box.height, reachable: path.includes(dom), disabled, value: dom.value ?? dom.textContent };
    });
  };
  // The element itself, for the mouse; and every click that came, at once: the report of it to the server takes its time.
  window.oracle.element = (element) => drawn(element)[0] ?? null;
  window.oracle.heard = heard;
}
