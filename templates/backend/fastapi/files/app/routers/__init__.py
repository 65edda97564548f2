"""The endpoints, a module for each tag of the document."""
