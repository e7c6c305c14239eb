"""What a language model says instead of the text, or around it."""

from medtui.checking.patterns import with_words
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

RULE = Rule(
    id="refusal",
    title="A language model speaks",
    group=RuleGroup.CONTENT,
    severity=Severity.ERROR,
    why="A refusal or a greeting of the model that wrote the page stands where the text should be.",
    source="medtui",
    judged=Judged(25, 25, 25),
    find=with_words(
        "language model|as an ai|ai assistant|i can|i am unable|i am not able|i'm |i’m |i apologi|, here|! here|"
        "here is the|my knowledge|my training|i hope this|let me know|this response|you requested|i do not|i don",
        r"(?i:\b(?:as an AI|large language model|AI (?:language model|assistant))\b[^.\n]*"
        r"|\bI (?:cannot|can['’]t|am (?:unable|not able) to|do not have|don['’]t have) (?:provide|give|offer|fulfil|"
        r"generate|create|assist|help|access|supply|write|answer|information|enough information)[^.\n]*"
        r"|\b(?:I['’]m (?:unable|not able) to|I(?:['’]m| am) sorry, but|I apologi[sz]e)\b[^.\n]*"
        r"|\b(?:sure|certainly|of course)[,!] here\b[^.\n]*"
        r"|^here(?: is|['’]s) the (?:requested|monograph|markdown|revised|updated|information you)\b[^.\n]*"
        r"|\b(?:my (?:knowledge cut-?off|training data)|I hope this helps|let me know if you|(?:information|format) you"
        r" requested|this response (?:will|provides|describes|is|focuses|assumes))\b[^.\n]*)",
        "A language model speaks here ({}): write the text, or take it out.",
    ),
    hit="As an AI language model, I cannot give doses.",
    near_miss="This response involves the immune system. Those who are unable to swallow cannot have it.",
)
