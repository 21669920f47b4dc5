"""Imported first in worker processes: keeps out what is slow to import and what no report needs.

jsonschema, which nbformat brings along, compiles a grammar of internationalised addresses when it finds one installed: half
a second before the first kernel can start. Without it jsonschema leaves that one check out, and notebooks have none.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None makes `import` raise ImportError
