"""The workbench: a register that keeps what was read and decided, and its API. The only code that knows Django."""
