"""What the text of a plan says as data: metadata, targets, duties, references."""
