"""What tests of figures read off a file: the text of an SVG and its elements."""

import xml.etree.ElementTree as ElementTree

import pytest

SVG = "{http://www.w3.org/2000/svg}"


class Drawing:
    """An SVG file, read."""

    def __init__(self, path):
        self.root = ElementTree.parse(path).getroot()  # noqa: S314 - our own file

    @property
    def text(self):
        """All that it says, with its spaces as they are between words."""
        parts = ("".join(element.itertext()) for element in self.root.iter(f"{SVG}text"))
        return " ".join(" ".join(part.split()) for part in parts)

    def count(self, tag):
        return sum(1 for _ in self.root.iter(f"{SVG}{tag}"))


@pytest.fixture
def drawing():
    return Drawing
