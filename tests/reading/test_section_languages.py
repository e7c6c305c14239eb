"""Sections in other languages than English: a library in any of them gets all of its tabs."""

from __future__ import annotations

import unicodedata

import pytest

from medtui.monograph import Monograph, PartKind
from medtui.reading.reader import read
from medtui.reading.schema import default_schema
from medtui.reading.section_languages import LANGUAGES

SAMPLES = {
    "French": (
        "Dénomination commune internationale, Indications thérapeutiques, Posologie et mode d'administration, "
        "Effets indésirables, Mécanisme d'action, Mises en garde et précautions d'emploi, Foire aux questions, "
        "Contre-indications",
        "**Q : Avec du lait ?**\n\nR : Oui.\n",
        "**Clause de non-responsabilité :** Pour s'instruire.\n",
    ),
    "Spanish": (
        "Nombre genérico, Indicaciones, Posología y forma de administración, Reacciones adversas, "
        "Mecanismo de acción, Advertencias y precauciones, Preguntas frecuentes, Contraindicaciones",
        "**P: ¿Con leche?**\n\nR: Sí.\n",
        "**Descargo de responsabilidad:** Para aprender.\n",
    ),
    "Portuguese": (
        "Nome genérico, Indicações, Posologia e modo de administração, Reações adversas, "
        "Mecanismo de ação, Advertências e precauções, Perguntas frequentes, Contraindicações",
        "**Pergunta: Com leite?**\n\nResposta: Sim.\n",
        "**Isenção de responsabilidade:** Para aprender.\n",
    ),
    "German": (
        "Wirkstoff, Anwendungsgebiete, Dosierung und Art der Anwendung, Nebenwirkungen, Wirkmechanismus, "
        "Warnhinweise und Vorsichtsmaßnahmen, Häufige Fragen, Gegenanzeigen",
        "**F: Mit Milch?**\n\nA: Ja.\n",
        "**Haftungsausschluss:** Nur zum Lernen.\n",
    ),
    "Arabic": (
        "الاسم العلمي, دواعي الاستعمال, الجرعة وطريقة الاستعمال, الآثار الجانبية, آلية العمل, "
        "التحذيرات والاحتياطات, الأسئلة الشائعة, موانع الاستعمال",
        "**س: مع الحليب؟**\n\nج: نعم.\n",
        "**إخلاء المسؤولية:** للتعلم فقط.\n",
    ),
    "Russian": (
        "Международное непатентованное наименование, Показания к применению, Способ применения и дозы, "
        "Побочное действие, Механизм действия, Меры предосторожности, Часто задаваемые вопросы, Противопоказания",
        "**Вопрос: С молоком?**\n\nОтвет: Да.\n",
        "**Отказ от ответственности:** Для обучения.\n",
    ),
    "Chinese": (
        "通用名称, 适应症, 用法用量, 不良反应, 药理作用, 注意事项, 常见问题, 禁忌",
        "**问：可以和牛奶一起服用吗？**\n\n答：可以。\n",
        "**免责声明：** 仅供学习。\n",
    ),
    "Hindi": (
        "जेनेरिक नाम, उपयोग, खुराक, दुष्प्रभाव, यह कैसे काम करता है, सावधानियां, अक्सर पूछे जाने वाले प्रश्न, निषेध",
        "**प्रश्न: दूध के साथ?**\n\nउत्तर: हां।\n",
        "**अस्वीकरण:** केवल सीखने के लिए।\n",
    ),
    "Swahili": (
        "Jina la jumla, Matumizi, Kipimo, Madhara, Jinsi inavyofanya kazi, Tahadhari, "
        "Maswali yanayoulizwa mara kwa mara, Vizuizi",
        "**Swali: Pamoja na maziwa?**\n\nJibu: Ndiyo.\n",
        "**Kanusho:** Kwa kujifunza.\n",
    ),
    "Thai": (
        "ชื่อสามัญทางยา, ข้อบ่งใช้, ขนาดและวิธีใช้, อาการไม่พึงประสงค์, กลไกการออกฤทธิ์, คำเตือนและข้อควรระวัง, คำถามที่พบบ่อย, ข้อห้ามใช้",
        "**ถาม: กับนมได้ไหม?**\n\nตอบ: ได้\n",
        "**ข้อจำกัดความรับผิดชอบ:** เพื่อการเรียนรู้\n",
    ),
}
SECTIONS = (
    "generic_name",
    "usage",
    "dosage",
    "side_effects",
    "how_it_works",
    "precautions",
    "faqs",
    "contraindications",
)
EVERY_NAME = [
    (name.strip(), section)
    for language in LANGUAGES
    for section, names in language.words.items()
    for name in names.replace("|", ",").split(",")
    if name.strip()
]


def sample(language: str, heading: str = "## {}\n\n{}") -> str:
    names, faq, disclaimer = SAMPLES[language]
    bodies = [faq if section == "faqs" else f"Zelofan 10 mg {number}.\n" for number, section in enumerate(SECTIONS)]
    sections = [heading.format(name, body) for name, body in zip(names.split(", "), bodies, strict=True)]
    return "# Zelofan\n\n" + "\n".join(sections) + f"\n{disclaimer}"


def in_tabs(monograph: Monograph) -> list[tuple[str, str]]:
    return [(part.section, part.heading) for part in monograph.parts if part.kind is PartKind.SECTION]


@pytest.mark.parametrize("language", [language.name for language in LANGUAGES])
def test_a_library_gets_all_its_tabs_and_shows_their_names_as_written(language: str) -> None:
    monograph = read(sample(language))
    names = SAMPLES[language][0].split(", ")
    assert in_tabs(monograph) == list(zip(SECTIONS, names, strict=True))
    assert len(list(monograph.of_kind(PartKind.FAQ))) == 1
    (faq,) = monograph.of_kind(PartKind.FAQ)
    assert faq.body.strip() == SAMPLES[language][1].split("\n\n")[1].strip()
    assert len(list(monograph.of_kind(PartKind.DISCLAIMER))) == 1


@pytest.mark.parametrize("language", [language.name for language in LANGUAGES])
@pytest.mark.parametrize("lead", ["**{}:**\n{}", "**{}**: \n{}", "**{}** :\n{}", "**{}：**\n{}", "__{}__\n\n{}"])
def test_they_may_be_bold_leads(language: str, lead: str) -> None:
    assert [section for section, _ in in_tabs(read(sample(language, lead)))] == list(SECTIONS)


def test_the_parts_of_a_chinese_label_need_no_other_marks() -> None:
    text = "# 泽洛芬\n\n【适应症】\n膝痛。\n【用法用量】口服，一次10 mg。\n\n【不良反应】： 打嗝。\n\n【其他】 无。\n"
    assert in_tabs(read(text)) == [
        ("usage", "【适应症】"),
        ("dosage", "【用法用量】"),
        ("side_effects", "【不良反应】"),
    ]


@pytest.mark.parametrize("dress", ["{}", "4.2 {}", "## {}:", "{} [1]", "（二）{}"])
def test_every_name_in_any_case_with_and_without_accents(dress: str) -> None:
    schema = default_schema()
    for name, section in EVERY_NAME:
        plain = "".join(char for char in unicodedata.normalize("NFD", name) if not "\u0300" <= char <= "\u036f")
        for form in (name, name.upper(), name.capitalize(), plain, unicodedata.normalize("NFD", name)):
            match = schema.match_heading(dress.format(form))
            assert match, form
            assert match.spec.name == section, form


def test_arabic_names_may_lack_the_article_and_have_vowel_signs() -> None:
    schema = default_schema()
    for name in ("آثار جانبية", "الآثَارُ الجانِبيَّة", "اثار جانبيه", "الآثار الجانبيـــة"):
        spec = schema.find(name)
        assert spec, name
        assert spec.name == "side_effects"


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("一、用法用量", "dosage"),
        ("（三）不良反应", "side_effects"),
        ("第三章 用法用量", "dosage"),
        ("【用法用量】（成人）", "dosage"),
        ("用法用量：成人", "dosage"),
        ("Раздел 3. Показания", "usage"),
        ("Rubrique 4.2 Posologie", "dosage"),
        ("Abschnitt IV: Nebenwirkungen", "side_effects"),
        ("٣. الجرعة", "dosage"),
        ("أ) الجرعة", "dosage"),
        ("ข้อ 4. ขนาดและวิธีใช้", "dosage"),
        ("४. खुराक", "dosage"),
        ("Dosierung & Anwendung", "dosage"),
        ("¿Para qué se utiliza?", "usage"),
        ("Posologie de Zelofane", "dosage"),
        ("Zelofane Nebenwirkungen", "side_effects"),
        ("Effets indésirables / Toxicité", "side_effects"),
        ("Contre\u2011indications [^2]", "contraindications"),
    ],
)
def test_they_may_be_dressed_as_is_usual_there(heading: str, section: str) -> None:
    assert in_tabs(read(f"# Zelofane\n\n## {heading}\n\n5 mg\n")) == [(section, heading)]
