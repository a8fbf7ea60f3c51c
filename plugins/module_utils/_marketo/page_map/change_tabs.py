# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The elements of the tabs on which a validation or a change of method goes on, and the answers to questions (see elements.py)."""

from __future__ import annotations

from .element import FORMS, Element, everywhere

ELEMENTS: tuple[Element, ...] = (
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
