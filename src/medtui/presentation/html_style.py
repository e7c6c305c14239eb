"""How an exported HTML page looks, on a screen and on paper: black on white, and nothing said by colour alone."""

from __future__ import annotations

STYLE = """\
@page { margin: 15mm; }
html { color-scheme: light; }
body { margin: 0; padding: 1.5rem; color: #000; background: #fff; font: 1rem/1.45 "Noto Sans", "DejaVu Sans",
  "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
.sheet { width: 100%; max-width: 48rem; margin: 0 auto; border-collapse: collapse; }
.sheet > * > tr > td { padding: 0; text-align: left; vertical-align: top; }
.head { margin-bottom: .6rem; border-bottom: 2px solid #000; }
.foot { margin-top: .6rem; border-top: 1px solid #000; font-size: .8rem; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; }
.section { margin: 0 0 .4rem; font-weight: bold; }
h2 { margin: 1.2rem 0 .4rem; font-size: 1.2rem; line-height: 1.3; }
h3 { margin: 1rem 0 .3rem; font-size: 1rem; }
h1, h2, h3, .item, div, pre, code { overflow-wrap: anywhere; }
.part, .question, .front-matter, .ours { margin: .6rem 0; }
.gap { height: .6rem; }
.rule { margin: .4rem 0; }
.item { display: flex; align-items: baseline; }
.lead { flex: none; white-space: pre; text-align: right; }
.words { min-width: 0; }
blockquote { margin: 0; padding-left: .8rem; border-left: 3px double #000; }
.box, .disclaimer { margin: 1.2rem 0; padding: .6rem .8rem; border: 2px solid #000; break-inside: avoid; }
.badge { border: 1px solid #000; padding: 0 .3rem; font-style: italic; font-size: .9em; }
.box .badge { border: 0; padding: 0; font-size: 1em; }
.muted, .front-matter { font-size: .9em; }
code, pre { margin: 0; font-family: "DejaVu Sans Mono", "Noto Sans Mono", Consolas, Menlo, monospace; font-size: .9em;
  white-space: pre-wrap; }
pre { font-size: .8rem; }
.data { margin: .6rem 0; border-collapse: collapse; }
.data th, .data td { padding: .25rem .5rem; border: 1px solid #000; text-align: left; vertical-align: top; }
.data * { overflow-wrap: normal; }
@media print {
  body { padding: 0; font-size: 10.5pt; orphans: 3; widows: 3; }
  .sheet { max-width: none; }
  .sheet > thead { display: table-header-group; }
  .sheet > tfoot { display: table-footer-group; }
  h2, h3 { break-after: avoid; }
  .data tr, .item, pre { break-inside: avoid; }
}
"""
