"""Tests of whole sites with outside tools: validators, feed readers, citation managers and a browser."""
