-- Which timed work is due next, over all processes on this database.
CREATE TABLE platform.timers (
  name        text PRIMARY KEY,          -- module.timer
  next_run_at timestamptz NOT NULL
);
