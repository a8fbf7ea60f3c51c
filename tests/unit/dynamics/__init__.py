"""Unit tests of the Dataverse half."""
