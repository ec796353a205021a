"""What a maintainer uses while editing: a development server, new entries, schemas for editors."""
