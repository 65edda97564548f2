"""What all endpoints share: problems, the document, logs, metrics, limits."""
