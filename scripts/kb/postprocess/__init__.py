"""HTML → a site ready to host: styles purged, scripts bundled, names hashed, JSON-LD, service worker, policy."""
