"""Reads a CIN census into its tables with csc-validator-be-cin, as its own command does."""

import xml.etree.ElementTree as ET

from cin_validator.ingress import XMLtoCSV


def prepare(path: str):
    """Answers with how many children and how many assessments it found."""

    def work():
        found = XMLtoCSV(ET.parse(path).getroot())
        return [len(found.ChildIdentifiers), len(found.Assessments)]

    return work
