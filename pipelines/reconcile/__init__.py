"""The books: persons and families of each village from one month to the next, and their proof."""
