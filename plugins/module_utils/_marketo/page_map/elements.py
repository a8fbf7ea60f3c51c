# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page map: every element of Admin > Microsoft Dynamics that is read, clicked or typed into.

Nearly all translations come from translated documentation, so they are candidates rather than certainties. An operator corrects any entry with
the option ``page_map`` of marketo_session, without a change here; see override.py.
"""

from __future__ import annotations

from .element import Element, everywhere

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
FORMS = ("edit_dialog", "validation", "auth_method")
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
    # --- the tab Validate Sync Setup
    Element(
        "next",
        "button",
        {
            "en": ("Next",),
            "fr": ("Suivant",),
            "de": ("Weiter",),
            "es": ("Siguiente",),
            "ja": ("次へ",),
            "pt": ("Próxima", "Next"),
        },
        ("validation",),
    ),
    Element(
        "close",
        "button",
        {
            "en": ("Close",),
            "fr": ("Fermer",),
            "de": ("Schließen",),
            "es": ("Cerrar",),
            "ja": ("閉じる",),
            "pt": ("Fechar",),
        },
        later="it stands below the rows of a validation, and a validation signs in for real",
    ),
    # --- the tab Reconfigure New Auth Method; what it calls the two ways is published as a picture only, so that a part of the name will do
    Element("auth_method_ropc", "choice", everywhere("ROPC", "Resource Owner Password Control"), ("auth_method",)),
    Element("auth_method_s2s", "choice", everywhere("S2S", "Server to Server"), ("auth_method",)),
    # Translations are guesses.
    Element(
        "tenant_id",
        "field",
        {
            "en": ("Tenant ID", "Tenant Id"),
            "fr": ("ID du locataire", "ID de locataire"),
            "de": ("Mandanten-ID",),
            "es": ("ID de inquilino",),
            "ja": ("テナント ID",),
            "pt": ("ID do locatário",),
        },
        FORMS,
        later="only the form of server-to-server has it",
    ),
    Element(
        "validate",
        "button",
        {
            "en": ("Validate",),
            "fr": ("Valider",),
            "de": ("Validieren",),
            "es": ("Validar",),
            "ja": ("検証",),
            "pt": ("Validar",),
        },
        ("auth_method",),
    ),
    Element(
        "switch",
        "button",
        {
            "en": ("Switch",),
            "fr": ("Switch",),
            "de": ("Umschalten",),
            "es": ("Conmutador",),
            "ja": ("切替",),
            "pt": ("Alternar",),
        },
        later="it can be used after a validation, and a validation signs in for real",
    ),
    # --- the answers to a question
    Element(
        "yes",
        "button",
        {"en": ("Yes",), "fr": ("Oui",), "de": ("Ja",), "es": ("Sí",), "ja": ("はい",), "pt": ("Sim",)},
        later="it answers a question that follows a click that changes something",
    ),
    Element(
        "confirm",
        "button",
        {
            "en": ("Confirm",),
            "fr": ("Confirmer",),
            "de": ("Bestätigen",),
            "es": ("Confirmar",),
            "ja": ("確認",),
            "pt": ("Confirmar",),
        },
        later="it answers a question that follows a click that changes something",
    ),
    Element(
        "ok",
        "button",
        {"en": ("OK", "Ok"), "fr": ("OK",), "de": ("OK",), "es": ("Aceptar", "OK"), "ja": ("OK",), "pt": ("OK",)},
        later="it answers a question that follows a click that changes something",
    ),
    Element(
        "no",
        "button",
        {"en": ("No",), "fr": ("Non",), "de": ("Nein",), "es": ("No",), "ja": ("いいえ",), "pt": ("Não",)},
        later="it answers a question that follows a click that changes something",
    ),
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
