"""What is known of words by themselves: their lemmas and stems, and how common they are."""
