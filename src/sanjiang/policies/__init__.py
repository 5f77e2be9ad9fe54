"""Benefits: who is entitled to what, where and when; what expires; which overlap; what they cost and bring."""
