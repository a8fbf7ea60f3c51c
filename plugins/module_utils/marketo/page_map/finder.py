# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The script that looks for elements inside a frame. It only reads the page.

A label fits with its case kept, blanks folded, and any colon or asterisk at its end left out. An element counts as visible only
where a user could see it: the first toolkit generation moves what it closes far off the screen instead of removing it, and
leaves the same labels, even the same ids, behind. Roles and structure come first; class names serve where the toolkits write no
roles (the first generation: ``x-``, the second: ``x4-``).
"""

from __future__ import annotations

PRELUDE = r"""
const fold = text => (text || '').replace(/[\s\u200b]+/g, ' ').replace(/[\u2018\u2019]/g, "'").trim();
const plain = text => fold(text).replace(/[\s:：*]+$/, '');
const visible = element => {
  const box = element.getBoundingClientRect();
  if (!box.width || !box.height || box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return false;
  return getComputedStyle(element).visibility === 'visible';
};
const disabled = element => element.disabled
  || !!element.closest('[aria-disabled="true"], .x-item-disabled, .x4-item-disabled, .x-btn-disabled, .x4-btn-disabled');
const innermost = list => list.filter(one => !list.some(other => other !== one && one.contains(other)));
const outermost = list => list.filter(one => !list.some(other => other !== one && other.contains(one)));
const DIALOGS = '[role=dialog], [role=alertdialog], dialog[open], .x-window, .x4-window';
const FIELDS = 'input:not([type=hidden]):not([type=button]):not([type=submit]), textarea, select';
const BUTTONS = 'button, [role=button], input[type=button], input[type=submit], .x-btn-text, .x4-btn-inner';
const TABS = '[role=tab], .x-tab-strip-text, .x4-tab-inner';
const MASKS = '.ext-el-mask-msg, .x-mask-loading, .x4-mask-msg, .x4-mask-loading, [aria-busy="true"]';
const within = (scope, selector) => [...(scope || document).querySelectorAll(selector)].filter(visible);
const name = element => element.getAttribute('aria-label') || (element.tagName === 'INPUT' ? element.value : element.textContent);
const named = (scope, selector, labels) => {
  const wanted = labels.map(plain);
  return innermost(within(scope, selector).filter(one => wanted.includes(plain(name(one)))));
};
// The smallest surroundings of a label that still hold no other label.
const surroundings = label => {
  let place = label;
  while (place.parentElement && within(place.parentElement, 'label').length <= 1) place = place.parentElement;
  return place;
};
const fieldOf = label => {
  if (label.control && visible(label.control)) return label.control;
  const inside = within(surroundings(label), FIELDS);
  return inside.length === 1 ? inside[0] : null;
};
const fields = (scope, labels) => {
  const wanted = labels.map(plain);
  const labelled = within(scope, 'label').filter(one => wanted.includes(plain(one.textContent))).map(fieldOf);
  const marked = within(scope, FIELDS).filter(one => wanted.includes(plain(one.getAttribute('aria-label') || '')));
  return [...new Set([...labelled, ...marked])].filter(one => one);
};
const valueBeside = label => {
  if (['TH', 'TD', 'DT'].includes(label.tagName)) return fold(label.nextElementSibling && label.nextElementSibling.textContent);
  const field = fieldOf(label);
  if (field) return field.value.trim();
  return fold(surroundings(label).textContent.replace(label.textContent, ''));
};
const values = labels => {
  const wanted = labels.map(plain);
  return innermost(within(null, 'label, th, td, dt').filter(one => wanted.includes(plain(one.textContent)) && !one.closest(DIALOGS)))
    .map(valueBeside);
};
const dialogs = () => outermost(within(null, DIALOGS));
"""

FIND = "({scope, role, labels}) => {" + PRELUDE + r"""
  if (role === 'field') return fields(scope, labels);
  const selector = {button: BUTTONS, link_or_button: BUTTONS + ', a[href], [role=link]', tab: TABS}[role];
  return named(scope, selector, labels).filter(one => !disabled(one));
}"""

# One look at the whole frame, so that its parts fit together.
LOOK = "({labels, title}) => {" + PRELUDE + r"""
  const texts = (role, key) => named(null, role, labels[key]).filter(one => !disabled(one)).map(one => plain(name(one)));
  const shown = key => values(labels[key]);
  const state = (window.MktPage || {}).savedState;
  const active = '[aria-selected="true"], .x-tab-strip-active, .x4-tab-active';
  return {
    munchkinId: state ? state.munchkinId || null : null,
    busy: within(null, MASKS).length > 0,
    dialogs: dialogs().map(one => fold(one.innerText)),
    activeTab: named(null, TABS, [title]).some(one => one.closest(active)),
    tabs: named(null, TABS, [title]).length,
    toggles: [...texts(BUTTONS, 'disable_sync'), ...texts(BUTTONS, 'enable_sync')],
    edits: named(null, BUTTONS + ', a[href], [role=link]', labels.edit).length,
    username: shown('username'), client_id: shown('client_id'), organization_url: shown('organization_url'),
  };
}"""

DIALOGS = "() => {" + PRELUDE + " return dialogs(); }"

OTHER_DIALOGS = "own => {" + PRELUDE + " return dialogs().filter(one => one !== own); }"

BUSY = "() => {" + PRELUDE + " return within(null, MASKS).length > 0; }"
