"""The web page: server-rendered pages over a ledger. Start with `app.make_app`; `serve.serve` is the command."""
