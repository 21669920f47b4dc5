"""Comparable statistics from the annual reports and plans of Chinese justice bureaus; start at ``lib.metrics``."""
