"""HTML → a site ready to host: styles and scripts bundled, names hashed, JSON-LD, service worker, policy."""
