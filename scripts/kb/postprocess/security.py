"""The security policy, in pages and as a _headers file."""

from __future__ import annotations

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""Content security policy: nothing but our own files, and no inline script or style."""

REFERRER = "strict-origin-when-cross-origin"

_POLICY = "; ".join(f"{directive} {sources}" for directive, sources in POLICY.items())

META = (
    f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><meta name="referrer" content="{REFERRER}">'
)
"""The policy as part of a page, so that every static host has it."""


def headers() -> str:
    """Return the policy for hosts that read a _headers file, with what a page cannot declare itself.

    `:file` matches one part of a path: files directly in assets/ have hashes in their names, those in its folders
    do not.
    """
    return (
        f"/*\n  Content-Security-Policy: {_POLICY}; frame-ancestors 'none'\n  Referrer-Policy: {REFERRER}\n"
        "  X-Content-Type-Options: nosniff\n"
        "/assets/:file\n  Cache-Control: public, max-age=31536000, immutable\n"
        "/sw.js\n  Cache-Control: no-cache\n"
    )
