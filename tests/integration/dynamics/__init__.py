"""The Dataverse modules against the emulator."""
