"""How pages are drawn: the engine of rows and controls, templates without their indentation, widgets of forms."""
