"""The dashboards of a LookML project in the browser, on a data set: a small server for this machine alone (docs/preview.md)."""
