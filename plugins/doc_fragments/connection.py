# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How HTTP requests travel."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of every module that talks to a service."""

    DOCUMENTATION = r"""
options:
  ca_bundle:
    description:
      - Path of a PEM file with the certificate authorities to trust, where a private one signs the service's or the proxy's certificates.
      - Without it the environment variables E(REQUESTS_CA_BUNDLE) and E(SSL_CERT_FILE) are honoured, then the built-in list.
      - TLS certificates are always verified.
    type: path
  proxy:
    description:
      - Address of an HTTP proxy, such as V(http://proxy.example.com:3128).
      - Without it the environment variables E(HTTPS_PROXY) and E(NO_PROXY) are honoured.
    type: str
  timeout:
    description:
      - Seconds to wait for a connection, and again for each answer.
    type: float
    default: 30
"""
