"""The accounts room: who has one, who may do what in the house, and the way back in for whoever is shut out."""
