"""Queries in SQL over datasets: read and judged before they are run, by DuckDB in process, shut in."""
