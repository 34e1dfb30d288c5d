"""How pages are drawn: rows and controls by the compiled engine, templates without their indentation, widgets of forms."""
