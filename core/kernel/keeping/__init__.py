"""What is kept instead of computed anew: until somebody writes, until its moment comes; and the proof that it is so."""
