"""The rules for what nobody meant to write, with the forms that each is for."""

from __future__ import annotations

import pytest
from test_rules import page

from medtui.checking.rule import Rule
from medtui.checking.rules import all_rules

BROKEN = {
    "placeholder": [
        "TODO",
        "Give TBD mg.",
        "Give XX mg.",
        "XXX",
        "Give [dose] mg.",
        "[insert dose here]",
        "[Drug name] is a drug.",
        "<insert dose>",
        "Lorem ipsum dolor.",
        "Give ___ mg: ____",
        "Give ??? mg.",
        "{{dose}} a day",
        "{drug} is a drug.",
        "Insert the dose here.",
        "Insert dose here.",
        "Give xxx mg.",
        "The dose goes here.",
        "Dose: to be confirmed.",
        "To be determined",
        "[citation needed]",
        "PLACEHOLDER",
    ],
    "refusal": [
        "As an AI language model, I cannot give doses.",
        "As a large language model trained by others, it is so.",
        "I'm sorry, but no.",
        "I can't provide that.",
        "I cannot fulfill this request.",
        "I am unable to recommend a dose.",
        "I'm not able to help with that.",
        "I don't have access to the label.",
        "Sure, here is the monograph.",
        "Certainly! Here's the text.",
        "Here's a draft monograph:",
        "I hope this helps!",
        "Let me know if you need more.",
        "My last update was in 2023.",
        "This response will focus on adults.",
        "Would you like me to add more?",
        "Is there anything else you would like me to add?",
        "ChatGPT said so.",
        "I must emphasize that this is general.",
    ],
    "made-up": [
        "This is a hypothetical combination.",
        "For illustrative purposes only.",
        "A fictional drug.",
        "It is not a real medicine.",
        "The doses are hypothetical.",
        "This drug is purely fictitious.",
    ],
    "letter-in-number": ["1O mg", "5OO mg", "1o mg", "l0 mg", "O.5 mg", "1O0 units", "2O mL", "1,OOO mg", "2.O mL"],
    "confusable-letter": [
        "p\u0430racetamol",
        "\u0410moxicillin",
        "m\u0433",
        "ibupr\u03bffen",
        "\uff15 mg",
        "\u0395xamplin",
    ],
    "hidden-character": ["5\u200b00 mg", "5\u2060 mg", "1\u00ad0 mg", "5 m\u200bg", "<\ufeff5 kg"],
}
HARMLESS = [
    "Patients who cannot swallow it, or say: I cannot sleep, I am not able to stand. Here is the place to inject it.",
    "Please let others know. Sure signs are here; certainly, it helps. The response that you see is slow.",
    "The benefit of the drug is hypothetical.",
    "The placebo arm; insert the pessary; see [Usage], [1], [IV] and [5 mg](#dose). Add water. To be taken at night.",
    "Interferon-γ, α-blockers, TNFα, 5 °C, β2 agonists, ½ tablet, naïve, café: парацетамол is its Russian name.",
    "Type IO infusion, 10 L of fluid, 5 l of it, CO2, 2 O'clock, H2O and 3 in 10.",
]


@pytest.mark.parametrize(("id", "words"), [(id, words) for id in BROKEN for words in BROKEN[id]])
def test_what_nobody_meant_is_found(id: str, words: str) -> None:
    rule = all_rules()[id]
    assert isinstance(rule, Rule)
    assert [*rule.find(page(words))]


@pytest.mark.parametrize("words", HARMLESS)
def test_what_somebody_meant_passes(words: str) -> None:
    rules = [rule for rule in all_rules().values() if isinstance(rule, Rule) and rule.id in BROKEN]
    assert [(rule.id, finding.message) for rule in rules for finding in rule.find(page(words))] == []
