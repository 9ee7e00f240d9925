"""The annotation desk of an edition: its outline on the left, the text in the middle, its notes on the right."""
