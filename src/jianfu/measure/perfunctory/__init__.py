"""How likely a reply is perfunctory (敷衍答复): a small linear model over what the mirror counted, with its error."""
