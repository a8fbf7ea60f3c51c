# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The function that reads one frame, open shadow roots included. It only reads: it sets nothing on the page and keeps nothing there.

It visits each element once, parents before children, and hands down what children inherit (opacity, clipping, ``aria-hidden``), so its work is
linear in the page. Facts come back as one JSON text, with defaults left out (see ``codec.py`` for the keys); elements stay in the browser.

What a page overrides (``Array.prototype.toJSON`` in old toolkits) can't change the text: it is written here, and `JSON.stringify` sees strings only.
"""

from __future__ import annotations

from .script_facts import FACTS, HELPERS

# Values of fields are read only when asked for, and never from what looks like a field for a secret.
SECRET_NAMES = (
    r"passw|passcode|pwd|secret|kennwort|contrase|senha|geheim|mot de passe|segredo|パスワード|シークレット|秘密鍵"
)

_WALK = r"""
const SKIPPED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'LINK', 'META', 'HEAD', 'defs', 'linearGradient', 'clipPath']);
const facts = [], elements = [], places = new Map(), shadows = [];
let full = false;
const childrenOf = element => {
  if (element.shadowRoot) { shadows.push(element.shadowRoot); return element.shadowRoot.childNodes; }
  if (element.tagName === 'SLOT') { const given = element.assignedNodes(); if (given.length) return given; }
  return element.childNodes;
};
const hiddenBy = (style, rect, area, inherited, element) => {
  if (style.visibility !== 'visible') return 'visibility';
  if (inherited.opacity * style.opacity < 0.06) return 'opacity';
  if (inherited.inert) return 'inert';
  if (rect.width < 1 || rect.height < 1) return 'size';
  if (rect.right + scrollX <= 0 || rect.bottom + scrollY <= 0) return 'off-screen';
  if (inherited.lifted && rect.left >= Math.max(innerWidth, inherited.bodyRight)) return 'off-screen';
  if (inherited.fixed && rect.top >= innerHeight) return 'off-screen';
  const seen = meet(area, [rect.left, rect.top, rect.right, rect.bottom]);
  const least = side => Math.min(2, side);
  return seen[2] - seen[0] < least(rect.width) || seen[3] - seen[1] < least(rect.height) ? 'clipped' : '';
};
const visit = (element, parent, inherited) => {
  if (facts.length >= limit) { full = true; return; }
  const style = getComputedStyle(element), rect = element.getBoundingClientRect(), index = facts.length;
  const fact = {g: element.tagName.toLowerCase()};
  facts.push(fact); elements.push(element); places.set(element, index);
  if (parent >= 0) fact.p = parent;
  attributes(element, fact);
  if (style.display === 'none') { fact.h = 'display'; return; }
  const fixed = inherited.fixed || style.position === 'fixed', lifted = inherited.lifted || fixed || style.position === 'absolute';
  const area = style.position === 'fixed' ? EVERYWHERE : style.position === 'absolute' ? inherited.clipLifted : inherited.clip;
  const inert = inherited.inert || element.inert === true || element.hasAttribute('inert');
  const own = {...inherited, fixed, lifted, inert};
  const contents = style.display === 'contents';
  const hidden = contents ? 'size' : hiddenBy(style, rect, area, own, element);
  if (hidden) fact.h = hidden;
  fact.b = [Math.round(rect.left + scrollX), Math.round(rect.top + scrollY), Math.round(rect.width), Math.round(rect.height)];
  const opacity = inherited.opacity * style.opacity, unseen = inherited.unseen || element.getAttribute('aria-hidden') === 'true';
  if (opacity < 0.99) fact.o = Math.round(opacity * 100) / 100;
  if (unseen) fact.ah = true;
  if (style.position !== 'static') fact.po = style.position;
  if (style.zIndex !== 'auto') fact.z = +style.zIndex;
  if (style.cursor === 'pointer') fact.cp = true;
  if (style.pointerEvents === 'none') fact.pn = true;
  if (element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true') fact.di = true;
  if (style.display.startsWith('inline') || contents) fact.in = true;
  if (+style.fontWeight >= 600) fact.bo = true;
  const size = Math.round(parseFloat(style.fontSize));
  if (size !== 14) fact.fs = size;
  states(element, fact);
  field(element, fact, values, secret);
  const background = colour(style.backgroundColor);
  if (background && rect.width * rect.height > 4096) fact.bk = background;
  if (rect.width <= 64 && rect.height <= 64 && !hidden) { const seen = look(element, style); if (seen) fact.lk = seen; }
  else if (rect.height <= 200 && !hidden) { const seen = mark(element); if (seen) fact.lk = seen; }
  if (FIELDS.has(element.tagName) && element.tagName !== 'SELECT') return;
  const clip = clipOf(element, style, rect, area);
  const holds = style.position !== 'static' || style.transform !== 'none';
  const handed = {clip, clipLifted: holds ? clip : inherited.clipLifted, opacity, unseen, inert, fixed, lifted, bodyRight: inherited.bodyRight};
  const runs = [];
  let count = 0;
  for (const child of childrenOf(element)) {
    if (child.nodeType === 3) {
      const text = squeeze(child.data);
      if (text.trim()) runs.push([count, cut(text, 500)]); else if (text && count) runs.push([count, ' ']);
    }
    else if (child.nodeType === 1 && !SKIPPED.has(child.tagName)) { count++; visit(child, index, handed); }
  }
  if (runs.some(run => run[1] !== ' ')) fact.t = runs;
};
// Which element a click would reach, a few points tried: the middle first, and the rest only where the middle belongs to another.
const topAt = (x, y) => {
  let found = document.elementFromPoint(x, y);
  while (found && found.shadowRoot) {
    const inner = found.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  return found;
};
const POINTS = [[0.5, 0.5], [0.15, 0.5], [0.85, 0.5], [0.5, 0.2], [0.5, 0.8]];
const hitOf = (index, ends) => {
  const rect = elements[index].getBoundingClientRect();
  let first = null;
  for (const [across, down] of POINTS) {
    const x = rect.left + rect.width * across, y = rect.top + rect.height * down;
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    const place = places.get(topAt(x, y));
    if (place === undefined) continue;
    if (place >= index && place < ends[index]) return place;
    if (first === null) first = place;
  }
  return first;
};
const lifts = fact => fact.po === 'fixed' || fact.po === 'absolute';
const wantsHit = fact => !fact.h && (fact.t || fact.ty || fact.cp || fact.oc || fact.lk || fact.r || fact.g === 'iframe' || lifts(fact));
"""

READ_FRAME = (
    "({values, limit, selectors, secretNames}) => {\nconst secret = new RegExp(secretNames, 'i');"
    + HELPERS
    + FACTS
    + _WALK
    + r"""
const root = document.documentElement;
const bodyRight = document.body ? document.body.getBoundingClientRect().right : innerWidth;
if (root) visit(root, -1, {clip: EVERYWHERE, clipLifted: EVERYWHERE, opacity: 1, unseen: false, inert: false, fixed: false, lifted: false, bodyRight});
const ends = facts.map((_fact, index) => index + 1);
for (let index = facts.length - 1; index > 0; index--) { const up = facts[index].p; if (ends[index] > ends[up]) ends[up] = ends[index]; }
facts.forEach((fact, index) => { if (wantsHit(fact)) { const hit = hitOf(index, ends); if (hit !== null) fact.hi = hit; } });
const marked = {};
for (const name of Object.keys(selectors)) {
  const found = [];
  for (const place of [document, ...shadows]) for (const one of place.querySelectorAll(selectors[name])) if (places.has(one)) found.push(places.get(one));
  marked[name] = found;
}
const attempt = look => {
  try { const found = look(); return found === undefined || found === null ? '' : cut(String(found), 120); } catch (error) { return ''; }
};
const state = {
  munchkin: attempt(() => MktPage.savedState.munchkinId), user: attempt(() => MktPage.userName || MktPage.userid),
  token: attempt(() => Mkt3.DL.getDlToken()),
};
const page = {lang: root ? root.lang : '', title: cut(document.title || '', 200), ready: document.readyState, size: [innerWidth, innerHeight],
  scroll: [Math.round(scrollX), Math.round(scrollY)], state, marked, full};
return {text: write({page, nodes: facts}), elements};
}"""
)
