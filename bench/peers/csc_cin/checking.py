"""Reads a CIN census and asks every rule of its newest year with csc-validator-be-cin, as its own command does."""

import warnings
import xml.etree.ElementTree as ET

from cin_validator import cin_validator
from cin_validator.rules.cin2023_24 import registry

warnings.simplefilter("ignore")


def prepare(path: str):
    """Answers with how many children it found and how many rules it asked."""

    def work():
        tables = cin_validator.convert_data(ET.parse(path).getroot())
        children = len(tables["ChildIdentifiers"])
        asked = cin_validator.CinValidator(cin_validator.process_data(tables), registry)
        return [children, len(registry), len(asked.user_report) >= 0]

    return work
