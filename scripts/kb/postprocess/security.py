"""The security policy: in pages, and what only a host can declare as a _headers file."""

import base64
import hashlib

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""Content security policy: our own files, and of inline scripts and styles only those that the build puts in."""

REFERRER = "strict-origin-when-cross-origin"


def meta(script: str, style: str) -> str:
    """Return the policy as part of a page, so that every static host has it.

    It allows one inline script and one inline style, each by the hash of its text.
    """
    allowed = {"script-src": script, "style-src": style}
    policy = POLICY | {directive: f"{POLICY[directive]} {_hash(text)}" for directive, text in allowed.items()}
    content = "; ".join(f"{directive} {sources}" for directive, sources in policy.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def headers() -> str:
    """Return what a page cannot declare itself, for hosts that read a _headers file.

    `:file` matches one part of a path: files directly in assets/ have hashes in their names, those in its folders
    do not.
    """
    return (
        f"/*\n  Content-Security-Policy: frame-ancestors 'none'\n  Referrer-Policy: {REFERRER}\n"
        "  X-Content-Type-Options: nosniff\n"
        "/assets/:file\n  Cache-Control: public, max-age=31536000, immutable\n"
        "/sw.js\n  Cache-Control: no-cache\n"
    )
