"""A stand-in for the four services of a Marketo-Dynamics sync: Entra sign-in, Microsoft Graph, Dataverse, Marketo.

It shares no code with plugins/: both are written from the services' own documentation, so that one can't hide the
other's mistakes. Start it with ``python -m tests.emulator --port 0 --proxy-port 0``.
"""
