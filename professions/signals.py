"""Told to the apps above: something here changed that they build on."""

from django.dispatch import Signal

# Sent inside the transaction that publishes a draft from the admin; a receiver refuses with ContentRefused.
revision_published = Signal()
