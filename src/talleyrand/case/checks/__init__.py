"""What can be wrong with a case of sound shape, one kind a file; each check yields `Problem`s without their place."""
