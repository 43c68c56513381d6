"""The sentences in Chinese, one module a domain."""
