"""Deliver: what people of the regency take away, made of public counts alone."""
