"""SPL documents made for a test, of an invented drug."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from medtui.importing.label import Label
from medtui.importing.spl import read_spl

RX, OTC = "34391-3", "34390-5"
PRODUCT = """
<subject><manufacturedProduct><manufacturedProduct>
  <code code="11111-222" codeSystem="2.16.840.1.113883.6.69"/>
  <name>Zelo<suffix>XR</suffix></name>
  <formCode displayName="TABLET"/>
  <asEntityWithGeneric><genericMedicine><name>zelofane hydrochloride</name></genericMedicine></asEntityWithGeneric>
  {repackaged}
  <ingredient classCode="ACTIB">
    <quantity><numerator value="500" unit="mg"/><denominator value="5" unit="mL"/></quantity>
    <ingredientSubstance>
      <code code="ABC123" codeSystem="2.16.840.1.113883.4.9"/><name>ZELOFANE HYDROCHLORIDE</name>
      <activeMoiety><activeMoiety><name>ZELOFANE</name></activeMoiety></activeMoiety>
    </ingredientSubstance>
  </ingredient>
  <ingredient classCode="IACT"><ingredientSubstance><name>STARCH</name></ingredientSubstance></ingredient>
  </manufacturedProduct>
  <subjectOf><marketingAct><statusCode code="active"/></marketingAct></subjectOf>
  <subjectOf><approval><id extension="NDA012345"/><code displayName="{approval}"/></approval></subjectOf>
  <consumedIn><substanceAdministration><routeCode displayName="ORAL"/></substanceAdministration></consumedIn>
</manufacturedProduct></subject>"""
REPACKAGED = (
    '<asEquivalentEntity><code code="C64637"/><definingMaterialKind>'
    '<code code="33333-444" codeSystem="2.16.840.1.113883.6.69"/></definingMaterialKind></asEquivalentEntity>'
)


def section(code: str, title: str, text: str = "", *inner: str) -> str:
    """text: XML. inner: its subsections."""
    body = f"<text>{text}</text>" if text else ""
    components = "".join(f"<component>{one}</component>" for one in inner)
    return f'<section><code code="{code}"/><title>{title}</title>{body}{components}</section>'


def spl(
    *sections: str,
    kind: str = RX,
    version: int = 1,
    set_id: str = "aaaaaaaa-1111",
    repackaged: str = "",
    approval: str = "NDA",
    title: str = "",
) -> bytes:
    """title: XML."""
    product = PRODUCT.format(repackaged=repackaged, approval=approval)
    data = f'<section><code code="48780-1"/>{product}</section>'
    components = "".join(f"<component>{one}</component>" for one in (data, *sections))
    return f"""<document xmlns="urn:hl7-org:v3"><code code="{kind}" displayName="SOME LABEL"/>
{title}<effectiveTime value="20260504"/><setId root="{set_id.upper()}"/>
<versionNumber value="{version}"/>
<author><assignedEntity><representedOrganization><name>Labco</name></representedOrganization></assignedEntity></author>
<component><structuredBody>{components}</structuredBody></component></document>""".encode()


def label_of(*sections: str) -> Label:
    return read_spl(spl(*sections))


def usage(text: str) -> Label:
    """A label whose indications are that XML."""
    return label_of(section("34067-9", "1 INDICATIONS AND USAGE", text))


def paragraphs(texts: Iterable[str]) -> str:
    """Plain texts as XML."""
    return "".join(f"<paragraph>{escape(text)}</paragraph>" for text in texts)
