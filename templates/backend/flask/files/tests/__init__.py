"""Tests of the service, over HTTP as far as they can be."""
