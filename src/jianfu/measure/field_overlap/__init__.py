"""The same data asked for in several forms (指标项重合): fields compared by meaning, not by wording."""

from jianfu.measure.field_overlap.compare import AskedForm, compare
from jianfu.measure.field_overlap.meaning import Meaning, read_label
from jianfu.measure.field_overlap.topic import form_topic

__all__ = ["AskedForm", "Meaning", "compare", "form_topic", "read_label"]
