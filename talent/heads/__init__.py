"""What decides who counts, as pages: proofs, categories, leaving, the rule and the quotas."""
