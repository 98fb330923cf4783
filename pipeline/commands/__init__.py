"""What stands between the command line and the pipeline: printing answers, and the last border for errors."""
