"""Who does what is somebody else's: a deputy (代理) for some days, a successor for good."""
