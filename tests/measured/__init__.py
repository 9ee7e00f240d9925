"""What the importers and the anchoring reach on the shared documents; passed over where these are not."""
