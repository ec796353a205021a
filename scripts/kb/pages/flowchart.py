"""The checks of every symptom as a flowchart that Mermaid draws (mermaid.js.org)."""

from kb.model.knowledge_base import KnowledgeBase


def draw(kb: KnowledgeBase) -> str:
    """Return which checks each symptom leads to, in order."""
    lines = [f"  {symptom.id}([{_quoted(symptom.title)}])" for symptom in kb.symptoms]
    lines += [f"  {ref}[{_quoted(step.title)}]" for ref, step in kb.steps()]
    lines += [
        f"  {symptom.id} -->|{rank}| {ref}" for symptom in kb.symptoms for rank, ref in enumerate(symptom.steps, 1)
    ]
    return "flowchart LR\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("#", "#35;").replace('"', "#quot;")
    return f'"{escaped}"'
