"""Reading what people type: text without what nobody sees, and numbers and days that mean one thing."""
