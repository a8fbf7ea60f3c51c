# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page map: every element of Admin > Microsoft Dynamics that is read, clicked or typed into.

Nearly all translations come from translated documentation, so they are candidates rather than certainties. An operator corrects any entry with
the option ``page_map`` of marketo_session, without a change here; see override.py.
The elements of the tabs Validate Sync Setup and Reconfigure New Auth Method stand in change_tabs.py.
"""

from __future__ import annotations

from . import change_tabs
from .element import FORMS, Element, everywhere

# Raised with every change of an entry, so that a doctor's report tells what it was held against.
PAGE_MAP_VERSION = "2"

# The parts of the page, in the order in which the doctor walks them, with what leads there from the main tab.
SCREENS: dict[str, str] = {
    "main": "",
    "sync_status": "sync_status",
    "sync_errors": "sync_errors",
    "auth_method": "reconfigure_auth_method",
    "validation": "validate_sync_setup",
    "edit_dialog": "edit",
}
CREDENTIALS_FORM = "widget:crmEditCredentialsForm"

ELEMENTS: tuple[Element, ...] = (
    # --- the main tab
    # The product's name is the same everywhere. Where this tab isn't the active one, nothing is read.
    Element("dynamics_tab", "tab", everywhere("Microsoft Dynamics"), ("main",)),
    Element(
        "disable_sync",
        "button",
        {
            "en": ("Disable Sync",),
            "fr": ("Désactiver la synchronisation",),
            "de": ("Synchronisierung deaktivieren",),
            "es": ("Desactivar sincronización",),
            "ja": ("同期の無効化", "同期を無効にする"),
            "pt": ("Desativar sincronização",),
        },
        ("main",),
        hints=("widget:#enableSync",),
        label_is_state=True,
    ),
    Element(
        "enable_sync",
        "button",
        {
            "en": ("Enable Sync",),
            "fr": ("Activer la synchronisation",),
            "de": ("Synchronisierung aktivieren",),
            "es": ("Habilitar sincronización",),
            "ja": ("同期の有効化",),
            "pt": ("Ativar Sincronização",),
        },
        ("main",),
        hints=("widget:#enableSync",),
        label_is_state=True,
    ),
    Element(
        "edit",
        "link_or_button",
        {
            "en": ("Edit",),
            "fr": ("Modifier",),
            "de": ("Bearbeiten",),
            "es": ("Editar",),
            "ja": ("編集",),
            "pt": ("Editar",),
        },
        ("main",),
    ),
    # --- the other tabs
    Element(
        "validate_sync_setup",
        "tab",
        {
            "en": ("Validate Sync Setup",),
            "fr": (
                "Valider la configuration de synchronisation",
                "Validation de la configuration de la synchronisation",
            ),
            "de": ("Synchronisierungseinstellungen überprüfen", "Synchronisierungseinstellungen"),
            "es": ("Validar configuración de sincronización", "Validar la configuración de sincronización"),
            "ja": ("同期設定の検証", "同期設定を検証"),
            "pt": ("Validar Configuração de Sincronização",),
        },
        ("main",),
    ),
    # No translation of these two is published, but a French one for the page of the other CRM ("État de synchronisation"). The rest are guesses.
    Element(
        "sync_status",
        "tab",
        {
            "en": ("Sync Status",),
            "fr": ("État de synchronisation", "État de la synchronisation", "Statut de la synchronisation"),
            "de": ("Synchronisierungsstatus",),
            "es": ("Estado de sincronización", "Estado de la sincronización"),
            "ja": ("同期ステータス", "同期状態"),
            "pt": ("Status da sincronização", "Status de sincronização"),
        },
        ("main",),
    ),
    Element(
        "sync_errors",
        "tab",
        {
            "en": ("Sync Errors",),
            "fr": ("Erreurs de synchronisation",),
            "de": ("Synchronisierungsfehler",),
            "es": ("Errores de sincronización",),
            "ja": ("同期エラー",),
            "pt": ("Erros de sincronização",),
        },
        ("main",),
    ),
    # The German documentation garbles this one; the words here are a guess.
    Element(
        "reconfigure_auth_method",
        "tab",
        {
            "en": ("Reconfigure New Auth Method",),
            "de": ("Neue Authentifizierungsmethode konfigurieren",),
            "fr": ("Reconfiguration de la nouvelle méthode d'authentification",),
            "es": ("Reconfigurar nuevo método de autenticación",),
            "ja": ("新しい認証方法の再設定",),
            "pt": ("Reconfigurar novo método de autenticação",),
        },
        ("main",),
    ),
    # --- the five fields of the connection; the main tab shows the values of three of them
    Element(
        "username",
        "field",
        {
            "en": ("Username",),
            "fr": ("Nom d'utilisateur",),
            "de": ("Benutzername",),
            "es": ("Nombre de usuario",),
            "ja": ("ユーザ名",),
            "pt": ("Nome do usuário",),
        },
        ("main", *FORMS),
        hints=(CREDENTIALS_FORM,),
    ),
    Element(
        "password",
        "field",
        {
            "en": ("Password",),
            "fr": ("Mot de passe", "Password"),
            "de": ("Kennwort",),
            "es": ("Contraseña",),
            "ja": ("パスワード",),
            "pt": ("Senha",),
        },
        FORMS,
        hints=(CREDENTIALS_FORM, "input[type=password]"),
    ),
    Element(
        "client_id",
        "field",
        {
            "en": ("Client ID", "Client Id"),
            "fr": ("ID client",),
            "de": ("Client-ID",),
            "es": ("ID de cliente",),
            "ja": ("クライアント ID",),
            "pt": ("ID do cliente", "Client Id"),
        },
        ("main", *FORMS),
        hints=(CREDENTIALS_FORM,),
    ),
    Element(
        "client_secret",
        "field",
        {
            "en": ("Client Secret",),
            "fr": ("Secret du client", "Secret client"),
            "de": ("Client-Geheimnis", "Client-geheim"),
            "es": ("Secreto del cliente", "Secreto de cliente"),
            "ja": ("クライアントシークレット",),
            "pt": ("Segredo do cliente", "Client Secret"),
        },
        FORMS,
        hints=(CREDENTIALS_FORM, "input[type=password]"),
    ),
    # No translation of the word URL is known.
    Element("organization_url", "field", everywhere("URL"), ("main", *FORMS), hints=(CREDENTIALS_FORM,)),
    # --- the dialog behind Edit
    Element(
        "save",
        "button",
        {
            "en": ("Save",),
            "fr": ("Enregistrer",),
            "de": ("Speichern",),
            "es": ("Guardar",),
            "ja": ("保存",),
            "pt": ("Salvar", "Save"),
        },
        ("edit_dialog",),
        hints=("widget:button[action=submit]",),
    ),
    Element(
        "cancel",
        "button",
        {
            "en": ("Cancel",),
            "fr": ("Annuler",),
            "de": ("Abbrechen",),
            "es": ("Cancelar",),
            "ja": ("キャンセル",),
            "pt": ("Cancelar",),
        },
        ("edit_dialog",),
    ),
    *change_tabs.ELEMENTS,
)
BY_NAME: dict[str, Element] = {element.name: element for element in ELEMENTS}

# The button of the first-time wizard. It begins an initial sync, which can't be taken back: no element may ever be called so.
NEVER_CLICKED: frozenset[str] = frozenset(
    {
        "Start Sync",
        "Démarrer la synchronisation",
        "Synchronisierung starten",
        "Iniciar sincronización",
        "同期を開始",
        "Iniciar Sincronização",
    }
)

# The two names of the one button that switches the sync, by whether the sync is enabled while it is shown. Its label is the state, so that a label
# that stood for both would turn the state around.
SYNC_BUTTON = {True: "disable_sync", False: "enable_sync"}
STATES = (SYNC_BUTTON[True], SYNC_BUTTON[False])
