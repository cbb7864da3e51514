"""The rooms of TeX; several bear the name of a room elsewhere."""
