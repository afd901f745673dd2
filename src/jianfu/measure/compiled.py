"""The marks of kernels, where measures look for them."""

from jianfu.base.compiled import inlined, kernel, lean_kernel

__all__ = ["inlined", "kernel", "lean_kernel"]
