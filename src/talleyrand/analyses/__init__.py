"""Cases become results: findings in sentences, each with the estimates that carry it, over their ranges."""
