"""Bytes to a decoded text layer: see :mod:`planparse.read.source`."""

from .source import Hint, Source

__all__ = ["Hint", "Source"]
