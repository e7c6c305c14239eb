"""What a language model says instead of the text, or around it."""

from medtui.checking.patterns import any_of, with_words
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity, of_pattern

_MESSAGE = "A language model speaks here ({}): write the text, or take it out."
_CANNOT = r"cannot|can['’]t|can not|won['’]t|do not have|don['’]t have|am (?:unable|not able|not allowed) to"
_DO = (
    r"(?:provide|give|offer|fulfil|generate|create|assist|help|access|supply|write|answer|complete|comply|recommend|"
    r"prescribe|diagnose|information|enough information|real-time)"
)
_OF_ITSELF = "|".join(
    (
        r"as an? (?:AI|artificial intelligence|(?:large )?language model)\b",
        r"large language model\b|language model,|AI (?:language model|assistant)\b|ChatGPT|OpenAI",
        r"my (?:knowledge cut-?off|last (?:knowledge )?update|training data)",
        r"I hope this helps|let me know if you|feel free to ask|(?:would you|you would|you['’]d) like me to",
        r"(?:information|format|monograph|text) (?:that )?you (?:requested|asked for)",
        r"this response (?:will|provides|describes|is|focuses|assumes)\b",
    )
)

RULE = Rule(
    id="refusal",
    title="A language model speaks",
    group=RuleGroup.CONTENT,
    severity=Severity.ERROR,
    why="A refusal or a greeting of the model that wrote the page stands where the text should be.",
    source="medtui",
    judged=Judged(26, 26, 26),
    find=any_of(
        of_pattern(
            rf"I(?<!\wI)(?: (?:{_CANNOT}) {_DO}|['’]m (?:unable|not able|not allowed) to {_DO}"
            r"|(?:['’]m| am) (?:sorry,? but|(?:just )?an AI\b|not a doctor)| apologi[sz]e|"
            r" must (?:emphasi[sz]e|stress|remind))[^.\n]*",
            _MESSAGE,
        ),
        with_words(
            "language model|as an ai|artificial intelligence|ai assistant|chatgpt|openai|my knowledge|my training|"
            "my last|i hope this|let me know|feel free|like me to|this response|you requested|you asked for",
            rf"(?i:\b(?:{_OF_ITSELF})[^.\n]*)",
            _MESSAGE,
        ),
        with_words(
            ", here|! here|! below|here is the|here's|below is the",
            r"(?i:\b(?:sure|certainly|of course|absolutely)[,!] (?:here|below)\b[^.\n]*"
            r"|^(?:here(?: is|['’]s)|below is) (?:the|an?|your) (?:\w+ ){0,2}(?:monograph|markdown|draft|version)\b.*)",
            _MESSAGE,
        ),
    ),
    hit="As an AI language model, I cannot give doses.",
    near_miss="This response involves the immune system. Those who are unable to swallow cannot have it.",
)
