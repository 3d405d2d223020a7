"""The processes of a running site: web server, task worker, scheduler, and how each one's health is asked."""
