# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripts of teaching: one takes every click of a person before the page gets it, in every frame; the other draws the bar that asks."""

from __future__ import annotations

KEY = "__marketoDynamicsTeaching"
BAR = "marketo-dynamics-teaching-bar"

# A listener at the window in the capture phase comes first; where the page is loaded after this was added, also before the page's own there. What a
# page's own code clicks is not a person's, and isn't touched. The one element that is let through, and the field of a label, get their events.
INTERCEPT = (
    r"""
(() => {
  // A page that writes itself anew (document.open) loses all listeners and keeps its window; to add what is there changes nothing.
  const listen = taker => { for (const name of events) window.addEventListener(name, taker, {capture: true, passive: false}); };
  const events = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick', 'auxclick', 'contextmenu', 'touchstart', 'touchend',
    'dragstart', 'drop', 'keydown', 'keypress', 'keyup', 'beforeinput', 'paste', 'submit'];
  if (window['KEY']) { listen(window['KEY'].take); return; }
  const state = {clicked: null, allowed: null, take: null};
  Object.defineProperty(window, 'KEY', {value: state, enumerable: false});
  const isAllowed = path => state.allowed && (path.includes(state.allowed) || (state.allowed.control && path.includes(state.allowed.control)));
  const take = event => {
    const path = event.composedPath();
    if (!event.isTrusted || path.some(one => one.id === 'BAR') || isAllowed(path)) return;
    event.stopImmediatePropagation();
    // The browser's own keys, such as those for the size of the text, stay.
    if (!(event.type.startsWith('key') && (event.ctrlKey || event.metaKey || event.altKey))) event.preventDefault();
    if (event.type === 'pointerdown' && event.button === 0 && path[0] instanceof Element) state.clicked = path[0];
  };
  state.take = take;
  listen(take);
})()
""".replace("KEY", KEY)
    .replace("BAR", BAR)
    .strip()
)

TAKE = f"() => {{ const state = window['{KEY}']; const taken = state ? state.clicked : null; if (state) state.clicked = null; return taken; }}"
ALLOW = (
    f"element => {{ const state = element.ownerDocument.defaultView['{KEY}']; if (state) state.allowed = element; }}"
)
FORBID = f"() => {{ const state = window['{KEY}']; if (state) state.allowed = state.clicked = null; }}"

# Made of elements, since a page may forbid markup from texts.
DRAW = r"""
({question, note, bottom, hidden}) => {
  const root = document.querySelector('dialog:modal') || document.documentElement;
  let bar = document.getElementById('BAR');
  if (!bar) {
    bar = document.createElement('div');
    bar.id = 'BAR';
    bar.answer = '';
    const shadow = bar.attachShadow({mode: 'open'});
    const line = document.createElement('div');
    line.style.cssText = 'display:flex;gap:8px;align-items:center;padding:6px 12px;background:#1f2937;color:#fff;font:14px/1.4 sans-serif;' +
      'box-shadow:0 0 8px rgba(0,0,0,.5)';
    const said = document.createElement('div');
    said.style.cssText = 'flex:1';
    for (const name of ['question', 'note']) {
      const part = document.createElement('div');
      part.className = name;
      part.style.cssText = name === 'note' ? 'font-size:12px;color:#fcd34d' : 'font-weight:bold';
      said.append(part);
    }
    line.append(said);
    for (const [name, text] of [['skip', 'Skip'], ['through', 'Let the next click through'], ['move', 'Move this bar'], ['stop', 'Stop']]) {
      const button = document.createElement('button');
      button.className = name;
      button.textContent = text;
      button.style.cssText = 'font:13px sans-serif;padding:3px 9px;cursor:pointer';
      button.addEventListener('click', () => { bar.answer = name; });
      line.append(button);
    }
    shadow.append(line);
  }
  if (bar.parentNode !== root) root.append(bar);
  bar.style.cssText = 'position:fixed;left:0;right:0;z-index:2147483647;' + (bottom ? 'bottom:0' : 'top:0');
  if (hidden) bar.style.setProperty('display', 'none', 'important');
  bar.shadowRoot.querySelector('.question').textContent = question;
  bar.shadowRoot.querySelector('.note').textContent = note;
  const answer = bar.answer;
  bar.answer = '';
  return answer;
}
""".replace("BAR", BAR).strip()
REMOVE = f"() => {{ const bar = document.getElementById('{BAR}'); if (bar) bar.remove(); }}"
