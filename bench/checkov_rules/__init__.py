"""Checkov imports every name that stands in `__all__`."""

__all__ = ["guard"]
