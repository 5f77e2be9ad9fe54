"""The chain: what stands at each step, where it breaks, what mending it is worth, and who holds what is missing."""
