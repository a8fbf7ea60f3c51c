# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a message says of what was done just before: that it worked, that it didn't, or nothing that could be told.

Adobe publishes none of these messages, so only plain words count, in Marketo's six languages. Words of both kinds, or none, tell nothing.
"""

from __future__ import annotations

import re

WORKED, FAILED, UNCLEAR = "worked", "failed", "unclear"
_FAILED = re.compile(
    r"\b(?:error|errors|fail\w*|could ?n.t|could not|can ?not|can.t|unable|invalid|not valid|denied|wrong|incorrect|rejected|refused|expired|"
    r"missing|required|problem|unsuccessful\w*|not (?:be )?(?:saved|updated|changed|disabled|enabled)|try again|"
    r"erreurs?|échou\w*|échec|impossible|non valide|refusé\w*|incorrect\w*|expiré\w*|"
    r"fehler\w*|fehlgeschlagen|ungültig\w*|nicht|abgelehnt|abgelaufen|"
    r"errores|falló|fallido|no se (?:pudo|ha podido)|no válid\w*|inválid\w*|rechazad\w*|caducad\w*|"
    r"erros?|falhou|falha\w*|não|recusad\w*|expirad\w*)\b|エラー|失敗|できません|無効な|期限切れ|拒否",
    re.IGNORECASE,
)
_WORKED = re.compile(
    r"\b(?:saved|success\w*|updated|done|completed?|disabled|enabled|switched|changed|applied|"
    r"enregistré\w*|réussi\w*|succès|désactivé\w*|activé\w*|mis\w* à jour|"
    r"gespeichert|erfolgreich|aktualisiert|deaktiviert|aktiviert|"
    r"guardad\w*|éxito|correctamente|actualizad\w*|desactivad\w*|deshabilitad\w*|habilitad\w*|"
    r"salv[oa]s?|sucesso|atualizad\w*|desativad\w*|ativad\w*)\b|保存しました|保存されました|成功|完了|更新しました|無効になりました|有効になりました",
    re.IGNORECASE,
)


def meaning_of(text: str) -> str:
    """Return `WORKED`, `FAILED`, or `UNCLEAR`."""
    failed, worked = bool(_FAILED.search(text)), bool(_WORKED.search(text))
    if failed:
        return FAILED
    return WORKED if worked else UNCLEAR
