# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The part of the reading script that says what there is to say of one element. See ``script.py``."""

from __future__ import annotations

HELPERS = r"""
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

FACTS = r"""
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
// An icon that is drawn before or after the content of something bigger, such as a whole row.
const mark = element => {
  if (element instanceof SVGElement) return null;
  const found = {be: pseudo(element, '::before'), af: pseudo(element, '::after')};
  for (const key of Object.keys(found)) {
    const one = found[key], text = one ? one[0].trim() : '';
    if (!one || text.length > 2 || !(text || one[2] || one[3])) delete found[key];
  }
  return Object.keys(found).length ? found : null;
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
