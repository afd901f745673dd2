"""How much memory this process and its finished children have needed."""

import resource

KIBIBYTE = 1024


def peak_memory_bytes() -> int:
    """The larger of this process's own peak and that of its largest finished child, in bytes (Linux counts in KiB)."""
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(peaks) * KIBIBYTE
