"""Tests of the Microsoft Graph emulation."""
