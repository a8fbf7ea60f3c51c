# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The scripts that read what the page reports: rows of a validation, tables. They only read the page."""

from __future__ import annotations

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.page_map.finder import PRELUDE

# The rows of a validation. A row is the smallest part of the page that holds one known heading and an icon.
ROWS = "({headings}) => {" + PRELUDE + r"""
  const ICONS = 'img, svg, i, [role=img], [class*=icon]';
  const words = one => [...(one.getAttribute('class') || '').split(/\s+/).map(part => part.replace(/^x4?-/, '')),
    (one.getAttribute('src') || '').split('/').pop(), one.getAttribute('alt'), one.getAttribute('title'), one.getAttribute('aria-label'),
    one.textContent].join(' ').toLowerCase().split(/[^a-z]+/).filter(word => word);
  const own = one => fold([...one.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent).join(''));
  const found = [...document.body.querySelectorAll('*')].filter(one => headings.includes(plain(own(one))) && visible(one));
  const rowOf = heading => {
    let place = heading;
    while (place && !within(place, ICONS).length) place = place.parentElement;
    return place && found.filter(one => place.contains(one)).length === 1 ? place : null;
  };
  const icons = row => innermost(within(row, ICONS)).map(words);
  const rows = found.map(one => {
    const row = rowOf(one), heading = plain(own(one));
    return {heading, icons: row ? icons(row) : [], detail: row ? fold(row.innerText).replace(heading, '').trim() : '', row};
  });
  const known = rows.map(one => one.row).filter(one => one);
  const lists = [...new Set(known.map(one => one.parentElement))];
  const others = lists.flatMap(list => [...list.children]).filter(
    one => visible(one) && !known.some(row => row.contains(one) || one.contains(row)) && within(one, ICONS).length && fold(one.innerText));
  return {
    rows: rows.map(({heading, icons, detail}) => ({heading, icons, detail})),
    others: others.map(one => fold(one.innerText)),
  };
}"""
