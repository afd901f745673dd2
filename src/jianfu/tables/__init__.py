"""The canonical tables: columns, types, units and meaning in both languages, one file each."""

from jianfu.tables.account import ACCOUNT
from jianfu.tables.app import APP
from jianfu.tables.app_function import APP_FUNCTION
from jianfu.tables.app_package import APP_PACKAGE
from jianfu.tables.app_use import APP_USE
from jianfu.tables.appraisal_item import APPRAISAL_ITEM
from jianfu.tables.calendar import CALENDAR
from jianfu.tables.column import Column, Kind, Table
from jianfu.tables.duty import DUTY
from jianfu.tables.exemption import EXEMPTION
from jianfu.tables.form import FORM
from jianfu.tables.form_field import FORM_FIELD
from jianfu.tables.letter import LETTER
from jianfu.tables.membership import MEMBERSHIP
from jianfu.tables.message import MESSAGE
from jianfu.tables.person import PERSON
from jianfu.tables.photo import PHOTO
from jianfu.tables.picture import PICTURE
from jianfu.tables.reduction_target import REDUCTION_TARGET
from jianfu.tables.reply import REPLY
from jianfu.tables.submission import SUBMISSION
from jianfu.tables.unit import UNIT
from jianfu.tables.work_group import WORK_GROUP

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        UNIT, PERSON, WORK_GROUP, MEMBERSHIP, MESSAGE, PHOTO, PICTURE, APP, APP_FUNCTION, APP_PACKAGE, APP_USE, ACCOUNT,
        FORM, FORM_FIELD, SUBMISSION, LETTER, REPLY, DUTY, EXEMPTION, APPRAISAL_ITEM,
        REDUCTION_TARGET, CALENDAR,
    )
}  # fmt: skip
"""Every canonical table by name. Measures declare the tables they leave in their own files."""

__all__ = ["TABLES", "Column", "Kind", "Table"]
