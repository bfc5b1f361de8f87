"""The small parts that PowerPoint expects of every presentation → what a template without them gets.

The view is always one of these: a template is often saved in the view of its master, and no deck is to open there.
"""

from deckgen.powerpoint.write.slide import MAIN
from deckgen.powerpoint.xml import DECLARATION, Xml

TABLE_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"  # "Medium Style 2 - Accent 1", built into PowerPoint

REQUIRED = {
    "presProps": Xml(f"{DECLARATION}<p:presentationPr {MAIN}/>"),
    "viewProps": Xml(f"{DECLARATION}<p:viewPr {MAIN}/>"),
    "tableStyles": Xml(
        f'{DECLARATION}<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{TABLE_STYLE}"/>'
    ),
}
"""By the last word of the relationship's type, which is also that of the content type."""
