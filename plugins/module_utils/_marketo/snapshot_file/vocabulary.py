# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The words that a snapshot in a file may hold: those that no person and no company is called.

They are Adobe's documented words (``matching/words.py``), the headings of a validation's rows, the products' names, plain words of user interfaces,
and the names of icons, which icon fonts write as text. What an operator's page map calls things is added for a file (`Vocabulary`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._validation_rows import HEADINGS
from ..matching.text import fold
from ..matching.words import SECTIONS, WORDS, all_words

_PRODUCTS = "Marketo|Marketo Engage|Adobe|Microsoft|Microsoft Dynamics|Dynamics|Dynamics 365|CRM|Salesforce|Sales Insight|Munchkin"
_INTERFACE = (
    "Actions|Activate|Add|Admin|Administration|Advanced|All|and|Apply|Are you sure|Authentication|Authentication Method|Back|Change|Clear|Configure|"
    "Connected|Connection|Continue|Copy|Create|Current|Date|Deactivate|Default|Delete|Design Studio|Details|Disabled|Discard|Dismiss|Done|Download|"
    "Enabled|Enter|Error|Errors|Failed|Field|Fields|Filter|Finish|for|Go|Got it|Help|Hide|Home|Import|Info|Initial Sync|Integration|Invalid|Last|"
    "Learn more|List|Loading|Log in|Log out|Manage|Marketing Activities|Message|Method|Modify|Modules|More|Move|My Marketo|Name|New|None|of|"
    "Optional|Options|Organization|Overview|Page|Passed|Permissions|Please wait|Previous|Profile|Proceed|Refresh|Reload|Remove|Rename|Required|"
    "Reset|Restore|Result|Results|Resume|Retry|Revert|Revenue|Run|Running|Search|Select|Service|Settings|Set up|Setup|Show|Sign in|Sign out|Solution|"
    "Start|Status|Step|Step 1|Step 2|Step 3|Stop|Submit|Success|Switch|Sync|Sync now|Table|Tags|Test|the|Time|to|Tree|Type|Undo|Update|Upload|User|"
    "Users|Users & Roles|Valid|Validated|Validation|Value|View|Warning|Webhooks|Welcome|Window|with|Working|"
    # The other five languages' plain words for the same.
    "Appliquer|Ajouter|Continuer|Fermer|Terminer|Modifier|Réinitialiser|Supprimer|Aide|Rechercher|Chargement|"
    "Anwenden|Übernehmen|Hinzufügen|Fortfahren|Fertig|Ändern|Zurücksetzen|Löschen|Hilfe|Suchen|Wird geladen|Senden|"
    "Aplicar|Añadir|Continuar|Finalizar|Restablecer|Eliminar|Ayuda|Buscar|Cargando|Enviar|"
    "Adicionar|Concluir|Redefinir|Excluir|Ajuda|Pesquisar|Carregando|適用|追加|続行|完了|変更|リセット|削除|ヘルプ|検索|読み込み中|送信|設定|管理"
)
_ICONS = (
    "account_circle|add_circle|alert|arrow_back|arrow_drop_down|arrow_forward|check|check_box|check_circle|check_circle_outline|checkmark|chevron|circle|"
    "close|cross|cancel|delete|done|done_all|edit|error|error_outline|exclamation|expand_less|expand_more|help|help_outline|highlight_off|home|hourglass|"
    "hourglass_empty|icon|info|info_outline|link|loop|menu|more_horiz|more_vert|ok|outline|pending|question|refresh|remove|remove_circle|report|search|"
    "settings|spinner|sync|sync_disabled|sync_problem|task_alt|tick|times|verified|visibility|visibility_off|warning|wrong"
)
# Scripts without spaces between words have no edges to look for.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_EDGE_BEFORE = r"(?:(?<![^\W_])|(?<=[a-z])(?=[A-Z]))"
_EDGE_AFTER = r"(?:(?![^\W_])|(?<=[a-z])(?=[A-Z]))"


class Vocabulary:
    """What may stay. ``more`` are words of the operator's page map."""

    def __init__(self, more: Iterable[str] = ()) -> None:
        phrases = {text for text in (*_known(), *more) if fold(text)}
        self._folded = frozenset(map(fold, phrases))
        ordered = sorted(phrases, key=len, reverse=True)
        spaced = "|".join(re.escape(text) for text in ordered if not _UNSPACED.search(text))
        unspaced = "|".join(re.escape(text) for text in ordered if _UNSPACED.search(text))
        self._phrases = re.compile(f"{_EDGE_BEFORE}(?i:{spaced}){_EDGE_AFTER}|(?:{unspaced})")

    def holds(self, text: str) -> bool:
        """Return whether a text, as the matcher compares it, is one of the words."""
        return fold(text) in self._folded

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text holds words that may stay, in order."""
        for found in self._phrases.finditer(text):
            yield found.span()


def words_of_map(page_map: Any) -> Iterator[str]:
    """Yield the texts by which an operator's page map calls elements, sections and what is to be ignored; selectors are none."""
    if isinstance(page_map, str):
        yield page_map
    elif isinstance(page_map, Mapping):
        for name, part in page_map.items():
            if name not in ("selector", "role", "near", "id"):
                yield from words_of_map(part)
    elif isinstance(page_map, (list, tuple)):
        for part in page_map:
            yield from words_of_map(part)


def _known() -> Iterator[str]:
    for words in (*WORDS.values(), *SECTIONS.values()):
        yield from all_words(words)
    yield from HEADINGS
    for listed in (_PRODUCTS, _INTERFACE, _ICONS):
        yield from listed.split("|")
