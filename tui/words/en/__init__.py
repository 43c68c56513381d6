"""The sentences in English, one module a domain."""
