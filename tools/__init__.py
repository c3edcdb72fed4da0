"""Commands that make files of this repository: lexicons, the worked case, pictures."""
