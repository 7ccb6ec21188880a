"""Quantified targets (指标、量化目标) in running text and in tables, and the years meant."""

from .found import Context, Found
from .naming import topic_of
from .tables import abreast, is_indicator_table, table_indicators
from .targets import find_indicators
from .years import nature_in_force, year_in_force

__all__ = [
    "Context",
    "Found",
    "abreast",
    "find_indicators",
    "is_indicator_table",
    "nature_in_force",
    "table_indicators",
    "topic_of",
    "year_in_force",
]
