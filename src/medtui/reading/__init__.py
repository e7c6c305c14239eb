"""Text -> Monograph: pure, total (any text at all) and lossless.

`read` is the way in, `decode` turns a file's bytes into the text it reads, `Schema` says which sections
there are.
"""

from medtui.reading.decoding import decode
from medtui.reading.reader import quick_names, read
from medtui.reading.schema import Schema, SectionSpec, default_schema, fold_heading

__all__ = ["Schema", "SectionSpec", "decode", "default_schema", "fold_heading", "quick_names", "read"]
