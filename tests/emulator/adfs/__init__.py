"""AD FS: who signs in to Dynamics on premises."""

from ..service import Service
from .routes import build

# Reached by its production name only: on the emulator's own address its path would be a tenant's.
SERVICE = Service(name="adfs", hosts=("adfs.contoso.com",), paths=(), build=build)
