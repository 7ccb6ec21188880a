"""Who answers for a task and until when: （责任单位：…）, （…牵头，…配合，6月底完成）.

One grammar serves brackets, lines of their own and table cells. The text is cut into pieces at
、，；and between complete units at 及 和; each piece is a label with what follows it (牵头单位：…),
a unit, a unit that ends in the verb of a role (…按职责分工负责), a deadline, or unknown. Units wait
until a verb claims them or a label's clause ends. What the pieces are decides whether the text is a
duty at all: without a label every piece has to be known, so that （政府主导、部门配合） or
（包括牵头单位自身） are not duties, and a bracket of bare units has to close a sentence.

Units are given as they are written: a level that the first name has (市科技局、财政局) is not
lent to the others. 等相关部门 after a list is dropped, 相关部门 standing for itself is kept. Roles:
牵头 and 主办 lead, 配合, 参与, 协同 and 协办 support, and whatever else, 责任单位 and 负责
included, are ``units``: the document does not say who among them leads.
"""

from .deadlines import due_date, is_deadline
from .found import DutyFound, merge
from .places import find_duties
from .tables import duty_columns, table_duty
from .words import ROLES

__all__ = [
    "ROLES",
    "DutyFound",
    "due_date",
    "duty_columns",
    "find_duties",
    "is_deadline",
    "merge",
    "table_duty",
]
