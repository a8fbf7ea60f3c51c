"""Dataverse: the Web API of the organizations in the state."""

from ..service import Service
from .routes import build

SERVICE = Service(
    name="dataverse",
    hosts=(
        "*.dynamics.com",
        "*.crm.microsoftdynamics.us",
        "*.crm.appsplatform.us",
        "*.dynamics.cn",
        # An organization on premises, at a path of its own.
        "crm.contoso.com",
    ),
    paths=(r"/api/data/", r"/XRMServices/"),
    build=build,
)
