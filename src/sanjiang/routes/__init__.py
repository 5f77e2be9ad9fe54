"""Tours of attractions, deliveries of fresh produce, flows of visitors, seasons: what can be driven, seen and sold."""
