# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The words of the page in Marketo's six languages. English is documented; the rest is translated documentation, so candidates."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "fr", "de", "ja", "pt", "es")
Words = Mapping[str, tuple[str, ...]]


def _same(*texts: str) -> Words:
    return {"en": texts}


def _six(en: str, fr: str, de: str, es: str, ja: str, pt: str) -> Words:
    columns = {"en": en, "fr": fr, "de": de, "es": es, "ja": ja, "pt": pt}
    return {language: tuple(text.strip() for text in texts.split("|")) for language, texts in columns.items()}


WORDS: Mapping[str, Words] = {
    "dynamics_tab": _same("Microsoft Dynamics"),
    "disable_sync": _six(
        "Disable Sync",
        "Désactiver la synchronisation",
        "Synchronisierung deaktivieren",
        "Desactivar sincronización|Deshabilitar sincronización",
        "同期の無効化|同期を無効にする",
        "Desativar sincronização",
    ),
    "enable_sync": _six(
        "Enable Sync",
        "Activer la synchronisation",
        "Synchronisierung aktivieren",
        "Habilitar sincronización",
        "同期の有効化|同期を有効にする",
        "Ativar sincronização",
    ),
    "edit": _six("Edit", "Modifier", "Bearbeiten", "Editar", "編集", "Editar"),
    "save": _six("Save", "Enregistrer", "Speichern", "Guardar|Save", "保存", "Salvar|Save"),
    "cancel": _six("Cancel", "Annuler", "Abbrechen", "Cancelar", "キャンセル", "Cancelar"),
    "close": _six("Close", "Fermer", "Schließen", "Cerrar", "閉じる", "Fechar"),
    "next": _six("Next", "Suivant", "Weiter", "Siguiente", "次へ", "Próxima|Next"),
    "validate": _six("Validate", "Valider", "Validieren", "Validar", "検証", "Validar"),
    "switch": _six("Switch", "Switch", "Switch|Umschalten", "Conmutador", "切替", "Alternar"),
    "confirm": _six("Confirm", "Confirmer", "Bestätigen", "Confirmar", "確認", "Confirmar"),
    "ok": _six("OK", "OK", "OK", "Aceptar|OK", "OK", "OK"),
    # What a question about the sync may call its answer.
    "disable": _six(
        "Disable", "Désactiver", "Deaktivieren", "Desactivar|Deshabilitar", "無効化|無効にする", "Desativar"
    ),
    "enable": _six("Enable", "Activer", "Aktivieren", "Habilitar|Activar", "有効化|有効にする", "Ativar"),
    "yes": _six("Yes", "Oui", "Ja", "Sí", "はい", "Sim"),
    "no": _six("No", "Non", "Nein", "No", "いいえ", "Não"),
    "validate_sync_setup": _six(
        "Validate Sync Setup",
        "Valider la configuration de synchronisation|Validation de la configuration de la synchronisation",
        "Synchronisierungseinstellungen überprüfen|Synchronisierungseinstellungen",
        "Validar la configuración de sincronización|Validar configuración de sincronización|Validar configuración",
        "同期設定の検証|同期設定を検証",
        "Validar Configuração de Sincronização",
    ),
    "sync_status": _six(
        "Sync Status",
        "État de la synchronisation|État de synchronisation|Statut de la synchronisation",
        "Synchronisierungsstatus",
        "Estado de sincronización|Sincronizar estado|Estado de la sincronización",
        "同期ステータス|同期状態",
        "Status de sincronização|Sincronizar status|Status da sincronização",
    ),
    "sync_errors": _six(
        "Sync Errors",
        "Erreurs de synchronisation",
        "Synchronisierungsfehler|Fehler synchronisieren",
        "Errores de sincronización",
        "同期エラー",
        "Erros de sincronização",
    ),
    "reconfigure_auth_method": _six(
        "Reconfigure New Auth Method",
        "Reconfiguration de la nouvelle méthode d'authentification",
        "Neue Authentifizierungsmethode neu konfigurieren|Neue Authentifizierungsmethode konfigurieren",
        "Reconfigurar nuevo método de autenticación",
        "新しい認証方法の再設定",
        "Reconfigurar novo método de autenticação",
    ),
    "username": _six(
        "Username|User name",
        "Nom d'utilisateur",
        "Benutzername",
        "Nombre de usuario",
        "ユーザ名|ユーザー名",
        "Nome do usuário|Nome de usuário",
    ),
    "password": _six(
        "Password", "Mot de passe|Password", "Kennwort|Passwort", "Contraseña", "パスワード", "Senha|Password"
    ),
    "organization_url": _six("URL", "URL", "URL", "URL|Dirección URL", "URL", "URL"),
    "client_id": _six(
        "Client ID",
        "ID client",
        "Client-ID",
        "ID de cliente",
        "クライアント ID",
        "ID do cliente|Client Id",
    ),
    "client_secret": _six(
        "Client Secret",
        "Secret client|Secret du client",
        "Client-Geheimnis|Client-geheim",
        "Secreto de cliente|Secreto del cliente",
        "クライアントシークレット|クライアント秘密鍵",
        "Segredo do cliente|Client Secret",
    ),
    "tenant_id": _six(
        "Tenant ID",
        "ID du locataire|ID de locataire",
        "Mandanten-ID",
        "ID de inquilino",
        "テナント ID",
        "ID do locatário",
    ),
    "auth_method_ropc": _same("ROPC", "Resource Owner Password Control", "Resource Owner Password Credentials"),
    "auth_method_s2s": _same("S2S", "Server to Server"),
}

# The headings of sections, and the rows of the wizard that may stand in their place while the sync is disabled.
SECTIONS: Mapping[str, Words] = {
    "credentials": _six(
        "Credentials|Step 1: Enter Credentials|Enter Credentials",
        "Informations d'identification|Entrer les informations d'identification",
        "Anmeldeinformationen|Anmeldedaten|Schritt 1: Anmeldeinformationen eingeben|Anmeldeinformationen eingeben",
        "Credenciales|Introducir credenciales",
        "認証情報|資格情報|資格情報を入力",
        "Credenciais|Etapa 1: Inserir Credenciais|Inserir Credenciais",
    ),
    "sync_options": _six(
        "Sync Options",
        "Options de synchronisation",
        "Synchronisierungsoptionen",
        "Opciones de sincronización",
        "同期オプション",
        "Opções de sincronização",
    ),
    "field_sync": _six(
        "Field Sync Details|Step 2: Select Fields to Sync|Select Fields to Sync|Edit Field Sync",
        "Détails de la synchronisation des champs|Détails de synchronisation du champ|Sélectionner les champs à synchroniser"
        "|Etape 2 : sélectionnez Champs à synchroniser",
        "Details zur Feldsynchronisierung|Feldsynchronisierungsdetails|Schritt 2: Auswahl der zu synchronisierenden Felder"
        "|Schritt 2: Zu synchronisierende Felder auswählen",
        "Detalles de sincronización de campos|Seleccionar campos para sincronizar",
        "フィールド同期の詳細|同期するフィールドを選択|手順 2：同期するフィールドを選択",
        "Detalhes de sincronização de campo|Etapa 2: Selecionar Campos para Sincronizar",
    ),
    "enable_step": _six(
        "Step 3: Enable Sync",
        "Étape 3 : Activer la synchronisation",
        "Schritt 3: Synchronisierung aktivieren",
        "Paso 3: Habilitar sincronización",
        "手順 3：同期の有効化",
        "Etapa 3: Ativar Sincronização",
    ),
    "entities_sync": _six(
        "Dynamics Entities Sync|Sales Insight",
        "Synchronisation des entités Dynamics",
        "Synchronisation von Dynamics-Entitäten",
        "Sincronizar entidades de Dynamics",
        "Dynamics エンティティ同期",
        "Sincronização de entidades do Dynamics",
    ),
}


def all_words(words: Words) -> tuple[str, ...]:
    """Return the words of all languages, English first, each once."""
    order = [text for language in LANGUAGES for text in words.get(language, ())]
    return tuple(dict.fromkeys(order))
