# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the page calls its elements, per language: candidates in the order in which they are tried.

The page speaks the language of the user who signed in. Nearly all translations come from translated documentation, so they
are candidates rather than certainties; the option ``labels`` of marketo_session adds to them without a change here.
"""

from __future__ import annotations

from typing import Dict, Tuple

LANGUAGES = ("en", "fr", "de", "ja", "pt", "es")
Labels = Dict[str, Tuple[str, ...]]

# The product's name is the same everywhere.
TAB_TITLE = "Microsoft Dynamics"

LABELS: Dict[str, Labels] = {
    "disable_sync": {
        "en": ("Disable Sync",), "fr": ("Désactiver la synchronisation",), "de": ("Synchronisierung deaktivieren",),
        "es": ("Desactivar sincronización",), "ja": ("同期の無効化", "同期を無効にする"), "pt": ("Desativar sincronização",)},
    "enable_sync": {
        "en": ("Enable Sync",), "fr": ("Activer la synchronisation",), "de": ("Synchronisierung aktivieren",),
        "es": ("Habilitar sincronización",), "ja": ("同期の有効化",), "pt": ("Ativar Sincronização",)},
    "edit": {"en": ("Edit",), "fr": ("Modifier",), "de": ("Bearbeiten",), "es": ("Editar",), "ja": ("編集",), "pt": ("Editar",)},
    "username": {
        "en": ("Username",), "fr": ("Nom d'utilisateur",), "de": ("Benutzername",), "es": ("Nombre de usuario",), "ja": ("ユーザ名",),
        "pt": ("Nome do usuário",)},
    "password": {
        "en": ("Password",), "fr": ("Mot de passe", "Password"), "de": ("Kennwort",), "es": ("Contraseña",), "ja": ("パスワード",), "pt": ("Senha",)},
    "client_id": {
        "en": ("Client ID", "Client Id"), "fr": ("ID client",), "de": ("Client-ID",), "es": ("ID de cliente",), "ja": ("クライアント ID",),
        "pt": ("ID do cliente", "Client Id")},
    "client_secret": {
        "en": ("Client Secret",), "fr": ("Secret du client", "Secret client"), "de": ("Client-Geheimnis", "Client-geheim"),
        "es": ("Secreto del cliente", "Secreto de cliente"), "ja": ("クライアントシークレット",), "pt": ("Segredo do cliente", "Client Secret")},
    # No translation of the word URL is known.
    "organization_url": {language: ("URL",) for language in LANGUAGES},
    "save": {"en": ("Save",), "fr": ("Enregistrer",), "de": ("Speichern",), "es": ("Guardar",), "ja": ("保存",), "pt": ("Salvar", "Save")},
    "validate_sync_setup": {
        "en": ("Validate Sync Setup",),
        "fr": ("Valider la configuration de synchronisation", "Validation de la configuration de la synchronisation"),
        "de": ("Synchronisierungseinstellungen überprüfen", "Synchronisierungseinstellungen"),
        "es": ("Validar configuración de sincronización", "Validar la configuración de sincronización"),
        "ja": ("同期設定の検証", "同期設定を検証"), "pt": ("Validar Configuração de Sincronização",)},
    "next": {"en": ("Next",), "fr": ("Suivant",), "de": ("Weiter",), "es": ("Siguiente",), "ja": ("次へ",), "pt": ("Próxima", "Next")},
    "close": {"en": ("Close",), "fr": ("Fermer",), "de": ("Schließen",), "es": ("Cerrar",), "ja": ("閉じる",), "pt": ("Fechar",)},
    # Buttons of a question whether the sync is really to be switched.
    "yes": {"en": ("Yes",), "fr": ("Oui",), "de": ("Ja",), "es": ("Sí",), "ja": ("はい",), "pt": ("Sim",)},
    "confirm": {"en": ("Confirm",), "fr": ("Confirmer",), "de": ("Bestätigen",), "es": ("Confirmar",), "ja": ("確認",), "pt": ("Confirmar",)},
    "ok": {"en": ("OK", "Ok"), "fr": ("OK",), "de": ("OK",), "es": ("Aceptar", "OK"), "ja": ("OK",), "pt": ("OK",)},
    "no": {"en": ("No",), "fr": ("Non",), "de": ("Nein",), "es": ("No",), "ja": ("いいえ",), "pt": ("Não",)},
    "cancel": {"en": ("Cancel",), "fr": ("Annuler",), "de": ("Abbrechen",), "es": ("Cancelar",), "ja": ("キャンセル",), "pt": ("Cancelar",)},
}

# What kind of element carries the label.
ROLES: Dict[str, str] = {
    "disable_sync": "button", "enable_sync": "button", "edit": "link_or_button", "save": "button", "validate_sync_setup": "tab",
    "next": "button", "close": "button", "yes": "button", "confirm": "button", "ok": "button", "no": "button", "cancel": "button",
    "username": "field", "password": "field", "client_id": "field", "client_secret": "field", "organization_url": "field",
}


def with_additions(additions: Dict[str, Tuple[str, ...]]) -> Dict[str, Labels]:
    """The map with an operator's own labels tried first, whatever the language."""
    return {
        name: {language: (*additions.get(name, ()), *texts) for language, texts in labels.items()}
        for name, labels in LABELS.items()
    }
