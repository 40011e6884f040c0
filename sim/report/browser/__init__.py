"""The report that is opened in a browser, from the disk, and answers back."""

from sim.report.browser.report import Report, html_report, report_of

__all__ = ["Report", "html_report", "report_of"]
