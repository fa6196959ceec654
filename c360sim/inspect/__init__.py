"""One customer of a data set, told on the terminal."""
