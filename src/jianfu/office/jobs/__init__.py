"""Long work in the background: a queue in the database, a worker, one child process a job (后台任务)."""
