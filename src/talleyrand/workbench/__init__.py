"""The workbench: a person's door to a project, in the browser, served to this machine only."""
