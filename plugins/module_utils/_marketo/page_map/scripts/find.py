# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The scripts that look for elements inside a frame. They only read the page.

A label fits with its case kept, blanks folded, and any colon or asterisk at its end left out. Accessible names and structure come first; class
names serve where the toolkits write no roles (the first generation: ``x-``, the second: ``x4-``). An element counts as visible only where a
user could see it: the first generation moves what it closes far off the screen instead of removing it, and leaves the same labels, even the
same ids, behind.
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
  || !!element.closest('[aria-disabled="true"], fieldset:disabled, .x-item-disabled, .x4-item-disabled, .x-btn-disabled, .x4-btn-disabled');
const innermost = list => list.filter(one => !list.some(other => other !== one && one.contains(other)));
const outermost = list => list.filter(one => !list.some(other => other !== one && other.contains(one)));
const DIALOGS = '[role=dialog], [role=alertdialog], dialog[open], .x-window, .x4-window';
const FIELDS = 'input:not([type=hidden]):not([type=button]):not([type=submit]):not([type=radio]):not([type=checkbox]), textarea, select';
const TABS = '[role=tab], .x-tab-strip-text, .x4-tab-inner';
// Tabs are buttons too in some renderings, but never one of those that are meant by "button".
const TAB_PARTS = '[role=tab], .x-tab-strip, .x4-tab';
const BUTTONS = 'button, [role=button], input[type=button], input[type=submit], .x-btn-text, .x4-btn-inner';
const CHOICES = 'input[type=radio], [role=radio], [role=option], option';
const OTHER_INPUTS = '[role=radio], [role=checkbox]';
const MASKS = '.ext-el-mask-msg, .x-mask-loading, .x4-mask-msg, .x4-mask-loading, [aria-busy="true"]';
// An entry of a list is as visible as its list.
const within = (scope, selector) => [...(scope || document).querySelectorAll(selector)]
  .filter(one => visible(one.tagName === 'OPTION' ? one.closest('select') || one : one));
const referred = (element, attribute) => (element.getAttribute(attribute) || '').split(/\s+/).filter(id => id)
  .map(id => document.getElementById(id)).filter(one => one).map(one => one.textContent).join(' ');
const labelsOf = element => [...(element.labels || [])].map(one => one.textContent).join(' ');
const name = element => referred(element, 'aria-labelledby') || element.getAttribute('aria-label')
  || (element.tagName === 'INPUT' ? labelsOf(element) || element.value : element.textContent)
  || element.getAttribute('title') || '';
const KINDS = {button: BUTTONS, link_or_button: BUTTONS + ', a[href], [role=link]', tab: TABS, choice: CHOICES};
const all = (scope, role) => {
  const found = within(scope, KINDS[role]);
  return role === 'tab' || role === 'choice' ? found : found.filter(one => !one.closest(TAB_PARTS) && !one.matches(OTHER_INPUTS));
};
// The names of choices are not published, only the abbreviations in them: such a label may be a part of the name, in whole words.
const holds = (text, label) => text === label || (' ' + text.replace(/[^\p{L}\p{N}]+/gu, ' ') + ' ').includes(' ' + label + ' ');
const named = (scope, role, labels) => {
  const wanted = labels.map(plain);
  const fits = role === 'choice' ? text => wanted.some(label => holds(text, label)) : text => wanted.includes(text);
  return innermost(all(scope, role).filter(one => fits(plain(name(one)))));
};
// The smallest surroundings of a label that still hold no other label.
const surroundings = label => {
  let place = label;
  while (place.parentElement && within(place.parentElement, 'label').length <= 1) place = place.parentElement;
  return place;
};
const fieldOf = label => {
  if (label.control && label.control.matches(FIELDS) && visible(label.control)) return label.control;
  const inside = within(surroundings(label), FIELDS);
  return inside.length === 1 ? inside[0] : null;
};
const ownLabel = field => referred(field, 'aria-labelledby') || field.getAttribute('aria-label') || '';
const fields = (scope, labels) => {
  const wanted = labels.map(plain);
  const labelled = within(scope, 'label').filter(one => wanted.includes(plain(one.textContent))).map(fieldOf);
  const marked = within(scope, FIELDS).filter(one => wanted.includes(plain(ownLabel(one))));
  return [...new Set([...labelled, ...marked])].filter(one => one);
};
const only = list => list.length === 1 ? list[0] : null;
const selected = (scope, role, selector) => role !== 'field' ? innermost(within(scope, selector))
  : [...new Set(within(scope, selector).map(one => one.matches(FIELDS) ? one : only(within(one, FIELDS))).filter(one => one))];
// The toolkits' own register knows item ids, types, and actions, which are not in the markup.
const widgets = query => {
  try {
    return [window.Ext4, window.Ext].filter(one => one && one.ComponentQuery).flatMap(one => [...one.ComponentQuery.query(query)])
      .map(one => one.getEl ? one.getEl() : one.el || one).map(one => one && one.dom).filter(one => one instanceof Element);
  } catch (error) {
    return [];
  }
};
const bears = (element, hint) => hint.startsWith('widget:') ? widgets(hint.slice(7)).some(one => one.contains(element)) : !!element.closest(hint);
const preferred = (list, hints) => {
  for (const hint of list.length > 1 ? hints : []) {
    const found = list.filter(one => bears(one, hint));
    if (found.length === 1) return found;
  }
  return list;
};
// All elements that fit an entry of the page map.
const find = (scope, {role, labels, selector, alone, hints}) => {
  let found = alone ? selected(scope, role, selector) : role === 'field' ? fields(scope, labels) : named(scope, role, labels);
  if (selector && !alone) {
    const narrowed = within(scope, selector);
    found = found.filter(one => narrowed.some(other => other.contains(one) || one.contains(other)));
  }
  return preferred(role === 'field' ? found : found.filter(one => !disabled(one)), hints);
};
const valueBeside = label => {
  if (['TH', 'TD', 'DT'].includes(label.tagName)) return fold(label.nextElementSibling && label.nextElementSibling.textContent);
  const field = fieldOf(label);
  if (field) return field.value.trim();
  return fold(surroundings(label).textContent.replace(label.textContent, ''));
};
// The labels of what the page shows without letting it be typed into.
const VALUE_LABELS = 'label, th, td, dt';
const shownLabels = (scope, labels) => {
  const wanted = labels.map(plain);
  return innermost(within(scope, VALUE_LABELS).filter(one => wanted.includes(plain(one.textContent)) && (scope || !one.closest(DIALOGS))));
};
const dialogs = () => outermost(within(null, DIALOGS));
"""

FIND = "({scope, entry}) => {" + PRELUDE + " return find(scope, entry); }"

# The one element of each of several names, in the order of the names; nothing at all where one of them is missing, there twice, not editable,
# or the same as another.
FIND_EACH = (
    "({scope, entries}) => {"
    + PRELUDE
    + r"""
  const found = Object.values(entries).map(entry => find(scope, entry));
  const each = found.flat();
  const editable = each.every(one => !one.readOnly && !disabled(one));
  return editable && found.every(list => list.length === 1) && new Set(each).size === each.length ? each : [];
}"""
)

# Whether a form is there: how many dialogs there are, and whether one of these fields is in the first of them, or without a dialog anywhere.
GLANCE = (
    "({entries}) => {"
    + PRELUDE
    + r"""
  const there = dialogs();
  const asks = Object.values(entries).some(entry => find(there[0] || null, entry).length > 0);
  return {busy: within(null, MASKS).length > 0, dialogs: there.length, fields: asks};
}"""
)

SHOWN = "({labels}) => {" + PRELUDE + " return shownLabels(null, labels); }"

NAME = (
    "element => {"
    + PRELUDE
    + r"""
  const label = (element.labels || [])[0] || (element.matches(FIELDS) && [...document.querySelectorAll('label')].find(one => fieldOf(one) === element));
  return plain(element.matches(FIELDS) ? ownLabel(element) || (label ? label.textContent : '') : name(element));
}"""
)

# How many elements fit each entry, in one look; ``shown`` are those of which the page merely shows a value.
COUNT = (
    "({scope, entries, shown}) => {"
    + PRELUDE
    + r"""
  const counts = Object.fromEntries(Object.keys(entries).map(key => [key, find(scope, entries[key]).length]));
  for (const key of Object.keys(shown)) counts['shown ' + key] = shownLabels(null, shown[key]).length;
  return {busy: within(null, MASKS).length > 0, counts};
}"""
)

# What the toolkit's register names as this element, whatever its label.
HINTED = (
    "({scope, entry}) => {"
    + PRELUDE
    + r"""
  const places = entry.hints.filter(hint => hint.startsWith('widget:')).flatMap(hint => widgets(hint.slice(7)));
  return innermost(all(scope, entry.role).filter(one => places.some(place => place.contains(one)))).map(one => plain(name(one)));
}"""
)

# The texts of everything that could be an element of a role, for a person to choose from.
CANDIDATES = (
    "({scope, role}) => {"
    + PRELUDE
    + r"""
  const texts = {
    field: () => [...within(scope, 'label').filter(fieldOf).map(one => one.textContent), ...within(scope, FIELDS).map(ownLabel)],
    value: () => innermost(within(scope, VALUE_LABELS).filter(one => scope || !one.closest(DIALOGS))).map(one => one.textContent),
  }[role];
  const found = texts ? texts() : innermost(all(scope, role).filter(one => !disabled(one))).map(name);
  return [...new Set(found.map(plain).filter(one => one && one.length <= 80))];
}"""
)

# What toolkit drew the page.
TOOLKITS = (
    "() => {"
    + PRELUDE
    + r"""
  return {ext3: within(null, '.x-btn, .x-tab-strip, .x-panel').length > 0, ext4: within(null, '.x4-btn, .x4-tab, .x4-panel').length > 0};
}"""
)

# One look at the whole frame, so that its parts fit together.
LOOK = (
    "({entries}) => {"
    + PRELUDE
    + r"""
  const texts = key => find(null, entries[key]).map(one => plain(name(one)));
  const labels = key => shownLabels(null, entries[key].labels);
  const state = (window.MktPage || {}).savedState;
  const active = '[aria-selected="true"], .x-tab-strip-active, .x4-tab-active';
  const tabs = find(null, entries.dynamics_tab);
  const clickable = Object.keys(entries).filter(key => entries[key].role !== 'field');
  return {
    munchkinId: state ? state.munchkinId || null : null,
    lang: document.documentElement.lang || null,
    busy: within(null, MASKS).length > 0,
    dialogs: dialogs().map(one => fold(one.innerText)),
    activeTab: tabs.some(one => one.closest(active)),
    tabs: tabs.length,
    toggles: [...texts('disable_sync'), ...texts('enable_sync')],
    username: labels('username').map(valueBeside), client_id: labels('client_id').map(valueBeside),
    organization_url: labels('organization_url').map(valueBeside),
    matched: Object.fromEntries([...clickable.map(key => [key, texts(key)]),
      ...['username', 'client_id'].map(key => [key, labels(key).map(one => plain(one.textContent))])]),
  };
}"""
)

DIALOGS = "() => {" + PRELUDE + " return dialogs(); }"

OTHER_DIALOGS = "own => {" + PRELUDE + " return dialogs().filter(one => one !== own); }"

BUSY = "() => {" + PRELUDE + " return within(null, MASKS).length > 0; }"
