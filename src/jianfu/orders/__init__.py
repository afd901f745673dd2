"""A plan as paper (纸质整合通知): one order for each owning unit, as a web page and as a Word document."""
