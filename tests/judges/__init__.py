"""The site judged as its users would: by validators, readers of feeds and facts, and a browser."""
