"""Which texts are one notice (同源查找): sketch, band, verify, cluster."""
