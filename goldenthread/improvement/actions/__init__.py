"""Every write about improvement plans."""

from .bringing import CONTENT_TYPE, name_columns, save_plan, send_plan_file

__all__ = ["CONTENT_TYPE", "name_columns", "save_plan", "send_plan_file"]
