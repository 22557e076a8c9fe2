-- Staff who gave money back by hand; NULL for what the shop gave back by itself, and for everything from before this was kept.
ALTER TABLE refund_requests ADD COLUMN who text;
