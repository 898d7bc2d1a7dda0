"""What is proved for all parameters: theorems that Coq's kernel checks (``formal/``)."""
