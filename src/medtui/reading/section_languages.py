"""What the sections are called in other languages than English: by the national label or formulary, and in short.

Case and accents do not matter. Words after `|` count as headings only: as bold leads they are common inside sections.
"""

from __future__ import annotations

from typing import NamedTuple


class SectionLanguage(NamedTuple):
    """source: where the formal names come from. words: by the canonical name of the section."""

    name: str
    source: str
    words: dict[str, str]


FRENCH = {
    "boxed_warning": "mise en garde encadrée, avertissement encadré, encadré de mise en garde, encadré noir",
    "generic_name": "dénomination commune internationale, nom générique, dci, dénomination commune | dénomination du "
    "médicament, nom, principe actif, principes actifs, substance active, substances actives",
    "usage": "indications thérapeutiques, indication thérapeutique, dans quels cas est-il utilisé, dans quel "
    "cas le médicament est-il prescrit, utilisation | utilisations, emploi, usages",
    "dosage": "posologie et mode d'administration, posologie, posologies, posologie et administration, "
    "posologie et voie d'administration | dose, doses, dosages, mode d'emploi, comment prendre, comment utiliser",
    "side_effects": "effets indésirables, effet indésirable, effets secondaires, effet secondaire, effets "
    "indésirables éventuels, quels sont les effets indésirables éventuels, réactions indésirables | ei, toxicité",
    "how_it_works": "mécanisme d'action, mode d'action, propriétés pharmacodynamiques, pharmacodynamie, "
    "pharmacologie, propriétés pharmacologiques, comment ça marche, comment ça agit, comment agit ce médicament, "
    "comment fonctionne ce médicament",
    "precautions": "précautions d'emploi, mises en garde spéciales et précautions d'emploi, mises en garde et "
    "précautions d'emploi, mises en garde et précautions, précautions, avertissements et précautions, précautions et "
    "mises en garde | précaution, mises en garde, mise en garde, avertissements",
    "faqs": "foire aux questions, questions fréquentes, questions et réponses, questions courantes",
    "contraindications": "contre-indications, contre-indication | ci",
    "interactions": "interactions médicamenteuses | interaction médicamenteuse, interactions avec d'autres "
    "médicaments et autres formes d'interactions, interactions avec d'autres médicaments",
    "populations": "| fertilité grossesse et allaitement, grossesse et allaitement, grossesse, allaitement, "
    "populations particulières",
    "overdose": "surdosage, surdose",
    "storage": "précautions particulières de conservation, comment conserver | conservation",
    "brand_names": "noms commerciaux, nom commercial, noms de marque | spécialités, marques",
    "patient_information": "conseils au patient, conseils aux patients, information du patient",
    "sources": "références, bibliographie",
    "evidence": "études cliniques, essais cliniques",
}

SPANISH = {
    "boxed_warning": "advertencia de recuadro negro, advertencia en recuadro, recuadro de advertencia, advertencia de "
    "caja negra, alerta de caja negra",
    "generic_name": "denominación común internacional, nombre genérico, dci, denominación genérica | nombre del "
    "medicamento, nombre, principio activo, principios activos, sustancia activa",
    "usage": "indicaciones terapéuticas, indicaciones, indicación terapéutica, indicación, indicaciones y "
    "usos, para qué se utiliza, qué es y para qué se utiliza, para qué sirve, uso | usos, usos clínicos",
    "dosage": "posología y forma de administración, posología, dosificación, dosis y administración, dosis y "
    "vía de administración, posología y administración, dosificación y administración, posología y modo de "
    "administración, dosis | pauta, modo de empleo, cómo tomar, cómo usar, cómo se usa",
    "side_effects": "reacciones adversas, reacción adversa, efectos adversos, efecto adverso, efectos secundarios, "
    "efecto secundario, efectos indeseables, posibles efectos adversos, reacciones adversas medicamentosas, efectos "
    "colaterales | ram, toxicidad",
    "how_it_works": "mecanismo de acción, modo de acción, propiedades farmacodinámicas, farmacodinamia, "
    "farmacología, farmacodinámica, propiedades farmacológicas, cómo funciona, cómo actúa",
    "precautions": "advertencias y precauciones especiales de empleo, precauciones especiales, precauciones de uso, "
    "precauciones, advertencias y precauciones, precauciones y advertencias | precaución, advertencias, advertencia",
    "faqs": "preguntas frecuentes, preguntas y respuestas, preguntas comunes",
    "contraindications": "contraindicaciones, contraindicación",
    "interactions": "interacciones, interacciones medicamentosas | interacción, interacciones farmacológicas, "
    "interacción con otros medicamentos y otras formas de interacción, interacciones con otros medicamentos",
    "populations": "| fertilidad embarazo y lactancia, embarazo y lactancia, embarazo lactancia y fertilidad, "
    "embarazo, lactancia, poblaciones especiales",
    "overdose": "sobredosis, sobredosificación",
    "storage": "precauciones especiales de conservación | conservación, almacenamiento",
    "brand_names": "nombres comerciales, nombre comercial, nombres de marca | marcas comerciales, marcas",
    "patient_information": "información para el paciente, consejos al paciente, educación al paciente",
    "sources": "referencias, bibliografía | fuentes, fuente",
    "evidence": "estudios clínicos, ensayos clínicos",
}

PORTUGUESE = {
    "boxed_warning": "advertência em caixa, advertência em caixa preta, alerta de caixa preta, aviso em caixa, aviso "
    "de caixa preta",
    "generic_name": "denominação comum internacional, denominação comum brasileira, nome genérico, dcb | nome do "
    "medicamento, nome, princípio ativo, princípios ativos, princípio activo, substância ativa, substâncias ativas, "
    "substância activa",
    "usage": "indicações terapêuticas, indicações, indicação terapêutica, indicação, para que este "
    "medicamento é indicado, para que é utilizado, para que serve, uso | utilização, utilizações",
    "dosage": "posologia e modo de administração, posologia, posologia e modo de usar, dosagem, doses e "
    "administração, posologia e administração, dosagem e administração, como devo usar este medicamento | doses, "
    "dosagens, modo de usar, como tomar, como usar, modo de administração",
    "side_effects": "efeitos indesejáveis, reações adversas, reação adversa, efeitos adversos, efeito adverso, "
    "efeitos secundários, efeitos colaterais, efeito colateral, reacções adversas, quais os males que este "
    "medicamento pode me causar | toxicidade",
    "how_it_works": "mecanismo de ação, mecanismo de acção, modo de ação, propriedades farmacodinâmicas, "
    "farmacodinâmica, farmacologia, características farmacológicas, propriedades farmacológicas, como funciona, como "
    "este medicamento funciona, como atua",
    "precautions": "advertências e precauções especiais de utilização, precauções especiais, o que devo saber antes "
    "de usar este medicamento, precauções, advertências e precauções, precauções e advertências | precaução, "
    "advertências, advertência, cuidados",
    "faqs": "perguntas frequentes, perguntas e respostas, dúvidas frequentes, perguntas mais frequentes",
    "contraindications": "contraindicações, contra-indicações, contraindicação, quando não devo usar este medicamento",
    "interactions": "interações, interações medicamentosas | interação, interacções medicamentosas, interações "
    "medicamentosas e outras formas de interação, interacções",
    "populations": "| fertilidade gravidez e aleitamento, gravidez e aleitamento, gravidez e amamentação, gravidez, "
    "gravidez e lactação, aleitamento, amamentação, populações especiais",
    "overdose": "sobredosagem, superdose, superdosagem, sobredose",
    "storage": "precauções especiais de conservação, cuidados de armazenamento, cuidados de armazenamento do "
    "medicamento | conservação, armazenamento",
    "brand_names": "nomes comerciais, nome comercial, nomes de marca | marcas comerciais",
    "patient_information": "informações ao paciente, informação para o doente, orientações ao paciente",
    "sources": "referências, bibliografia, referências bibliográficas | fontes, fonte",
    "evidence": "estudos clínicos, ensaios clínicos, resultados de eficácia",
}

GERMAN = {
    "boxed_warning": "black-box-warnung, box-warnung, warnhinweis im kasten, umrandeter warnhinweis, eingerahmte "
    "warnung, eingerahmter warnhinweis",
    "generic_name": "internationaler freiname, freiname, generischer name, generikaname, wirkstoffname, wirkstoff | "
    "wirkstoffe, bezeichnung des arzneimittels, arzneistoff, substanz",
    "usage": "anwendungsgebiete, anwendungsgebiet, indikationen, indikation, therapeutische indikationen, "
    "indikationen und anwendungsmöglichkeiten, wofür wird es angewendet, anwendung | anwendungen, verwendung, einsatz",
    "dosage": "dosierung und art der anwendung, dosierung, dosierungen, dosierung und anwendung, dosierung und "
    "verabreichung, dosierung anwendung, art der anwendung, dosierungsanleitung, dosis | dosen, wie ist es "
    "einzunehmen, wie ist es anzuwenden, einnahme",
    "side_effects": "nebenwirkungen, nebenwirkung, unerwünschte wirkungen, unerwünschte arzneimittelwirkungen, "
    "unerwuenschte wirkungen, welche nebenwirkungen sind möglich | uaw, nw, toxizität",
    "how_it_works": "wirkmechanismus, wirkungsmechanismus, wirkweise, wirkungsweise, pharmakodynamische "
    "eigenschaften, pharmakodynamik, pharmakologie, eigenschaften wirkungen, wie es wirkt, wie wirkt es | wirkung, "
    "wirkungen",
    "precautions": "besondere warnhinweise und vorsichtsmaßnahmen für die anwendung, warnhinweise und "
    "vorsichtsmaßnahmen, vorsichtsmaßnahmen | warnhinweise, warnhinweis, warnungen, vorsicht, besondere vorsicht",
    "faqs": "häufig gestellte fragen, häufige fragen, fragen und antworten, haeufige fragen",
    "contraindications": "gegenanzeigen, gegenanzeige, kontraindikationen, kontraindikation | ki",
    "interactions": "wechselwirkungen | wechselwirkung, interaktionen, ww, wechselwirkungen mit anderen "
    "arzneimitteln und sonstige wechselwirkungen, wechselwirkungen mit anderen arzneimitteln",
    "populations": "| fertilität schwangerschaft und stillzeit, schwangerschaft und stillzeit, schwangerschaft, "
    "stillzeit, schwangerschaft stillzeit, besondere patientengruppen",
    "overdose": "überdosierung, ueberdosierung, überdosis",
    "storage": "besondere vorsichtsmaßnahmen für die aufbewahrung | aufbewahrung, lagerung, lagerungshinweise",
    "brand_names": "handelsnamen, handelsname, markennamen, markenname | präparate",
    "patient_information": "patienteninformation, patientenhinweise, hinweise für patienten",
    "sources": "quellen, literatur, referenzen, literaturverzeichnis | quelle",
    "evidence": "klinische studien, studienlage, klinische prüfungen",
}

ARABIC = {
    "boxed_warning": "تحذير الصندوق الأسود, تحذير مؤطر, تحذير داخل إطار, تحذير في إطار, تحذير ذو إطار أسود",
    "generic_name": "الاسم العلمي, الاسم العام, الاسم الجنيس, الاسم غير التجاري | اسم الدواء, الاسم, المادة الفعالة, "
    "المواد الفعالة, المكون الفعال",
    "usage": "دواعي الاستعمال, دواعي الاستخدام, الاستطبابات, دواعي استعمال الدواء, المؤشرات العلاجية, "
    "الاستعمالات, الاستخدامات | الاستعمال, الاستخدام",
    "dosage": "الجرعة وطريقة الاستعمال, الجرعة وطريقة الاستخدام, الجرعة وطريقة الإعطاء, الجرعات وطريقة "
    "الاستعمال, طريقة الاستعمال والجرعة, طريقة الاستخدام والجرعة, الجرعة وطريقة التناول, الجرعة, الجرعات, الجرعة "
    "والإعطاء | طريقة الاستعمال, طريقة الاستخدام, كيفية الاستعمال, كيفية الاستخدام, المقدار الدوائي",
    "side_effects": "الآثار الجانبية, الأعراض الجانبية, الآثار غير المرغوبة, التأثيرات الجانبية, الآثار الضارة, "
    "التأثيرات غير المرغوبة, التفاعلات الضائرة, التأثيرات الضائرة, الآثار الجانبية المحتملة, أثر جانبي",
    "how_it_works": "آلية العمل, آلية التأثير, طريقة العمل, كيف يعمل, كيف يعمل الدواء, الخواص الدوائية, الخصائص "
    "الدوائية, الديناميكا الدوائية, آلية الفعل",
    "precautions": "التحذيرات والاحتياطات, احتياطات الاستعمال, محاذير الاستعمال, تحذيرات واحتياطات خاصة, "
    "الاحتياطات, الاحتياطات والتحذيرات | احتياط, التحذيرات, تحذير, المحاذير",
    "faqs": "الأسئلة الشائعة, الأسئلة المتكررة, أسئلة وأجوبة, سؤال وجواب",
    "contraindications": "موانع الاستعمال, موانع الاستخدام, مضادات الاستطباب",
    "interactions": "التداخلات الدوائية, التفاعلات الدوائية | التداخلات, التفاعلات مع الأدوية الأخرى, التداخل الدوائي",
    "populations": "| الحمل والرضاعة, الحمل والإرضاع, الخصوبة والحمل والرضاعة, الحمل, الرضاعة, الفئات الخاصة",
    "overdose": "فرط الجرعة, الجرعة الزائدة, الجرعة المفرطة, زيادة الجرعة",
    "storage": "شروط التخزين, طريقة الحفظ, ظروف التخزين, شروط الحفظ | التخزين, الحفظ",
    "brand_names": "الأسماء التجارية, الاسم التجاري",
    "patient_information": "معلومات للمريض, إرشادات للمريض, نصائح للمريض",
    "sources": "المراجع, المصادر | المصدر, المرجع",
    "evidence": "الدراسات السريرية, التجارب السريرية",
}

RUSSIAN = {
    "boxed_warning": "предупреждение в чёрной рамке, предупреждение в рамке, чёрная рамка, рамочное предупреждение",
    "generic_name": "международное непатентованное наименование, мнн, международное непатентованное название, "
    "группировочное наименование, генерическое название | действующее вещество, действующие вещества, название, "
    "наименование лекарственного препарата, активное вещество",
    "usage": "показания к применению, показания, показание к применению, терапевтические показания, для чего "
    "применяют, область применения, применение",
    "dosage": "способ применения и дозы, режим дозирования, дозировка, режим дозирования и способ применения, "
    "дозы и способ применения, способ применения и дозировка, дозирование | дозы, доза, способ применения, дозировки, "
    "как принимать",
    "side_effects": "побочное действие, побочные действия, побочные эффекты, побочный эффект, нежелательные реакции, "
    "нежелательные явления, нежелательные эффекты, побочные реакции, нежелательные лекарственные реакции | нлр, "
    "токсичность",
    "how_it_works": "механизм действия, фармакологическое действие, фармакодинамика, фармакодинамические свойства, "
    "фармакологические свойства, фармакология, как действует, как это работает, принцип действия",
    "precautions": "меры предосторожности при применении, меры предосторожности, особые указания, особые указания и "
    "меры предосторожности при применении, предосторожности, предостережения | предупреждения, с осторожностью, "
    "предупреждение",
    "faqs": "часто задаваемые вопросы, частые вопросы, вопросы и ответы, вопрос-ответ",
    "contraindications": "противопоказания, противопоказание, противопоказания к применению",
    "interactions": "лекарственное взаимодействие, взаимодействие | взаимодействие с другими лекарственными "
    "средствами, взаимодействия, взаимодействие с другими лекарственными препаратами и другие виды взаимодействия, "
    "взаимодействие с другими лекарственными препаратами, лекарственные взаимодействия",
    "populations": "| применение при беременности и в период грудного вскармливания, беременность и лактация, "
    "применение при беременности и кормлении грудью, фертильность беременность и лактация, беременность, лактация, "
    "особые группы пациентов, беременность и грудное вскармливание",
    "overdose": "передозировка",
    "storage": "условия хранения | хранение",
    "brand_names": "торговые наименования, торговое наименование, торговые названия, торговое название",
    "patient_information": "информация для пациента, информация для пациентов, советы пациенту",
    "sources": "источники, литература, список литературы | источник",
    "evidence": "клинические исследования, клинические испытания",
}

CHINESE = {
    "boxed_warning": "黑框警告, 加框警告, 黑框警示, 警示语, 警示語, 盒装警告, 加框警語",
    "generic_name": "通用名称, 通用名, 通用名稱, 学名, 學名, 药品通用名称 | 药品名称, 藥品名稱, 名称, 名稱, "
    "活性成分, 有效成分, 有效成份",
    "usage": "适应症, 适应证, 適應症, 适应症和用途, 功能主治, 主治, 适用症, 作用与用途, 適應症及用途 | 用途, 功效",
    "dosage": "用法用量, 用法与用量, 用法和用量, 用法及用量, 用法與用量, 用量用法, 剂量与用法, 剂量和用法, "
    "用法、用量, 剂量和给药方法, 剂量与给药, 用法用量及疗程 | 用量, 用法, 剂量, 劑量, 给药方法, 使用方法, 如何使用",
    "side_effects": "不良反应, 不良反應, 副作用, 副反应, 毒副作用, 不良反应和副作用, 可能的副作用",
    "how_it_works": "作用机制, 作用机理, 作用機轉, 作用機制, 药理作用, 药理毒理, 药理学, 藥理作用, 药效学, "
    "药效动力学, 临床药理, 如何起作用, 作用原理, 藥理",
    "precautions": "注意事项, 注意事項, 警告与注意事项, 警告和注意事项, 使用注意事项, 警告及注意事项, "
    "警告與注意事項 | 警告, 慎用, 注意, 预防措施, 警语, 警語, 警语, 警語, 警语, 警語, 警语, 警語",
    "faqs": "常见问题, 常見問題, 常见问题解答, 问答, 問答, 问与答, 常见问答",
    "contraindications": "禁忌, 禁忌症, 禁忌证, 禁忌症状, 使用禁忌",
    "interactions": "药物相互作用, 藥物相互作用, 相互作用 | 药物交互作用, 藥物交互作用, 交互作用",
    "populations": "| 孕妇及哺乳期妇女用药, 妊娠与哺乳, 妊娠期和哺乳期, 孕妇和哺乳期妇女用药, 特殊人群用药, "
    "特殊人群, 儿童用药, 老年用药, 老年患者用药, 孕婦及哺乳婦女, 妊娠和哺乳",
    "overdose": "药物过量, 藥物過量, 过量, 用药过量, 過量",
    "storage": "贮藏, 储存, 贮存, 保存方法, 贮藏方法, 儲存, 储藏, 儲存方式",
    "brand_names": "商品名, 商品名称, 商品名稱, 常见商品名",
    "patient_information": "患者须知, 患者用药须知, 病人须知, 患者教育",
    "sources": "参考文献, 參考文獻, 参考资料, 资料来源 | 来源",
    "evidence": "临床试验, 临床研究, 臨床試驗",
}

HINDI = {
    "boxed_warning": "ब्लैक बॉक्स चेतावनी, बॉक्स चेतावनी, बॉक्स्ड चेतावनी, काले घेरे की चेतावनी",
    "generic_name": "जेनेरिक नाम, सामान्य नाम, अंतर्राष्ट्रीय गैर-स्वामित्व नाम, जेनरिक नाम | दवा का नाम, नाम, "
    "सक्रिय घटक, सक्रिय तत्व",
    "usage": "संकेत, चिकित्सीय संकेत, उपयोग और संकेत, किस लिए उपयोग किया जाता है, दवा के उपयोग, उपयोग | प्रयोग, इस्तेमाल, फायदे",
    "dosage": "खुराक, खुराक और सेवन विधि, खुराक और प्रशासन, खुराक और उपयोग विधि, मात्रा और सेवन विधि, खुराक "
    "एवं सेवन विधि, खुराक तथा सेवन विधि | मात्रा, सेवन विधि, डोज, डोज़, कैसे लें, उपयोग की विधि",
    "side_effects": "दुष्प्रभाव, साइड इफेक्ट, साइड इफेक्ट्स, प्रतिकूल प्रभाव, प्रतिकूल प्रतिक्रियाएं, प्रतिकूल "
    "प्रतिक्रियाएँ, संभावित दुष्प्रभाव, अवांछित प्रभाव, पार्श्व प्रभाव | नुकसान",
    "how_it_works": "क्रियाविधि, कार्य विधि, क्रिया विधि, कार्यविधि, यह कैसे काम करता है, यह कैसे काम करती है, कैसे "
    "काम करता है, कैसे काम करती है, यह दवा कैसे काम करती है, क्रिया का तंत्र, औषध विज्ञान",
    "precautions": "सावधानियां और चेतावनी, विशेष सावधानियां, चेतावनी और सावधानियां, चेतावनियाँ और सावधानियाँ, "
    "सावधानियां, सावधानियाँ, सावधानी | चेतावनी, चेतावनियां, चेतावनियाँ",
    "faqs": "अक्सर पूछे जाने वाले प्रश्न, अक्सर पूछे जाने वाले सवाल, सामान्य प्रश्न, प्रश्नोत्तर, सवाल जवाब, प्रश्न और उत्तर",
    "contraindications": "निषेध, प्रतिनिर्देश, मतभेद, विपरीत संकेत, प्रतिसंकेत, अंतर्विरोध, कब न लें",
    "interactions": "दवा पारस्परिक क्रिया, परस्पर क्रिया | दवाओं की परस्पर क्रिया, अन्य दवाओं के साथ परस्पर क्रिया, "
    "दवा अंतःक्रिया, पारस्परिक क्रिया",
    "populations": "| गर्भावस्था और स्तनपान, गर्भावस्था एवं स्तनपान, गर्भावस्था, स्तनपान, विशेष आबादी",
    "overdose": "अधिक मात्रा, ओवरडोज, ओवरडोज़, अतिमात्रा, अधिक खुराक",
    "storage": "भंडारण, भण्डारण, रखरखाव, कैसे रखें",
    "brand_names": "ब्रांड नाम, व्यापारिक नाम, ब्रांड के नाम",
    "patient_information": "रोगी के लिए जानकारी, रोगी सूचना, मरीज के लिए जानकारी",
    "sources": "संदर्भ, सन्दर्भ, स्रोत",
    "evidence": "नैदानिक अध्ययन, नैदानिक परीक्षण",
}

SWAHILI = {
    "boxed_warning": "onyo la sanduku jeusi, onyo la kisanduku, onyo ndani ya kisanduku, onyo lenye fremu",
    "generic_name": "jina la jumla, jina la kawaida, jina halisi la dawa, jina generiki | jina la dawa, jina, "
    "kiambata hai, viambata hai, kiungo hai",
    "usage": "dalili za matumizi, matumizi ya dawa, inatumika kutibu nini, inatumika kwa, kazi ya dawa, matumizi",
    "dosage": "kipimo na jinsi ya kutumia, kipimo na namna ya kutumia, dozi na jinsi ya kutumia, kipimo, "
    "vipimo, dozi, kipimo cha dawa, kiasi cha dawa, dozi na matumizi, kipimo na matumizi | jinsi ya kutumia, namna ya "
    "kutumia, jinsi ya kutumia dawa",
    "side_effects": "madhara, madhara ya dawa, athari mbaya, madhara yasiyotarajiwa, athari zisizotarajiwa, madhara "
    "yanayoweza kutokea, maudhi madogo, maudhi | athari",
    "how_it_works": "jinsi inavyofanya kazi, namna inavyofanya kazi, jinsi dawa inavyofanya kazi, inavyofanya kazi, "
    "dawa inavyofanya kazi, utendaji kazi",
    "precautions": "maonyo na tahadhari, tahadhari na maonyo, tahadhari maalum, tahadhari | maonyo, onyo, angalizo",
    "faqs": "maswali yanayoulizwa mara kwa mara, maswali ya mara kwa mara, maswali na majibu, maswali",
    "contraindications": "usitumie kama, vizuizi, vizuizi vya matumizi, wasiopaswa kutumia, watu wasiopaswa kutumia, "
    "vikwazo, marufuku",
    "interactions": "mwingiliano wa dawa, mwingiliano, muingiliano wa dawa | mwingiliano na dawa nyingine, muingiliano",
    "populations": "| ujauzito na kunyonyesha, ujauzito, kunyonyesha, mimba na kunyonyesha, makundi maalum",
    "overdose": "dozi kupita kiasi, kuzidisha dozi, kipimo kupita kiasi, dozi iliyozidi, kuzidisha kipimo",
    "storage": "uhifadhi, jinsi ya kuhifadhi, utunzaji, namna ya kuhifadhi, hifadhi",
    "brand_names": "majina ya kibiashara, jina la kibiashara, majina ya biashara, jina la biashara",
    "patient_information": "taarifa kwa mgonjwa, maelezo kwa mgonjwa, ushauri kwa mgonjwa",
    "sources": "marejeo, vyanzo, rejea",
    "evidence": "tafiti za kitabibu, majaribio ya kitabibu",
}

THAI = {
    "boxed_warning": "คำเตือนในกรอบ, คำเตือนกรอบดำ, คำเตือนในกรอบสี่เหลี่ยม, กรอบคำเตือน, คำเตือนพิเศษในกรอบ",
    "generic_name": "ชื่อสามัญทางยา, ชื่อสามัญ, ชื่อสามัญของยา | ชื่อยา, ตัวยาสำคัญ, สารออกฤทธิ์, ชื่อ",
    "usage": "ข้อบ่งใช้, ข้อบ่งใช้ยา, สรรพคุณ, ข้อบ่งชี้, ยานี้คือยาอะไร, ข้อบ่งใช้ของยา | การใช้ยา, ประโยชน์, การใช้",
    "dosage": "ขนาดและวิธีใช้, ขนาดและวิธีใช้ยา, ขนาดยาและวิธีใช้, ขนาดยาและวิธีใช้ยา, ขนาดยาและวิธีบริหารยา, "
    "ขนาดยาและวิธีให้ยา, ขนาดยาและการบริหารยา, ขนาดยา | วิธีใช้, วิธีใช้ยา, ขนาดที่ใช้, วิธีรับประทาน, ขนาดการใช้ยา, "
    "ขนาด",
    "side_effects": "อาการไม่พึงประสงค์, อาการไม่พึงประสงค์จากการใช้ยา, ผลข้างเคียง, ผลข้างเคียงของยา, "
    "อาการข้างเคียง, อันตรายที่อาจเกิดจากยา, ผลไม่พึงประสงค์, ปฏิกิริยาไม่พึงประสงค์",
    "how_it_works": "กลไกการออกฤทธิ์, การออกฤทธิ์, เภสัชพลศาสตร์, เภสัชวิทยา, ฤทธิ์ทางเภสัชวิทยา, "
    "คุณสมบัติทางเภสัชวิทยา, ยาออกฤทธิ์อย่างไร, คุณสมบัติทางเภสัชพลศาสตร์, ยาทำงานอย่างไร, กลไกการทำงาน",
    "precautions": "คำเตือนและข้อควรระวัง, ข้อควรระวังในการใช้ยา, คำเตือนและข้อควรระวังในการใช้ยา, "
    "คำเตือนพิเศษและข้อควรระวัง, ข้อควรระวังและคำเตือน, ข้อควรระวัง | คำเตือน, ข้อควรปฏิบัติ",
    "faqs": "คำถามที่พบบ่อย, คำถามพบบ่อย, ถามตอบ, ถาม-ตอบ, คำถามและคำตอบ, คำถามที่ถามบ่อย",
    "contraindications": "ข้อห้ามใช้, ข้อห้ามใช้ยา, ข้อห้าม, ห้ามใช้, ห้ามใช้ยานี้เมื่อไร",
    "interactions": "อันตรกิริยาระหว่างยา, ปฏิกิริยาระหว่างยา | อันตรกิริยา, อันตรกิริยากับยาอื่น, อันตรกิริยาของยา, "
    "ปฏิกิริยาต่อกันของยา, อันตรกิริยากับยาอื่นและอันตรกิริยาอื่น ๆ",
    "populations": "| การใช้ในสตรีมีครรภ์และสตรีให้นมบุตร, สตรีมีครรภ์และให้นมบุตร, "
    "การใช้ในหญิงตั้งครรภ์และให้นมบุตร, การตั้งครรภ์และการให้นมบุตร, ภาวะเจริญพันธุ์ การตั้งครรภ์ และการให้นมบุตร, "
    "การตั้งครรภ์, การให้นมบุตร, กลุ่มผู้ป่วยพิเศษ",
    "overdose": "การได้รับยาเกินขนาด, ยาเกินขนาด, การใช้ยาเกินขนาด, อาการเมื่อได้รับยาเกินขนาด",
    "storage": "การเก็บรักษา, การเก็บรักษายา, วิธีเก็บรักษา, ควรเก็บยานี้อย่างไร, สภาวะการเก็บรักษา",
    "brand_names": "ชื่อการค้า, ชื่อทางการค้า, ยี่ห้อ",
    "patient_information": "ข้อมูลสำหรับผู้ป่วย, คำแนะนำสำหรับผู้ป่วย, คำแนะนำผู้ป่วย",
    "sources": "เอกสารอ้างอิง, แหล่งข้อมูล, อ้างอิง",
    "evidence": "การศึกษาทางคลินิก, การทดลองทางคลินิก",
}

LANGUAGES = (
    SectionLanguage("French", "RCP (résumé des caractéristiques du produit) and notice, ANSM, EMA's template", FRENCH),
    SectionLanguage("Spanish", "ficha técnica and prospecto, AEMPS, EMA's template", SPANISH),
    SectionLanguage("Portuguese", "RCM, Infarmed, EMA's template; bula, Anvisa (RDC 47/2009)", PORTUGUESE),
    SectionLanguage("German", "Fachinformation, BfArM, EMA's template (§ 11a AMG)", GERMAN),
    SectionLanguage("Arabic", "نشرة (leaflet) as the SFDA of Saudi Arabia and the EDA of Egypt publish it", ARABIC),
    SectionLanguage("Russian", "инструкция по применению (ГРЛС), ОХЛП of the Eurasian Economic Union", RUSSIAN),
    SectionLanguage("Chinese", "药品说明书, NMPA (局令第24号); 仿單, Taiwan FDA", CHINESE),
    SectionLanguage("Hindi", "no national template; patient pages, by the parts of the CDSCO insert", HINDI),
    SectionLanguage("Swahili", "no national template; patient pages, by the parts of the TMDA leaflet", SWAHILI),
    SectionLanguage("Thai", "เอกสารกำกับยา, Thai FDA; บัญชียาหลักแห่งชาติ (national list)", THAI),
)
"""Beside each: the national label or formulary that the formal names come from."""


def section_words(section: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What that section is called in all of them: as leads and headings, and as headings only; each word once."""
    both = [language.words.get(section, "").partition("|") for language in LANGUAGES]
    spoken, written = (", ".join(part[at] for part in both).split(",") for at in (0, 2))
    return tuple(dict.fromkeys(filter(None, map(str.strip, spoken)))), tuple(
        dict.fromkeys(filter(None, map(str.strip, written)))
    )
