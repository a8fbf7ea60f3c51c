# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The function that reads one frame, open shadow roots included. It only reads: it sets nothing on the page and keeps nothing there.

It visits each element once, parents before children, and hands down what children inherit (opacity, clipping, ``aria-hidden``), so its work is
linear in the page. Facts come back as one JSON text, with defaults left out (see ``codec.py`` for the keys); elements stay in the browser.

What a page overrides (``Array.prototype.toJSON`` in old toolkits) can't change the text: it is written here, and `JSON.stringify` sees strings only.
"""

from __future__ import annotations

# Values of fields are read only when asked for, and never from what looks like a field for a secret.
SECRET_NAMES = (
    r"passw|passcode|pwd|secret|kennwort|contrase|senha|geheim|mot de passe|segredo|パスワード|シークレット|秘密鍵"
)

_HELPERS = r"""
const squeeze = text => (text || '').replace(/[\s\u200b\u00ad\ufeff]+/g, ' ');
const cut = (text, size) => text.length > size ? text.slice(0, size) : text;
const write = value => {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) { const parts = []; for (const one of value) parts.push(write(one)); return '[' + parts.join(',') + ']'; }
  if (typeof value !== 'object') return JSON.stringify(value) || 'null';
  const parts = [];
  for (const key of Object.keys(value)) parts.push(JSON.stringify(key) + ':' + write(value[key]));
  return '{' + parts.join(',') + '}';
};
const texts = new Map();
const textOf = element => {
  if (!texts.has(element)) texts.set(element, cut(squeeze(element.textContent).trim(), 200));
  return texts.get(element);
};
const referred = element => {
  const root = element.getRootNode();
  const ids = (element.getAttribute('aria-labelledby') || '').split(/\s+/).filter(id => id).slice(0, 5);
  return ids.map(id => root.getElementById ? root.getElementById(id) : null).filter(one => one).map(textOf).join(' ');
};
const file = address => {
  if (!address) return '';
  if (!address.startsWith('data:')) return cut(address.split(/[?#]/)[0].split('/').pop(), 100);
  let sum = 0;
  for (let at = 0; at < address.length && at < 4000; at++) sum = (sum * 31 + address.charCodeAt(at)) | 0;
  return 'data:' + (sum >>> 0).toString(16);
};
const hrefShape = element => {
  const href = element.getAttribute('href');
  if (href === null) return '';
  return /^javascript:/i.test(href) ? 'script' : href.startsWith('#') ? 'fragment' : 'address';
};
const toolkit = id => {
  for (const ext of [window.Ext4, window.Ext]) {
    try {
      const part = ext && ext.getCmp && ext.getCmp(id);
      if (!part) continue;
      const found = [];
      const type = part.xtype || (part.getXType ? part.getXType() : '');
      if (type) found.push('xtype:' + type);
      const item = part.itemId || (part.getItemId ? part.getItemId() : '') || part.id;
      if (item) found.push('item:' + item);
      if (typeof part.action === 'string') found.push('action:' + part.action);
      return found.map(one => cut(String(one), 80));
    } catch (error) { /* a toolkit's own mistake is not a fact about the page */ }
  }
  return [];
};
const truth = value => value === 'true' ? true : value === 'false' ? false : null;
const EVERYWHERE = [-1e6, -1e6, 1e6, 1e6];
const meet = (one, other) => [Math.max(one[0], other[0]), Math.max(one[1], other[1]), Math.min(one[2], other[2]), Math.min(one[3], other[3])];
const empty = area => area[2] - area[0] < 1 || area[3] - area[1] < 1;
// What an element lets be seen of its children: all, its own box, or, where one can scroll, all that can be scrolled to.
const clipOf = (element, style, rect, clip) => {
  if (style.overflowX === 'visible' && style.overflowY === 'visible') return clip;
  if (style.display === 'inline' || element === document.body || element === document.documentElement) return clip;
  const own = meet(clip, [rect.left, rect.top, rect.right, rect.bottom]);
  if (empty(own)) return own;
  const scrolls = value => value === 'auto' || value === 'scroll';
  const left = rect.left - element.scrollLeft, top = rect.top - element.scrollTop;
  const across = scrolls(style.overflowX), down = scrolls(style.overflowY);
  return [across ? left : own[0], down ? top : own[1], across ? left + element.scrollWidth : own[2], down ? top + element.scrollHeight : own[3]];
};
"""

_FACTS = r"""
const ARIA = ['rowcount', 'rowindex', 'colindex', 'busy', 'modal', 'haspopup', 'level', 'live', 'roledescription'];
const attributes = (element, fact) => {
  const data = {};
  for (const {name, value} of element.attributes) {
    if (name.startsWith('data-') && value.length < 200) data[name.slice(5)] = value;
    else if (name.startsWith('aria-') && ARIA.includes(name.slice(5))) data[name] = cut(value, 40);
  }
  if (Object.keys(data).length) fact.d = data;
  const names = {al: referred(element), a: element.getAttribute('aria-label'), ti: element.getAttribute('title'),
    alt: element.getAttribute('alt'), ph: element.getAttribute('placeholder'), n: element.getAttribute('name')};
  for (const key of Object.keys(names)) { const text = squeeze(names[key]).trim(); if (text) fact[key] = cut(text, 200); }
  if (element.labels && element.labels.length) fact.l = [...element.labels].slice(0, 3).map(textOf).join(' ');
  if (element.id) { fact.id = cut(element.id, 120); const widget = toolkit(element.id); if (widget.length) fact.w = widget; }
  const classes = element.getAttribute('class');
  if (classes) fact.c = cut(squeeze(classes).trim(), 300);
  const role = element.getAttribute('role');
  if (role) fact.r = squeeze(role).trim().split(' ')[0];
  const href = hrefShape(element);
  if (href) fact.hr = href;
  if (element.hasAttribute('onclick') || typeof element.onclick === 'function') fact.oc = true;
  if (element.hasAttribute('tabindex')) fact.tx = element.tabIndex;
};
const states = (element, fact) => {
  const said = name => truth(element.getAttribute('aria-' + name));
  const checked = element.type === 'checkbox' || element.type === 'radio' ? element.checked : said('checked');
  const selected = element.tagName === 'OPTION' ? element.selected : said('selected');
  const current = element.getAttribute('aria-current');
  for (const [key, value] of [['ck', checked], ['se', selected], ['ex', said('expanded')], ['pr', said('pressed')]]) if (value !== null) fact[key] = value;
  if (current && current !== 'false') fact.cu = current;
  if (element.tagName === 'DIALOG' && element.open) fact.op = true;
};
const FIELDS = new Set(['INPUT', 'TEXTAREA', 'SELECT']);
const BUTTON_TYPES = new Set(['button', 'submit', 'reset', 'image']);
const field = (element, fact, asked, secret) => {
  if (element.isContentEditable && element.hasAttribute('contenteditable')) fact.ty = 'editable';
  if (!FIELDS.has(element.tagName)) return;
  fact.ty = element.tagName === 'INPUT' ? element.type : element.tagName.toLowerCase();
  if (BUTTON_TYPES.has(element.type)) { if (element.value) fact.t = [[0, squeeze(element.value)]]; return; }
  if (element.readOnly) fact.ro = true;
  if (element.value && element.type !== 'checkbox' && element.type !== 'radio') fact.fi = true;
  const about = [element.type, fact.n, fact.id, fact.l, fact.a, fact.al, fact.ph, fact.ti, element.autocomplete].join(' ');
  if (asked && fact.fi && !secret.test(about)) fact.v = cut(element.value, 300);
};
const COLOUR = /rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)/;
const colour = text => { const m = COLOUR.exec(text || ''); return m && m[4] !== '0' ? [+m[1], +m[2], +m[3]].map(Math.round) : null; };
const picture = style => { const m = /url\("?([^")]+)"?\)/.exec(style.backgroundImage || ''); return m ? file(m[1]) : ''; };
const pseudo = (element, which) => {
  const style = getComputedStyle(element, which);
  if (!style.content || style.content === 'none' || style.content === 'normal') return null;
  const found = [cut(style.content.replace(/^"|"$/g, ''), 20), colour(style.color), colour(style.backgroundColor), picture(style)];
  return found[0] || found[2] || found[3] ? found : null;
};
// How something as small as an icon looks.
const look = (element, style) => {
  const found = {co: colour(style.color), bg: colour(style.backgroundColor), im: picture(style)};
  const mask = style.maskImage || style.webkitMaskImage;
  if (mask && mask.includes('url(')) found.im = found.im || picture({backgroundImage: mask});
  if (found.im) found.bp = style.backgroundPosition;
  if (element.ownerSVGElement !== undefined && element instanceof SVGElement) { found.fl = colour(style.fill); found.sk = colour(style.stroke); }
  if (element.tagName === 'use') found.sr = cut((element.getAttribute('href') || element.getAttribute('xlink:href') || '').split('#').pop(), 80);
  if (element.tagName === 'IMG') found.sr = file(element.currentSrc || element.getAttribute('src'));
  if (!(element instanceof SVGElement)) { found.be = pseudo(element, '::before'); found.af = pseudo(element, '::after'); }
  for (const key of Object.keys(found)) if (!found[key]) delete found[key];
  return Object.keys(found).length ? found : null;
};
"""

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
  if (FIELDS.has(element.tagName) && element.tagName !== 'SELECT') return;
  const clip = clipOf(element, style, rect, area);
  const holds = style.position !== 'static' || style.transform !== 'none';
  const handed = {clip, clipLifted: holds ? clip : inherited.clipLifted, opacity, unseen, inert, fixed, lifted, bodyRight: inherited.bodyRight};
  const runs = [];
  let count = 0;
  for (const child of childrenOf(element)) {
    if (child.nodeType === 3) { const text = squeeze(child.data); if (text.trim()) runs.push([count, cut(text, 500)]); else if (text && count) runs.push([count, ' ']); }
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
const wantsHit = fact => !fact.h && (fact.t || fact.ty || fact.cp || fact.oc || fact.lk || fact.r || fact.g === 'iframe' || fact.po === 'fixed' || fact.po === 'absolute');
"""

READ_FRAME = (
    "({values, limit, selectors, secretNames}) => {\nconst secret = new RegExp(secretNames, 'i');"
    + _HELPERS
    + _FACTS
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
const attempt = look => { try { const found = look(); return found === undefined || found === null ? '' : cut(String(found), 120); } catch (error) { return ''; } };
const state = {
  munchkin: attempt(() => MktPage.savedState.munchkinId), user: attempt(() => MktPage.userName || MktPage.userid),
  token: attempt(() => Mkt3.DL.getDlToken()),
};
const page = {lang: root ? root.lang : '', title: cut(document.title || '', 200), ready: document.readyState, size: [innerWidth, innerHeight],
  scroll: [Math.round(scrollX), Math.round(scrollY)], state, marked, full};
return {text: write({page, nodes: facts}), elements};
}"""
)
