"""Spaces and exponents that a source has lost between its elements come back where nothing else can be meant."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from epi_texts import usage
from hypothesis import given, settings
from test_xhtml_forms import block, written

from medtui.importing.fhir import xhtml
from medtui.importing.word_breaks import mend_words

ELSEWHERE = "<p>Take of tablets, no more than 5 mg or other doses in adults; the dose is for adults. Not: nodose.</p>"


def mended(text: str) -> str:
    """That paragraph, in a label that has these words elsewhere, too."""
    return written(f"{ELSEWHERE}<p>{text}</p>").partition("nodose.\n\n")[2]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("<span>tablets</span><span>or</span><span>other</span> doses", "tablets or other doses"),
        ("the <strong>dose</strong><em>is</em>", "the **dose** is"),
        ("a<span>dults take n</span><span>o more</span>", "adults take no more"),
        ("<span>no</span><span>dose</span>", "nodose"),
        ("<span>zelo</span><span>fane</span>", "zelofane"),
        ("<span>dose</span><br/><span>is</span>", "dose\\\nis"),
        ("<span>of</span><span>10 mg</span>", "of 10 mg"),
        ("<span>t</span><span>ablets</span><span>of</span><span>10 mg</span>", "tablets of 10 mg"),
        ("<span>40</span><span>mg</span>", "40 mg"),
        ("<span>4</span><span>0 mg</span>", "40 mg"),
        ("<span>1</span><span>5</span> mg", "15 mg"),
        ("24 mg/m<span>2</span><span>in adults</span>", "24 mg/m² in adults"),
        ("cells/mm<span>3</span>", "cells/mm³"),
        ("5 x 10<span>9</span><span>/L</span>", "5 x 10⁹/L"),
        ("5 x 10<span>0 mg</span>", "5 x 100 mg"),
        ("2 x 10<span>5</span> mg", "2 x 105 mg"),
        ("10<span>9</span>", "109"),
        ("H<span>2</span><span>or</span>", "H2 or"),
        ("C<span>max</span>, dose<span>1</span>", "Cmax, dose1"),
        ('D<span style="vertical-align:sub">3</span><span>tablets</span>', "D₃ tablets"),
        ("x<sup>2</sup>y", "x²y"),
    ],
)
def test_words_are_put_apart_only_if_they_are_two(text: str, markdown: str) -> None:
    assert mended(text) == markdown


def test_a_number_that_may_be_none_makes_the_label_lossy() -> None:
    assert usage("<p>under 6<span>1</span></p>").origin.is_lossy
    assert not usage("<p>under <span>6</span> <span>1</span></p>").origin.is_lossy


def letters(element: Element) -> str:
    return "".join("".join(element.itertext()).split())


@settings(max_examples=100)
@given(block)
def test_only_white_space_is_put_in(text: str) -> None:
    element = xhtml(f"<div>{text}</div>")
    before = letters(element)
    mend_words([element])
    assert letters(element) == before
