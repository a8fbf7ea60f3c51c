# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The scripts that read what the page reports: tables, the way of signing in, fields. They only read the page.

Structure and roles come first. Class names serve where the toolkits write no roles (the first generation: ``x-``, the second: ``x4-``).
"""

from __future__ import annotations

from .find import PRELUDE

# Every table that is to be seen: its title, its columns, and its cells, as shown. The toolkits split a table into one for the head
# and one for each row, so that the outermost thing that counts as a table is taken as one. Where a title has only a text below it, as in
# a look that shows a sentence instead of an empty table, that text is the note, and columns and rows are null.
TABLES = (
    "() => {"
    + PRELUDE
    + r"""
  const GRIDS = '[role=grid], [role=table], [role=treegrid], .x-grid3, .x4-grid, table';
  const HEADS = 'th, [role=columnheader], .x-grid3-hd, .x4-column-header';
  const ROWS = 'tr, [role=row], .x-grid3-row, .x4-grid-row';
  const CELLS = 'td, [role=gridcell], [role=cell], .x-grid3-cell, .x4-grid-cell';
  const TITLES = 'caption, h1, h2, h3, h4, h5, h6, [role=heading], legend, .x-panel-header-text, .x4-panel-header-text, .x4-header-text';
  const own = (grid, selector) => innermost([...grid.querySelectorAll(selector)].filter(one => one.getBoundingClientRect().width > 0 && visible(one)));
  const heads = grid => own(grid, HEADS).filter(one => !one.closest(DIALOGS));
  const title = grid => {
    const given = document.getElementById(grid.getAttribute('aria-labelledby') || '');
    if (grid.getAttribute('aria-label') || given) return fold(grid.getAttribute('aria-label') || given.textContent);
    // Else the nearest title above it, in the smallest surroundings that have one.
    for (let place = grid; place; place = place.parentElement) {
      const above = within(place, TITLES).filter(one => grid.contains(one) || one.compareDocumentPosition(grid) & 4);
      if (above.length) return fold(above[above.length - 1].textContent);
    }
    return '';
  };
  const grids = outermost(within(null, GRIDS).filter(one => heads(one).length));
  const below = title => {
    let place = title;
    while (place.parentElement && fold(place.innerText) === fold(title.innerText)) place = place.parentElement;
    return place;
  };
  const notes = innermost(within(null, TITLES)).filter(one => !one.closest(DIALOGS + ', ' + GRIDS)).map(one => [one, below(one)])
    .filter(([one, place]) => !grids.some(grid => place.contains(grid)) && !within(place, FIELDS + ', ' + BUTTONS).length
      && innermost(within(place, TITLES)).length === 1)
    .map(([one, place]) => ({title: fold(one.textContent), columns: null, rows: null, note: fold(place.innerText.replace(one.innerText, ''))}));
  return [...grids.map(grid => {
    const columns = heads(grid).map(one => plain(one.textContent));
    const inHead = one => one.matches(HEADS) || one.closest('thead, ' + HEADS) || one.querySelector(HEADS);
    const rows = own(grid, ROWS).filter(one => !inHead(one)).map(one => own(one, CELLS).map(cell => fold(cell.innerText)))
      .filter(cells => cells.length === columns.length);
    return {title: title(grid), columns, rows, note: ''};
  }), ...notes];
}"""
)

# How Marketo signs in to Dynamics, where the page says so beside a label. Whether it does is not published, so that either is enough: a label
# that is called so, or a value with one of the documentation's abbreviations.
AUTH_METHOD = (
    "() => {"
    + PRELUDE
    + r"""
  const LABEL = /^(current )?auth(entication)? (method|type)$/i, VALUE = /(^|[^\p{L}])(ROPC|S2S)([^\p{L}]|$)/u;
  const labels = innermost(within(null, 'label, th, td, dt').filter(one => !one.closest(DIALOGS) && !one.querySelector(FIELDS) && !fieldOf(one)));
  return labels.map(one => [plain(one.textContent), valueBeside(one)])
    .filter(([label, value]) => value && value.length < 100 && (LABEL.test(label) || VALUE.test(value))).map(([label, value]) => value);
}"""
)

# What fields hold, all in one look: for each element of the page map the values of all that fit.
VALUES = (
    "({scope, entries}) => {"
    + PRELUDE
    + r"""
  return Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, find(scope, entry).map(one => one.value)]));
}"""
)

# When the document in this frame was loaded, in milliseconds, and whether it is the admin page: a document that is loaded anew says another time.
LOADED = "() => ({at: performance.timeOrigin, is_page: !!((window.MktPage || {}).savedState || {}).munchkinId})"
